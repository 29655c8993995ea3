package org.poolwarden.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.poolwarden.app.console.ConsoleSettings;
import org.poolwarden.app.console.RunningConsole;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.run.Reach;
import org.poolwarden.app.run.StartException;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Notebook;
import org.poolwarden.app.timeline.Watcher;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.sim.SimEvent;
import org.poolwarden.sim.SimWorld;

/** The demo from its start to its end: simulated hosts, the embedded stack, the connectors, and the story. */
public final class DemoRun implements AutoCloseable {

    private final PrintWriter out;
    private final Clock clock;
    private final Instant start;
    private final Story story;
    private final Chronicle chronicle;
    private final Readings readings;
    private final DemoPool pool;
    private final Notebook notebook;
    private EmbeddedStack stack;
    private RunningConsole console;
    private Watcher watcher;
    private Path operatorsFile;
    private String lastFinding = "";

    public DemoRun(Stories story, PrintWriter out, Clock clock) throws StartException {
        this.story = story.begin();
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
        this.chronicle = new Chronicle(this::print);
        this.pool = this.story.pool(this::happened);
        this.readings = new Readings(pool.storage(), this::line);
        this.notebook = new Notebook(start, pool.names(), chronicle);
    }

    /** Starts everything; prints what runs. */
    public void start(Path dir, Ports ports) throws StartException, InterruptedException {
        Tolerance tolerance = new Tolerance(DemoPool.HEARTBEAT, DemoPool.DEADLINE, Duration.ofMinutes(1));
        stack = EmbeddedStack.start(dir, ports, tolerance, this::progress);
        operatorsFile = operatorsFile(dir);
        console = console(ports.console());
        stack.keepSecret("password", SimWorld.PASSWORD);
        if (story.connectors().contains(DemoConnector.RECOVERY)) {
            writePolicy();
        }
        Optional<StorageProfile> profile = story.profile(pool);
        if (profile.isPresent()) {
            write(stack.topics().storageProfiles(), profile.get().getSr(), profile.get());
        }
        Topics topics = stack.topics();
        watcher = new Watcher(stack.bootstrap(), stack.codec())
                .on(topics.heartbeats(), notebook::heartbeat)
                .on(topics.findings(), notebook::finding)
                .on(topics.alerts(), notebook::alert)
                .on(topics.commands(), notebook::command)
                .on(topics.outcomes(), notebook::outcome)
                .on(topics.capacityReports(), (at, report) -> readings.accept(report))
                .start();
        for (DemoConnector connector : story.connectors()) {
            stack.connector(connector.word(), config(connector));
        }
    }

    /**
     * Plays the story.
     *
     * @return why it did not end as it should; empty text when it did
     */
    public String play() throws InterruptedException {
        out.println();
        story.legend().forEach(out::println);
        try {
            story.play(new Scene(pool, chronicle, readings, this::tell));
            return "";
        } catch (Story.Spoiled e) {
            return e.getMessage();
        }
    }

    /** Where everything can be reached. */
    public void printAddresses() {
        out.println("Web console      " + console.url());
        out.println("Kafka            " + stack.bootstrap());
        out.println("Schema registry  " + stack.registryUrl() + "/subjects");
        out.println("Kafka Connect    " + stack.connectUrl() + "/connectors");
        out.println("Metrics          " + stack.healthUrl() + "/metrics, /livez, /readyz");
        pool.names().values().forEach(host -> out.println("XAPI of " + host + "    " + pool.xapi(host)));
        out.println("Operator's verbs  poolwarden list --config " + operatorsFile + ", and so on");
        out.flush();
    }

    private RunningConsole console(int port) throws StartException {
        try {
            RunningConsole started =
                    RunningConsole.start(ConsoleSettings.loopback(port), Reach.read(operatorsFile), clock);
            progress("web console on " + started.url());
            return started;
        } catch (Trouble | IOException e) {
            throw new StartException("the console does not start: " + e.getMessage(), e);
        }
    }

    /** What an operator's verbs need to reach this stack. */
    private Path operatorsFile(Path dir) throws StartException {
        Path file = dir.resolve("poolwarden.properties");
        try {
            return Files.writeString(
                    file,
                    "bootstrap.servers=" + stack.bootstrap() + "\nschema.registry.url=" + stack.registryUrl()
                            + "\ntopic.partitions="
                            + stack.topics().heartbeats().partitions()
                            + "\nreplication.factor=1\n");
        } catch (IOException e) {
            throw new StartException("the operators' configuration cannot be written to " + file, e);
        }
    }

    Path operatorsFile() {
        return operatorsFile;
    }

    String consoleUrl() {
        return console.url();
    }

    String bootstrap() {
        return stack.bootstrap();
    }

    String registryUrl() {
        return stack.registryUrl();
    }

    String connectUrl() {
        return stack.connectUrl();
    }

    String healthUrl() {
        return stack.healthUrl();
    }

    Topics topics() {
        return stack.topics();
    }

    private Map<String, String> config(DemoConnector connector) {
        Map<String, String> config = new HashMap<>(pool.config(stack.secret("password")));
        config.put("connector.class", connector.type());
        config.put("tasks.max", "1");
        config.put("schema.registry.url", stack.registryUrl());
        config.putAll(connector.config(stack.topics(), stack.bootstrap()));
        return config;
    }

    private void writePolicy() throws StartException, InterruptedException {
        PoolPolicy.Builder builder = PoolPolicy.newBuilder()
                .setPool(DemoPool.POOL)
                .setMode(Mode.AUTO)
                .setHa(HaStatement.UNKNOWN)
                .setAuthor("demo")
                .setReason("a demo that waits for nobody");
        story.allow(builder);
        write(stack.topics().policies(), DemoPool.POOL, builder.build());
    }

    private <V extends SpecificRecord> void write(Topic<V> topic, String key, V value)
            throws StartException, InterruptedException {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrap()),
                new StringSerializer(),
                stack.codec().serializer(topic))) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (ExecutionException e) {
            throw new StartException(topic.name() + " cannot be written: " + e.getCause(), e);
        }
    }

    private void happened(SimEvent event) {
        notebook.world(event);
    }

    private void progress(String part) {
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "  started in %4.1f s  %s%n", seconds, part);
        out.flush();
    }

    private void tell(String heading) {
        out.println();
        out.println(heading);
        out.flush();
    }

    /** A finding that says again what the last one said, because a guard has changed, is not printed again. */
    private void print(Note note) {
        if (note.kind() == Note.Kind.FINDING) {
            String said = note.what() + note.hosts() + note.sentence();
            if (said.equals(lastFinding)) {
                return;
            }
            lastFinding = said;
        }
        line(note.line());
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        if (watcher != null) {
            watcher.close();
        }
        if (console != null) {
            console.close();
        }
        if (stack != null) {
            stack.close();
        }
        pool.close();
    }
}
