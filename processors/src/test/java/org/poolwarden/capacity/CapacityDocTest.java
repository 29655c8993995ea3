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
        String doc = Files.readString(Path.of("../docs/capacity.md"));
        List<String> headings = Arrays.stream(doc.split("\n"))
                .filter(line -> line.startsWith("### "))
                .map(line -> line.replaceAll("[#` ]", ""))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(CapacityReport.getClassSchema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
        assertThat(doc).doesNotContainPattern("### `\\w+`\\n\\n###");
    }
}
