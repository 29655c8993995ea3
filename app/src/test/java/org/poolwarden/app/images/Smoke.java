package org.poolwarden.app.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.poolwarden.app.images.ComposeFile.Service;
import org.poolwarden.app.metrics.Asked;
import org.poolwarden.app.metrics.Scrape;
import org.poolwarden.app.run.CapacityScrape;
import org.poolwarden.schema.VerdictKind;

/** Runs what docker/compose.yaml describes as processes, and watches a simulated pool through it; docker/smoke starts it. */
public final class Smoke {

    private static final List<String> QUICK =
            List.of("kafka", "registry", "failover-a", "connect", "sim", "demo-connectors");
    private static final List<String> REST = List.of("failover-b", "capacity");
    private static final List<String> MONITORING = List.of("alertmanager", "prometheus", "alert-connector");

    private final HttpClient http = HttpClient.newHttpClient();
    private final long begun = System.nanoTime();
    private final Deployment deployment;

    private Smoke(Deployment deployment) {
        this.deployment = deployment;
    }

    /**
     * @param args the JMX exporter's jar; then {@code quick} for one instance, without its death and without monitoring
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean whole = args.length < 2 || !args[1].equals("quick");
        List<String> wanted = new ArrayList<>(QUICK);
        if (whole) {
            wanted.addAll(REST);
        }
        if (whole && isInstalled("prometheus") && isInstalled("prometheus-alertmanager")) {
            wanted.addAll(MONITORING);
        } else {
            System.out.println("  without the profile monitoring");
        }
        Path dir = Files.createTempDirectory("poolwarden-smoke");
        int status = 1;
        try (Deployment deployment = new Deployment(dir, Path.of(args[0]), wanted)) {
            // Whatever ends this process ends those that it has started.
            Runtime.getRuntime().addShutdownHook(new Thread(deployment::close));
            new Smoke(deployment).play(whole);
            status = 0;
        } catch (IOException e) {
            System.out.println("FAILED: " + e.getMessage() + "\n  what they said is in " + dir);
        }
        if (status == 0) {
            delete(dir);
        }
        System.exit(status);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }

    private void play(boolean whole) throws IOException, InterruptedException {
        deployment.start();
        say("every service is healthy, every connector created");
        try (Findings findings = new Findings(
                deployment.address("kafka") + ":9092", "http://" + deployment.address("registry") + ":8081")) {
            findings.await("closet", VerdictKind.SETTLED, 0);
            findings.await("attic", VerdictKind.SETTLED, 0);
            say("both simulated pools are SETTLED on xen.findings");
            metrics();
            jsonLogs();
            if (whole) {
                demand(operator(List.of("list")).contains("closet"), "poolwarden list names the pool");
                loseAnInstance(findings);
            }
        }
    }

    private String operator(List<String> verb) throws IOException, InterruptedException {
        Service operator = ComposeFile.read(ComposeFile.DOCKER).services().get("operator");
        return deployment.operator(operator, verb);
    }

    /** Every metric and label of dashboards and rules, as the very agent and processes tell them. */
    private void metrics() throws IOException, InterruptedException {
        Scrape scrape = new Scrape();
        for (String service : List.of("failover-a", "failover-b", "capacity")) {
            if (deployment.has(service)) {
                scrape.add(get(service, 9464, "/metrics"));
            }
        }
        String worker = get("connect", 9404, "/metrics");
        scrape.add(worker);
        scrape.add(CapacityScrape.text());
        demand(
                worker.contains("poolwarden_connector_asked_total{connector=\"heartbeat\""),
                "the worker's agent tells interviews");
        if (deployment.has("prometheus")) {
            List<String> missing = Asked.all().stream()
                    // What has not happened here is told by nobody yet; the test of the demo has it.
                    .filter(query ->
                            query.metrics().stream().noneMatch(name -> name.matches("poolwarden_(commands|alerts)_.*")))
                    .flatMap(query -> query.missingIn(scrape).keySet().stream())
                    .toList();
            demand(missing.isEmpty(), "dashboards and rules ask for nothing that is not told: " + missing);
            prometheus();
        }
    }

    private void prometheus() throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        Deadline deadline = new Deadline();
        while (!targetsAreUp(json.readTree(get("prometheus", 9090, "/api/v1/targets")))) {
            deadline.pause("every target of Prometheus up");
        }
        JsonNode rules = json.readTree(get("prometheus", 9090, "/api/v1/rules"));
        demand(rules.findValuesAsText("health").stream().noneMatch("err"::equals), "every rule is evaluated");
        demand(rules.findValuesAsText("name").contains("Watchdog"), "the dead man's alert is among them");
        demand(
                get("prometheus", 9090, "/user/runbooks/MASTER_LOST.md").contains("# MASTER_LOST"),
                "a rule's runbook is served");
        say("Prometheus reaches every target, evaluates every rule and serves the runbooks");
    }

    private static boolean targetsAreUp(JsonNode targets) {
        List<String> health = targets.path("data").path("activeTargets").findValuesAsText("health");
        return health.size() >= 5 && health.stream().allMatch("up"::equals);
    }

    private void jsonLogs() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> lines = Files.readAllLines(deployment.of("failover-a").errors());
        for (String line : lines) {
            json.readTree(line);
        }
        demand(!lines.isEmpty(), "an instance logs");
        say(lines.size() + " lines of log, each of them JSON");
    }

    /** The one that judges the pool dies, then the pool's master does: the other one must notice. */
    private void loseAnInstance(Findings findings) throws IOException, InterruptedException {
        boolean isA = get("failover-a", 9464, "/metrics").contains("poolwarden_pool_verdict{pool=\"closet\"");
        String judge = isA ? "failover-a" : "failover-b";
        String standby = isA ? "failover-b" : "failover-a";
        deployment.of(judge).kill();
        long killed = System.nanoTime();
        int before = findings.count();
        deployment.of("sim").tell("power-off alpha");
        findings.await("closet", VerdictKind.MASTER_LOST, before);
        say(String.format(
                "%s is killed and alpha loses its power: %s says MASTER_LOST %.1f s later",
                judge, standby, (System.nanoTime() - killed) / 1e9));
        demand(
                get(standby, 9464, "/metrics")
                        .contains("poolwarden_pool_verdict{pool=\"closet\",verdict=\"MASTER_LOST\"}"),
                "the standby judges the pool now");
    }

    private String get(String service, int port, String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://" + deployment.address(service) + ":" + port + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private void say(String what) {
        System.out.printf("%5.1f s  %s%n", (System.nanoTime() - begun) / 1e9, what);
    }

    private static void demand(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("not so: " + what);
        }
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
