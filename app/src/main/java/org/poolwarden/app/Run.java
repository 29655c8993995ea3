package org.poolwarden.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.app.run.HealthServer;
import org.poolwarden.app.run.RunConfig;
import org.poolwarden.app.run.RunningApps;
import org.poolwarden.app.run.StartException;
import org.poolwarden.schema.topic.TopicMismatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolwarden run}: judges pools on somebody's Kafka until it is told to stop. */
@Command(
        name = "run",
        description = "Runs the processors against your Kafka and schema registry; ends with SIGTERM.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to stop",
            "1:it did not start, or failed, and why",
            "2:the configuration cannot be read, or is wrong: every wrong field is named"
        })
final class Run implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Properties; docs/configuration.md has every key.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try {
            RunConfig config = RunConfig.read(file);
            prepareTopics(config);
            run(config);
            return 0;
        } catch (IOException | ConfigException e) {
            spec.commandLine().getErr().println(file + ": " + (e instanceof IOException ? e : e.getMessage()));
            return 2;
        } catch (StartException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    /** Creates those that are missing; judges nothing on topics that somebody made otherwise. */
    private static void prepareTopics(RunConfig config) throws StartException, InterruptedException {
        long patience = config.brokerPatience().toMillis();
        Map<String, Object> admins = new HashMap<>(config.kafka());
        admins.put("bootstrap.servers", config.bootstrap());
        admins.put("default.api.timeout.ms", String.valueOf(patience));
        admins.put("request.timeout.ms", String.valueOf(patience));
        try (Admin admin = Admin.create(admins)) {
            admin.describeCluster().nodes().get(patience, TimeUnit.MILLISECONDS);
            refuseOthers(config.topics().mismatches(admin));
            config.topics().create(admin, config.replication());
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException(
                    "no Kafka broker answers at " + config.bootstrap() + " within "
                            + config.brokerPatience().toSeconds() + " s",
                    e);
        } catch (KafkaException e) {
            throw new StartException("bootstrap.servers " + config.bootstrap() + ": " + rootMessage(e), e);
        } catch (IllegalStateException e) {
            throw new StartException(e.getMessage() + ": " + rootMessage(e), e);
        }
    }

    private static void refuseOthers(List<TopicMismatch> mismatches) throws StartException {
        if (!mismatches.isEmpty()) {
            throw new StartException(
                    mismatches.stream()
                            .map(TopicMismatch::sentence)
                            .collect(Collectors.joining("\n", "topics are not as the rules need them:\n", "")),
                    null);
        }
    }

    private void run(RunConfig config) throws StartException, InterruptedException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CountDownLatch over = new CountDownLatch(1);
        try (RunningApps apps = RunningApps.start(config, meters, over::countDown);
                HealthServer health = HealthServer.start(
                        config.metricsAddress(), config.metricsPort(), meters, apps::isAlive, apps::isReady)) {
            new JvmMemoryMetrics().bindTo(meters);
            Runtime.getRuntime().addShutdownHook(new Thread(apps::close, "apps-stop"));
            String words = apps.awaitRunning();
            spec.commandLine().getOut().println(words + " on " + config.bootstrap() + "; metrics on " + health.url());
            over.await();
            if (apps.hasFailed()) {
                throw new StartException("a topology failed; the log says why", null);
            }
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
