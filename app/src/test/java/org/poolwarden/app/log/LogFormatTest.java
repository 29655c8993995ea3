package org.poolwarden.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a process writes to standard error, by {@code POOLWARDEN_LOG}. */
class LogFormatTest {

    private static List<String> logged(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Talker.class.getName());
        builder.environment().putAll(environment);
        Process talker = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return new String(talker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void eachLineIsOneObjectThatSaysWhenWhoAndWhat() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : logged(Map.of("POOLWARDEN_LOG", "json"))) {
            lines.add(new ObjectMapper().readTree(line));
        }

        assertThat(lines).hasSize(2);
        JsonNode ours = lines.get(0);
        assertThat(Instant.parse(ours.get("@timestamp").asText())).isAfter(Instant.EPOCH);
        assertThat(ours.get("log.level").asText()).isEqualTo("WARN");
        assertThat(ours.get("log.logger").asText()).isEqualTo("org.poolwarden.failover.Talker");
        assertThat(ours.get("message").asText())
                .isEqualTo("verdict pool=closet verdict=MASTER_LOST: it said \"no\"\nand went");
        JsonNode kafkas = lines.get(1);
        assertThat(kafkas.get("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(kafkas.get("error.stack_trace").asText()).contains("wrong\nport");
    }

    @Test
    void withoutAWordItIsTextForAPerson() throws IOException {
        assertThat(logged(Map.of()).get(0))
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Talker - verdict pool=closet verdict=MASTER_LOST: it said \"no\"");
    }

    @Test
    void theLevelOfOursMayBeSaidByTheEnvironment() throws IOException {
        assertThat(logged(Map.of("POOLWARDEN_LOG_LEVEL", "info"))).anyMatch(line -> line.contains("nobody need know"));
    }
}
