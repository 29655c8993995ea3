package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CapacityReport;

class CapacityDocTest {

    @Test
    void everyFigureOfAReportHasItsParagraph() throws IOException {
        assertThat(headings(chapter("Each figure")))
                .containsExactlyElementsOf(CapacityReport.getClassSchema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
        assertThat(chapter("Each figure")).doesNotContainPattern("### `\\w+`\\n\\n###");
    }

    @Test
    void everyKindOfAlertHasNumberedConditionsAndSaysWhatFollowsAndWhatToLookAt() throws IOException {
        String alerts = chapter("Alerts");

        assertThat(headings(alerts))
                .containsExactlyElementsOf(Arrays.stream(CapacityAlertKind.values())
                        .map(Enum::name)
                        .toList());
        for (String section : alerts.split("### ", -1)) {
            if (section.startsWith("`")) {
                assertThat(section).contains("1. ", "**What follows.**", "**What to look at.**");
            }
        }
    }

    private static String chapter(String name) throws IOException {
        String doc = Files.readString(Path.of("../docs/capacity.md"));
        String after = doc.substring(doc.indexOf("\n## " + name + "\n") + 1);
        int end = after.indexOf("\n## ");
        return end < 0 ? after : after.substring(0, end);
    }

    private static List<String> headings(String chapter) {
        return Arrays.stream(chapter.split("\n"))
                .filter(line -> line.startsWith("### "))
                .map(line -> line.replaceAll("[#` ]", ""))
                .toList();
    }
}
