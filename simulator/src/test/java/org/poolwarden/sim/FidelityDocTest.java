package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/fidelity.md names tests that exist, and every chapter. */
class FidelityDocTest {

    private static final Path DOC = Path.of("../docs/fidelity.md");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:#(\\w+))?`");
    private static final List<String> CHAPTERS = List.of(
            "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "4.4", "4.5", "5", "6",
            "7.1", "7.2", "7.3", "7.4", "7.5", "8.1", "8.2", "8.3", "9");

    @TestFactory
    Stream<DynamicTest> everyTestThatIsNamedExists() throws IOException {
        return NAMED.matcher(Files.readString(DOC))
                .results()
                .map(name -> DynamicTest.dynamicTest(
                        name.group(),
                        () -> assertThat(isThere(name)).as(name.group()).isTrue()));
    }

    @Test
    void everyChapterHasItsRow() throws IOException {
        List<String> rows = Files.readAllLines(DOC).stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .map(line -> line.split(" ")[1])
                .toList();

        assertThat(rows).isEqualTo(CHAPTERS);
    }

    private static boolean isThere(MatchResult name) throws IOException {
        String file = name.group(1) + ".java";
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> sources = Files.walk(tests)) {
                    List<Path> found = sources.filter(
                                    path -> path.getFileName().toString().equals(file))
                            .toList();
                    if (!found.isEmpty()) {
                        return name.group(2) == null
                                || Files.readString(found.get(0)).contains("void " + name.group(2) + "(");
                    }
                }
            }
        }
        return false;
    }
}
