package org.poolwarden.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;
import org.yaml.snakeyaml.Yaml;

/** What docker/ asks of Prometheus is what the program tells it. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("..", "docker", "grafana", "capacity.json");
    private static final Path RULES = Path.of("..", "docker", "prometheus", "capacity-rules.yml");
    private static final Pattern METRIC = Pattern.compile("poolwarden_\\w+");
    private static final Pattern LABEL = Pattern.compile("[{,]\\s*(\\w+)\\s*[=!]");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
    private static final Pattern REGISTERED = Pattern.compile("(?m)^(poolwarden_capacity_\\w+)\\{([^}]*)}");

    private static String registered() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new CapacityMetrics(meters)
                .show(CapacityReport.newBuilder()
                        .setScope(ReportScope.SR)
                        .setPool("closet")
                        .setId("caa66549")
                        .setWindow(ReportWindow.TEN_MINUTES)
                        .setWindowStart(Instant.EPOCH)
                        .setWindowEnd(Instant.EPOCH)
                        .setCoverage(1)
                        .setSamples(0)
                        .setLate(0)
                        .setSources(1)
                        .setStale(false)
                        .setFits(List.of())
                        .setNoisy(List.of())
                        .setBusiest(List.of())
                        .setCorrected(List.of())
                        .setDropped(0)
                        .build());
        return meters.scrape();
    }

    private static Set<String> metrics() {
        return found(REGISTERED, registered());
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .forEach(match -> found.add(match.groupCount() == 0 ? match.group() : match.group(1)));
        return found;
    }

    /** Every expression of both files. */
    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        dashboard.findValues("expr").forEach(expr -> expressions.add(expr.textValue()));
        dashboard.findValues("definition").forEach(query -> expressions.add(query.textValue()));
        Map<String, List<Map<String, List<Map<String, Object>>>>> rules = new Yaml().load(Files.readString(RULES));
        rules.get("groups")
                .forEach(group -> group.get("rules").forEach(rule -> expressions.add((String) rule.get("expr"))));
        return expressions;
    }

    @Test
    void everyMetricThatIsAskedForIsRegistered() throws IOException {
        Set<String> asked = found(METRIC, String.join("\n", expressions()));

        assertThat(asked).hasSizeGreaterThan(8);
        assertThat(metrics()).containsAll(asked);
    }

    @Test
    void everyLabelThatIsAskedForIsOneOfTheirs() throws IOException {
        Set<String> labels = new TreeSet<>(found(LABEL, String.join("\n", expressions())));
        labels.addAll(found(TEMPLATE, Files.readString(DASHBOARD) + Files.readString(RULES)));

        assertThat(labels).contains("scope", "pool", "id").allMatch(label -> Set.of("scope", "pool", "id")
                .contains(label));
        assertThat(registered())
                .contains("poolwarden_capacity_utilisation{id=\"caa66549\",pool=\"closet\",scope=\"SR\"}");
    }

    @Test
    void everyFigureIsShown() throws IOException {
        assertThat(found(METRIC, Files.readString(DASHBOARD)))
                .containsAll(metrics().stream()
                        .filter(name -> !name.endsWith("_reports_total"))
                        .toList());
    }

    @Test
    void promtoolAcceptsTheRules() throws IOException, InterruptedException {
        Optional<Path> promtool = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(dir -> Path.of(dir, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(promtool.isPresent(), "no promtool on the PATH");

        Process check = new ProcessBuilder(promtool.orElseThrow().toString(), "check", "rules", RULES.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).contains("6 rules found");
    }
}
