package org.poolwarden.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.poolwarden.app.console.ConsoleSettings;
import org.poolwarden.app.console.RunningConsole;
import org.poolwarden.app.console.login.Person;
import org.poolwarden.app.console.login.Role;
import org.poolwarden.app.console.login.Users;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.embedded.Parts;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.report.Week;
import org.poolwarden.app.run.Reach;
import org.poolwarden.app.run.StartException;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.sim.SimWorld;

/** The console in a real browser, over the whole stack and a simulated pool; its pictures are in target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleInBrowserTest {

    private static final String SECRET = "correct horse";

    private final Parts parts = new Parts();
    private Browser browser;
    private EmbeddedStack stack;
    private DemoPool pool;
    private Reach reach;
    private RunningConsole console;

    /** Whom the processors would promote. */
    private String chosen = "";

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        Optional<Browser> found = Browser.find(Path.of("target", "screenshots").toAbsolutePath());
        assumeTrue(found.isPresent(), "no chromium and chromedriver on the PATH");
        browser = parts.add(found.orElseThrow());
        Tolerance tolerance = new Tolerance(DemoPool.HEARTBEAT, DemoPool.DEADLINE, Duration.ofMinutes(1));
        stack = parts.add(EmbeddedStack.start(dir, Ports.free(), tolerance, part -> {}));
        reach = Reach.read(Files.writeString(
                dir.resolve("poolwarden.properties"),
                "bootstrap.servers=" + stack.bootstrap() + "\nschema.registry.url=" + stack.registryUrl() + "\n"));
        console = parts.add(RunningConsole.start(ConsoleSettings.loopback(0), reach, Clock.systemUTC()));
        pool = parts.add(DemoPool.open(List.of("alpha", "beta", "gamma"), event -> {}));
        stack.keepSecret("password", SimWorld.PASSWORD);
        for (DemoConnector connector : List.of(DemoConnector.RECOVERY, DemoConnector.HEARTBEAT, DemoConnector.EVENTS)) {
            connect(connector);
        }
    }

    private void connect(DemoConnector connector) throws StartException, InterruptedException {
        Map<String, String> config = new HashMap<>(pool.config(stack.secret("password")));
        config.put("connector.class", connector.type());
        config.put("tasks.max", "1");
        config.put("schema.registry.url", stack.registryUrl());
        config.putAll(connector.config(stack.topics(), stack.bootstrap()));
        stack.connector(connector.word(), config);
    }

    @AfterAll
    void stop() {
        parts.close();
    }

    @Test
    @Order(1)
    void anAlertAppearsByItselfAndIsSaidAloud() throws IOException {
        browser.open(console.url());
        browser.await("table.pools", "SETTLED");
        browser.picture("list-settled");

        pool.happens(world -> world.host("alpha").powerOff());

        browser.await("table.alerts", "MASTER_LOST");
        browser.await("#alarm", "New alert: CRITICAL, master alpha is powered off");
        browser.picture("list-alarm");
    }

    @Test
    @Order(2)
    void theKeyboardLeadsToTheGuardThatWithholdsThePromotion() throws IOException {
        browser.press("j");
        browser.press(Keys.ENTER);

        browser.await(".pool-head", "beta, gamma lost it too");
        browser.await(".held-command", "PROMOTE of");
        browser.await(".held-command", "MODE");
        chosen = browser.text(".held-command h3").split(" ")[2];
        browser.await(".edge.lost", "lost alpha");
        browser.picture("pool-withheld");
    }

    @Test
    @Order(3)
    void anApprovalShowsBeforeAndAfterAndPromotes() throws IOException {
        browser.press("a");
        browser.await("dialog .preview", "With your word");
        browser.type("#reason", "its console shows it off");
        browser.picture("approve");
        browser.click("dialog button[type=submit]");

        browser.await("#result", "issued: PROMOTE of " + chosen);
        browser.picture("approved");
        browser.click("#close");
        browser.await(".timeline", "APPROVE PROMOTE");
        browser.await(".timeline", System.getProperty("user.name") + ": its console shows it off");
        browser.await(".timeline", "outcomePROMOTE of " + chosen);
        // A host that is switched on before the executor has asked its BMC is a reason to promote nobody.
        browser.await(".timeline", "SUCCEEDED");
    }

    @Test
    @Order(4)
    void thePoolIsSeenToHeal() throws IOException {
        pool.happens(world -> world.host("alpha").powerOn());

        browser.await(".pool-head", "SETTLED");
        browser.await(".pool-head", chosen + " is master and all follow it");
        browser.picture("pool-healed");
        assertThat(pool.masters()).containsExactly(chosen);
    }

    @Test
    @Order(5)
    void aMaintenanceWindowIsWrittenByThePage() throws IOException {
        browser.click(".pool-head button:nth-of-type(2)");
        browser.await("dialog .preview", "the whole pool until");
        browser.type("#reason", "a new disk");
        browser.picture("maintenance");
        browser.click("dialog button[type=submit]");

        browser.await("#result", "written, and read by the processors");
        browser.click("#close");
        browser.await("main.pool", "the whole pool until");
    }

    @Test
    @Order(6)
    void capacityHasItsLinesBandsAndNeighbours() throws IOException {
        write(stack.topics().capacityReports(), report -> "reports", Week.reports());
        write(
                stack.topics().storageProfiles(),
                StorageProfile::getSr,
                List.of(StorageProfile.newBuilder()
                        .setSr(Week.DESKTOPS)
                        .setName("desktops")
                        .setFlatIops(1200.0)
                        .build()));
        browser.press("gc");
        browser.await("table.pools", "desktops");
        browser.picture("capacity-list");
        browser.press("j");
        browser.press(Keys.ENTER);
        browser.await(".chart .u-legend", "capacity (B)");
        browser.await("main", "Noisy neighbours");
        browser.picture("capacity");
        browser.press("t");
        browser.picture("capacity-dark");
    }

    private <V extends SpecificRecord> void write(Topic<V> topic, Function<V, String> key, List<V> values) {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrap()),
                new StringSerializer(),
                stack.codec().serializer(topic))) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic.name(), key.apply(value), value)));
        }
    }

    @Test
    @Order(7)
    void theDarkPagesAndTheKeysAreDrawn() throws IOException {
        browser.press("gp");
        browser.await("table.pools", "closet");
        browser.picture("list-dark");
        browser.press("j");
        browser.press(Keys.ENTER);
        browser.await(".timeline", "SUCCEEDED");
        browser.picture("pool-dark");
        browser.press("?");
        browser.await("dialog", "next, previous line");
        browser.picture("keys");
    }

    @Test
    @Order(8)
    void aThousandPoolsAreListedPageByPageAndFiltered() throws IOException {
        List<Finding> all = IntStream.range(0, 1000)
                .mapToObj(i -> Finding.newBuilder()
                        .setPool("branch-%03d".formatted(i))
                        .setVerdict(i % 100 == 7 ? VerdictKind.BLIND : VerdictKind.SETTLED)
                        .setMaster("10.1.0." + i % 250)
                        .setHosts(List.of())
                        .setReason(i % 100 == 7 ? "no interviews of this pool arrive" : "all follow their master")
                        .setEpoch(1)
                        .setJudgedAt(Clock.systemUTC().instant())
                        .setCause("tick")
                        .setEvidence(List.of())
                        .setWithheld(List.of())
                        .build())
                .toList();
        write(stack.topics().findings(), Finding::getPool, all);
        browser.press(Keys.ESCAPE);
        browser.press("gp");
        browser.await(".pager", "1–50 of 1001");
        browser.picture("thousand");
        browser.press("/");
        browser.press("branch-99");
        browser.await(".sum", "settled");
        browser.await("table.pools tr:nth-child(1)", "branch-990");
        browser.picture("filtered");
    }

    @Test
    @Order(9)
    void theBrowserHasNothingToComplainOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(10)
    void whoeverIsNotLoggedInSeesTheLoginAlone(@TempDir Path dir) throws Exception {
        Path users = Files.writeString(
                dir.resolve("users"), Users.line(new Person("vic", Role.VIEWER), SECRET.toCharArray()) + "\n");
        ConsoleSettings settings = new ConsoleSettings(
                InetAddress.getLoopbackAddress(), 0, Optional.empty(), Optional.empty(), Optional.of(users));
        try (RunningConsole guarded = RunningConsole.start(settings, reach, Clock.systemUTC())) {
            browser.open(guarded.url());
            browser.await("main.login", "Password");
            browser.picture("login");
            browser.type("input[name=name]", "vic");
            browser.type("input[name=password]", SECRET + Keys.ENTER);

            browser.await(".pager", "of 1001");
            browser.await("header", "vic, viewer");
            browser.open("about:blank");
        }
    }
}
