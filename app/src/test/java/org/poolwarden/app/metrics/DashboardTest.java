package org.poolwarden.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.run.CapacityScrape;
import org.yaml.snakeyaml.Yaml;

/** Dashboards and rules by themselves; that what they ask for is told is in {@code demo.EndToEndTest}. */
class DashboardTest {

    private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks");
    private static final Pattern PAGE =
            Pattern.compile("runbook_url=\\{\\{ \\$externalURL }}/user/runbooks/([\\w{}$. ]+)\\.md(?:#(\\w+))?[,}]");

    @Test
    void everyFigureOfCapacityIsShown() throws IOException {
        Scrape told = new Scrape();
        told.add(CapacityScrape.text());
        Set<String> shown = new TreeSet<>();
        Asked.all().forEach(query -> shown.addAll(query.metrics()));

        assertThat(told.names())
                .filteredOn(name -> !name.endsWith("_reports_total"))
                .hasSizeGreaterThan(8)
                .allMatch(shown::contains);
    }

    @Test
    void whatIsWrongIsFound() {
        Scrape told = new Scrape();
        told.add("poolwarden_pool_verdict{pool=\"closet\",verdict=\"SETTLED\"} 1.0\n");

        assertThat(new Query("", "sum by (pool) (poolwarden_pool_verdict{verdict=\"BLIND\"})", "{{pool}}")
                        .missingIn(told))
                .isEmpty();
        assertThat(new Query("", "sum by (host) (poolwarden_pool_verdict{verdict=\"BLUE\",rack=\"a\"})", "{{sr}}")
                        .missingIn(told))
                .containsOnlyKeys(
                        "host", "sr", "poolwarden_pool_verdict{verdict=BLUE}", "poolwarden_pool_verdict{rack=a}");
        assertThat(new Query("", "poolwarden_verdicts + up", "").missingIn(told))
                .containsOnlyKeys("poolwarden_verdicts");
    }

    @Test
    void everyDashboardCanBeProvisionedBesideTheOthers() throws IOException {
        Set<String> uids = new TreeSet<>();
        List<Path> files = Asked.files(Asked.DASHBOARDS, ".json");
        for (Path file : files) {
            JsonNode board = new ObjectMapper().readTree(file.toFile());
            uids.add(board.path("uid").asText());
            Set<Integer> ids = new TreeSet<>();
            for (JsonNode panel : board.path("panels")) {
                ids.add(panel.path("id").asInt());
                assertThat(panel.path("description").asText())
                        .as(file + " " + ids)
                        .isNotBlank();
                assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            }
            assertThat(ids).hasSize(board.path("panels").size());
        }
        assertThat(uids)
                .hasSize(files.size())
                .contains(
                        "poolwarden-fleet",
                        "poolwarden-pool",
                        "poolwarden-capacity",
                        "poolwarden-connectors",
                        "poolwarden-streams");
    }

    /** A page for the kind of alert that a rule is about, or a heading for what is wrong with poolwarden itself. */
    @Test
    void everyRuleLeadsToARunbookThatIsThere() throws IOException {
        List<String> headings = Files.readAllLines(RUNBOOKS.resolve("poolwarden.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring("## ".length()))
                .toList();
        Set<String> told = new TreeSet<>();
        for (Map<String, Object> rule : Asked.rules()) {
            Matcher page = PAGE.matcher(Asked.words(rule));
            assertThat(page.find()).as(rule.toString()).isTrue();
            if (page.group(2) != null) {
                assertThat(page.group(2)).isEqualTo(rule.get("alert").toString().toLowerCase(java.util.Locale.ROOT));
                told.add(rule.get("alert").toString());
            } else if (!page.group(1).contains("$labels.kind")) {
                assertThat(RUNBOOKS.resolve(page.group(1) + ".md")).exists();
            }
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(headings);
    }

    @Test
    void promtoolAcceptsTheRulesAndTheirTests() throws IOException, InterruptedException {
        List<Path> rules = Asked.files(Asked.RULES, "-rules.yml");
        assertThat(run(promtool(), "check", rules)).contains(Asked.rules().size() + " rules checked");
        List<Path> tests = Asked.files(Asked.RULES, "-test.yml");
        assertThat(tests).hasSameSizeAs(rules);
        assertThat(run(promtool(), "test", tests)).contains("SUCCESS").doesNotContain("FAILED");
    }

    /** Grafana says of a query that does not parse only that there is no data. */
    @Test
    void promtoolParsesEveryQueryOfADashboard(@TempDir Path dir) throws IOException, InterruptedException {
        List<Map<String, String>> records = new ArrayList<>();
        for (Query query : Asked.all()) {
            if (!query.text().startsWith("label_values")) {
                String parsed = query.text().replaceAll("\\$\\w+", ".*");
                records.add(Map.of("record", "query_" + records.size(), "expr", parsed));
            }
        }
        Path file = dir.resolve("queries.yml");
        Files.writeString(
                file, new Yaml().dump(Map.of("groups", List.of(Map.of("name", "queries", "rules", records)))));

        assertThat(run(promtool(), "check", List.of(file))).contains(records.size() + " rules checked");
    }

    private static Path promtool() {
        Optional<Path> promtool = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(dir -> Path.of(dir, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(promtool.isPresent(), "no promtool on the PATH");
        return promtool.orElseThrow();
    }

    /** What promtool says of files; each of its complaints is also its exit status. */
    private static String run(Path promtool, String verb, List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(promtool.toString(), verb, "rules"));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        int found = Pattern.compile("(\\d+) rules found")
                .matcher(said)
                .results()
                .mapToInt(rule -> Integer.parseInt(rule.group(1)))
                .sum();
        return said + "\n" + found + " rules checked";
    }
}
