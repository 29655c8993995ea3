package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.poolwarden.capacity.CapacityAlertKind;
import org.poolwarden.schema.VerdictKind;

/** docs/runbooks has one page for each kind of alert that the rules can raise. */
class RunbooksTest {

    private static final Path DIR = Path.of("../docs/runbooks");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+\\.md)(?:#[^)]*)?\\)");

    /** By name of the page without its ending. */
    private static Map<String, String> pages() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.list(DIR)) {
            for (Path file : files.toList()) {
                pages.put(file.getFileName().toString().replace(".md", ""), Files.readString(file));
            }
        }
        return pages;
    }

    private static Set<String> kinds() {
        return Stream.of(
                        Arrays.stream(VerdictKind.values())
                                .filter(kind -> Condition.severity(kind).isPresent())
                                .map(Enum::name),
                        Arrays.stream(Advisories.Kind.values()).map(Enum::name),
                        Arrays.stream(CapacityAlertKind.values()).map(Enum::name),
                        Stream.of(Condition.RECOVERY_STALLED))
                .flatMap(all -> all)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyKindOfAlertHasItsPageAndEveryPageItsKind() throws IOException {
        Set<String> expected = new TreeSet<>(kinds());
        expected.addAll(Set.of("README", "poolwarden"));

        assertThat(pages().keySet()).isEqualTo(expected);
    }

    @Test
    void everyPageSaysWhatToCheckWhatNotToDoAndWhenItEnds() throws IOException {
        Map<String, String> pages = pages();
        kinds().forEach(kind -> assertThat(pages.get(kind))
                .as(kind)
                .startsWith("# " + kind + "\n\n**Severity** ")
                .contains(
                        "/" + kind,
                        "## What it means\n",
                        "## What poolwarden does by itself\n",
                        "## What to check",
                        "## What not to do\n",
                        "## When it resolves\n"));
    }

    /** The severity that a page names is the one under which a verdict is raised. */
    @Test
    void aPageSaysTheSeverityOfItsVerdict() throws IOException {
        Map<String, String> pages = pages();
        for (VerdictKind kind : VerdictKind.values()) {
            Condition.severity(kind).ifPresent(severity -> assertThat(pages.get(kind.name()))
                    .contains("**Severity** " + severity + "."));
        }
    }

    @Test
    void theOverviewLeadsToEveryPageAndNoLinkLeadsNowhere() throws IOException {
        Map<String, String> pages = pages();
        assertThat(links(pages.get("README")))
                .containsAll(kinds().stream().map(kind -> kind + ".md").toList());
        pages.forEach((name, text) ->
                assertThat(links(text)).as(name).allMatch(link -> Files.exists(DIR.resolve(link)), "is there"));
    }

    private static Set<String> links(String text) {
        Set<String> links = new TreeSet<>();
        Matcher found = LINK.matcher(text);
        while (found.find()) {
            links.add(found.group(1));
        }
        return links;
    }
}
