package org.poolwarden.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RehearsalTest {

    private static final Path SHIPPED = Path.of("../rehearsals");

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    /** Every eighth, beside every fiftieth seed of a soak: what another telling would change is one order or another. */
    static Stream<Path> sampled() throws IOException {
        return shipped()
                .filter(file -> Integer.parseInt(file.getFileName().toString().substring(0, 2)) % 8 == 0);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedRehearsalHolds(Path file) throws Exception {
        StringWriter told = new StringWriter();

        assertThat(play(file, told)).as(told.toString()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("sampled")
    void aRehearsalIsToldAgainToTheByte(Path file) throws Exception {
        StringWriter told = new StringWriter();
        StringWriter again = new StringWriter();

        play(file, told);
        play(file, again);

        assertThat(again.toString()).isNotEmpty().isEqualTo(told.toString());
    }

    private static boolean play(Path file, StringWriter told) throws Exception {
        Rehearsal rehearsal = Rehearsal.read(file.getFileName().toString(), Files.readString(file));
        return rehearsal.play(Report.text(new PrintWriter(told)), Pace.VIRTUAL);
    }

    @Test
    void anotherSeedTellsItOtherwise() throws Exception {
        String story = Files.readString(SHIPPED.resolve("04-four-hosts-power-loss.yaml"));

        assertThat(json(story)).isNotEqualTo(json(story + "\nseed: 7\n"));
    }

    @Test
    void jsonIsOneObjectPerLine() throws Exception {
        List<String> lines = json(Files.readString(SHIPPED.resolve("04-four-hosts-power-loss.yaml")))
                .lines()
                .toList();

        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            JsonNode object = new ObjectMapper().readTree(line);
            assertThat(object.isObject()).isTrue();
        }
    }

    private static String json(String story) throws Exception {
        StringWriter told = new StringWriter();
        Rehearsal.read("story.yaml", story).play(Report.json(new PrintWriter(told)), Pace.VIRTUAL);
        return told.toString();
    }
}
