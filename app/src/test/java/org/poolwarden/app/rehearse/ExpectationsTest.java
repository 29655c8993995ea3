package org.poolwarden.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;

/** Which expectations hold of one and the same story of two pools, ten minutes long. */
class ExpectationsTest {

    private static final String HEAD =
            """
            name: a story
            pools: [{name: north, hosts: [n1, n2]}, {name: south, hosts: [s1, s2]}]
            run: 10m
            """;

    private final List<Note> notes = new ArrayList<>(List.of(
            note(10, Kind.FINDING, "north", "", "SETTLED", "n1"),
            note(10, Kind.FINDING, "south", "", "SETTLED", "s1"),
            note(60, Kind.FINDING, "south", "s1", "MASTER_LOST", "s1"),
            note(60, Kind.WITHHELD, "south", "s2", "PROMOTE", "FENCE_PROOF"),
            note(60, Kind.ALERT, "south", "", "MASTER_LOST", "CRITICAL"),
            note(60, Kind.ALERT, "north", "n1", "HOST_LOST", "WARNING"),
            note(70, Kind.ALERT, "north", "n2", "HOST_LOST", "WARNING"),
            note(90, Kind.RESOLVED, "north", "n2", "HOST_LOST", ""),
            note(100, Kind.FINDING, "south", "s1", "MASTER_LOST", "s1"),
            note(100, Kind.COMMAND, "south", "s2", "PROMOTE", ""),
            note(101, Kind.OUTCOME, "south", "s2", "PROMOTE", "STARTED"),
            note(150, Kind.OUTCOME, "south", "s2", "PROMOTE", "SUCCEEDED"),
            note(150, Kind.FINDING, "south", "", "SETTLED", "s2"),
            note(160, Kind.RESOLVED, "south", "", "MASTER_LOST", ""),
            note(200, Kind.REOPENED, "south", "", "MASTER_LOST", "CRITICAL"),
            note(400, Kind.RESOLVED, "south", "", "MASTER_LOST", ""),
            note(500, Kind.RESOLVED, "north", "n1", "HOST_LOST", "")));

    private static Note note(int second, Kind kind, String pool, String host, String what, String detail) {
        return new Note(
                Duration.ofSeconds(second), kind, pool, host.isEmpty() ? Set.of() : Set.of(host), what, detail, "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "alert: MASTER_LOST                                        | holds",
                "alert: MASTER_LOST, pool: north                           | fails",
                "alert: MASTER_LOST, between: [60s, 61s]                   | holds",
                "alert: MASTER_LOST, between: [50s, 60s]                   | holds",
                "alert: MASTER_LOST, before: 60s                           | fails",
                "alert: MASTER_LOST, after: 60s                            | holds",
                "alert: MASTER_LOST, after: 61s                            | fails",
                "alert: HOST_LOST, host: n2, after: 65s                    | holds",
                "alert: HOST_LOST, host: s2                                | fails",
                "no-alert: MASTER_LOST                                     | fails",
                "no-alert: MASTER_LOST, pool: north                        | holds",
                "no-alert: any, before: 60s                                | holds",
                "no-alert: any, between: [60s, 60s]                        | fails",
                "resolved: MASTER_LOST, before: 200s                       | fails",
                "resolved: MASTER_LOST, between: [400s, 400s]              | holds",
                "resolved: HOST_LOST, between: [80s, 100s]                 | holds",
                "resolved: HOST_LOST, after: 100s                          | fails",
                "resolved: HOST_LOST, host: n1, after: 100s                | holds",
                "resolved: SPLIT_BRAIN                                     | fails",
                "finding: MASTER_LOST, host: s1                            | holds",
                "finding: MASTER_LOST, pool: north                         | fails",
                "verdict: SETTLED, at: end                                 | holds",
                "verdict: SETTLED, at: 2m                                  | fails",
                "verdict: SETTLED, at: 2m, pool: north                     | holds",
                "verdict: SETTLED, pool: north                             | holds",
                "verdict: SETTLED, after: 150s                             | holds",
                "verdict: SETTLED, after: 149s                             | fails",
                "verdict: SETTLED, master: s2, at: end                     | holds",
                "verdict: SETTLED, master: s1, at: end                     | fails",
                "verdict: MASTER_LOST, host: s1, between: [60s, 149s]      | holds",
                "verdict: MASTER_LOST, host: s2, at: 2m                    | fails",
                "verdict: BLIND, at: 5s                                    | fails",
                "command: PROMOTE, host: s2, between: [100s, 100s]         | holds",
                "command: PROMOTE, host: s1                                | fails",
                "no-command: PROMOTE, host: s1                             | holds",
                "no-command: any, before: 100s                             | holds",
                "no-command: any                                           | fails",
                "withheld: PROMOTE                                         | holds",
                "withheld: PROMOTE, guard: FENCE_PROOF, host: s2           | holds",
                "withheld: PROMOTE, guard: MAJORITY                        | fails",
                "withheld: PROMOTE, between: [80s, 90s]                    | holds",
                "withheld: PROMOTE, after: 100s                            | fails",
                "outcome: PROMOTE, is: succeeded                           | holds",
                "outcome: PROMOTE, is: failed                              | fails",
                "outcome: PROMOTE, is: started, at: 101s                   | holds",
                "count: alert MASTER_LOST, is: 1                           | holds",
                "count: alert HOST_LOST, is: 1                             | fails",
                "count: alert HOST_LOST, is: 2                             | holds",
                "count: alert HOST_LOST, host: n1, is: 1                   | holds",
                "count: command PROMOTE, at-most: 1                        | holds",
                "count: command PROMOTE, at-most: 0                        | fails",
                "count: command FENCE, is: 0                               | holds",
                "world: masters, is: [n1, s2], at: end                     | holds",
                "world: masters, is: [s2], at: end                         | fails",
                "world: masters, is: [s2], pool: south, at: end            | holds",
                "world: masters, count: 1, at: end                         | holds",
                "world: masters, count: 1, pool: south                     | fails",
                "world: masters, is: [], pool: south, between: [60s, 110s] | holds",
                "world: masters, is: 0, pool: south, before: 111s          | fails",
                "world: running-vms s2, is: 3, at: end                     | holds",
                "world: double-writers, is: 0                              | fails",
                "world: double-writers, count: 2                           | holds",
                "world: double-writers, is: 0, before: 5m                  | holds",
                "world: double-writers, is: 1, after: 350s                 | holds",
                "world: double-writers, is: 0, pool: north                 | holds",
            })
    void ofOneStory(String expectation, String outcome) throws ScenarioException {
        Scenario scenario = ScenarioReader.read("story.yaml", HEAD + "expect: [{" + expectation + "}]");
        Expectation read = scenario.expectations().get(0);
        Play play = new Play(scenario.run(), scenario.cast().poolNames(), notes, sights());

        assertThat(read.judge(play).holds() ? "holds" : "fails").isEqualTo(outcome);
    }

    private static Map<WorldQuestion, NavigableMap<Duration, Sight>> sights() {
        return Map.of(
                question(WorldQuestion.Kind.MASTERS, "north", ""),
                seen(Map.of(0, List.of("n1"))),
                question(WorldQuestion.Kind.MASTERS, "south", ""),
                seen(Map.of(0, List.of("s1"), 55, List.of(), 111, List.of("s2"))),
                question(WorldQuestion.Kind.RUNNING_VMS, "south", "s2"),
                seen(Map.of(0, List.of("a"), 500, List.of("a", "b", "c"))),
                question(WorldQuestion.Kind.DOUBLE_WRITERS, "north", ""),
                seen(Map.of(0, List.of())),
                question(WorldQuestion.Kind.DOUBLE_WRITERS, "south", ""),
                seen(Map.of(0, List.of(), 300, List.of("a", "b"), 310, List.of("b"), 360, List.of())));
    }

    private static WorldQuestion question(WorldQuestion.Kind kind, String pool, String host) {
        return new WorldQuestion(kind, pool, host.isEmpty() ? Optional.empty() : Optional.of(new HostName(pool, host)));
    }

    private static NavigableMap<Duration, Sight> seen(Map<Integer, List<String>> bySecond) {
        NavigableMap<Duration, Sight> seen = new TreeMap<>();
        bySecond.forEach((second, names) -> seen.put(Duration.ofSeconds(second), Sight.of(names)));
        return seen;
    }
}
