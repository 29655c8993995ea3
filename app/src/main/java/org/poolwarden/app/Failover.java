package org.poolwarden.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.poolwarden.app.run.FailoverApp;
import org.poolwarden.app.run.HealthServer;
import org.poolwarden.app.run.StartException;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolwarden failover}: judges pools on somebody's Kafka until it is told to stop. */
@Command(
        name = "failover",
        description = "Runs the failover topology against your Kafka and schema registry; ends with SIGTERM.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:it was told to stop", "1:it did not start, or failed, and why"})
final class Failover implements Callable<Integer> {

    @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT", description = "Kafka brokers.")
    private String bootstrap;

    @Option(
            names = "--schema-registry",
            required = true,
            paramLabel = "URL",
            description = "A registry with the Confluent Schema Registry API.")
    private String registry;

    @Option(
            names = "--state-dir",
            required = true,
            paramLabel = "DIR",
            description = "Where stores lie; they are rebuilt from changelogs when it is lost.")
    private Path stateDir;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = "failover",
            description = "Consumer group and prefix of internal topics. Default: ${DEFAULT-VALUE}.")
    private String applicationId;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            defaultValue = "0",
            description = "Name of this instance; the same across its restarts. Default: ${DEFAULT-VALUE}.")
    private String instance;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = Topics.DEFAULT_PREFIX,
            description = "What the names of all topics begin with. Default: ${DEFAULT-VALUE}")
    private String prefix;

    @Option(
            names = "--replication",
            paramLabel = "COUNT",
            defaultValue = "3",
            description = "Replication factor of topics that are missing and created. Default: ${DEFAULT-VALUE}.")
    private short replication;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "9464",
            description = "/metrics, /livez and /readyz. Default: ${DEFAULT-VALUE}.")
    private int metricsPort;

    @Option(
            names = "--metrics-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address they are served on. Default: ${DEFAULT-VALUE}.")
    private String metricsAddress;

    @Option(
            names = "--broker-patience",
            hidden = true,
            defaultValue = "PT15S",
            description = "How long to wait for a broker.")
    private Duration patience;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Topics topics = new Topics(prefix, Topics.DEFAULT_PARTITIONS);
        try {
            createTopics(topics);
            run(topics, meters);
            return 0;
        } catch (StartException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private void createTopics(Topics topics) throws StartException, InterruptedException {
        String patient = String.valueOf(patience.toMillis());
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap, "default.api.timeout.ms", patient, "request.timeout.ms", patient))) {
            admin.describeCluster().nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            topics.create(admin, replication);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException(
                    "no Kafka broker answers at " + bootstrap + " within " + patience.toSeconds() + " s", e);
        } catch (KafkaException e) {
            throw new StartException("--bootstrap-servers " + bootstrap + ": " + rootMessage(e), e);
        } catch (IllegalStateException e) {
            throw new StartException(e.getMessage() + ": " + rootMessage(e), e);
        }
    }

    private void run(Topics topics, PrometheusMeterRegistry meters) throws StartException, InterruptedException {
        FailoverApp.Settings settings = new FailoverApp.Settings(instance, stateDir, Tolerance.DEFAULT, meters);
        CountDownLatch over = new CountDownLatch(1);
        try (FailoverApp app = FailoverApp.start(
                        applicationId, bootstrap, topics, WireCodec.at(registry), settings, over::countDown);
                HealthServer health = HealthServer.start(address(), metricsPort, meters, app::isAlive, app::isReady)) {
            new JvmMemoryMetrics().bindTo(meters);
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "failover-stop"));
            app.awaitRunning();
            spec.commandLine().getOut().println("failover runs on " + bootstrap + "; metrics on " + health.url());
            over.await();
            if (app.hasFailed()) {
                throw new StartException("the failover topology failed; the log says why", null);
            }
        }
    }

    private InetAddress address() throws StartException {
        try {
            return InetAddress.getByName(metricsAddress);
        } catch (UnknownHostException e) {
            throw new StartException("--metrics-address " + metricsAddress + " is no address of this machine", e);
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
