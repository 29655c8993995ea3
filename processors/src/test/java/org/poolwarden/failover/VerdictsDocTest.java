package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.VerdictKind;

/** docs/verdicts.md and the code say the same names. */
class VerdictsDocTest {

    private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

    @BeforeAll
    static void read() throws IOException {
        String heading = "";
        for (String line : Files.readAllLines(Path.of("../docs/verdicts.md"))) {
            heading = line.startsWith("### ") ? line.substring("### ".length()).strip() : heading;
            SECTIONS.merge(heading, line + "\n", String::concat);
        }
    }

    @Test
    void everyVerdictHasNumberedConditionsAndSaysWhatFollowsAndWhatToLookAt() {
        names(VerdictKind.values()).forEach(kind -> assertThat(SECTIONS.get(kind))
                .as(kind)
                .isNotNull()
                .contains("1. ")
                .contains("**What follows.**")
                .contains("**What to look at.**"));
    }

    @Test
    void everyCommandNamesItsCall() {
        names(CommandKind.values())
                .forEach(kind ->
                        assertThat(SECTIONS.get(kind)).as(kind).isNotNull().containsPattern("`[a-zA-Z_.]+`"));
    }

    @Test
    void everyGuardSaysWhatLiftsIt() {
        names(Guard.values())
                .forEach(kind ->
                        assertThat(SECTIONS.get(kind)).as(kind).isNotNull().contains("Lifted by"));
    }

    @Test
    void everyHeadingIsANameOfTheCode() {
        List<String> known = Stream.of(
                        names(VerdictKind.values()),
                        names(CommandKind.values()),
                        names(Guard.values()),
                        Stream.of(Condition.RECOVERY_STALLED))
                .flatMap(all -> all)
                .toList();
        assertThat(SECTIONS.keySet()).filteredOn(heading -> !heading.isEmpty()).allMatch(known::contains);
    }

    private static Stream<String> names(Enum<?>[] kinds) {
        return Arrays.stream(kinds).map(Enum::name).filter(name -> !name.equals("UNSPECIFIED"));
    }
}
