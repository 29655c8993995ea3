package org.poolwarden.xapi.rrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.xapi.XapiException.BadAnswer;
import org.poolwarden.xapi.rrd.RrdColumn.Owner;
import org.poolwarden.xapi.rrd.RrdExport.Row;

class RrdParserTest {

    private static final Path SAMPLES = Path.of("../../shared/data/rrd-samples");
    private static final String LEGEND = "\"AVERAGE:host:h:iops_total_caa66549\",\"AVERAGE:vm:v:vbd_xvda_read\"";

    private static final String XML =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <xport><meta><start>10</start><step>5</step><end>15</end><rows>2</rows><columns>7</columns><legend>
            <entry>AVERAGE:host:h:iops_total_caa66549</entry><entry>AVERAGE:vm:v:vbd_xvda_read</entry></legend></meta>
            <data><row><t>15</t><v>2.5</v><v>NaN</v></row> <row><t>10</t> stray <v>-Infinity</v><v>1e3</v></row></data>
            </xport>""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                XML,
                "{meta:{start:10,step:5,end:15,rows:2,columns:7,legend:[" + LEGEND
                        + "]},data:[{t:15,values:[2.5,NaN]},{t:10,values:[-Infinity,1000]}]}",
                "{\"meta\":{\"step\":\"5\",\"legend\":[" + LEGEND
                        + "],\"data\":[{\"t\":\"15\",\"values\":[\"2.5\",\"NaN\"]},{\"t\":\"10\",\"values\":[\"-Infinity\",\"1000\"]}]}}",
                "{\"meta\":{\"step\":\"5\",\"legend\":[" + LEGEND
                        + "]},\"data\":[{\"t\":\"15\",\"values\":[\"2.5\",\"NaN\"]},{\"t\":\"10\",\"values\":[\"-Infinity\",\"1000\"]}]}"
            })
    void everyShapeSaysTheSame(String text) throws BadAnswer {
        RrdExport export = parsed(text);

        assertThat(export.step()).isEqualTo(5);
        assertThat(export.columns())
                .extracting(column -> column.orElseThrow())
                .containsExactly(
                        new RrdColumn("AVERAGE", Owner.HOST, "h", "iops_total_caa66549"),
                        new RrdColumn("AVERAGE", Owner.VM, "v", "vbd_xvda_read"));
        assertThat(export.rows()).extracting(Row::t).as("oldest first").containsExactly(10L, 15L);
        assertThat(export.rows().get(0).values()).containsExactly(Double.NEGATIVE_INFINITY, 1000);
        assertThat(export.rows().get(1).values()).containsExactly(2.5, Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "<html><body>500</body></html>",
                "<xport><meta>",
                "{\"meta\":{}}",
                "{\"meta\":{\"legend\":[]},\"data\":[{\"t\":\"soon\",\"values\":[]}]}",
                "[1]",
                "<!DOCTYPE xport [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xport>&a;</xport>",
                "<xport><meta><step>5</step><legend><entry>a</entry></legend></meta><data><row><t>1</t></row></data></xport>",
                "<xport><data><row><t>x</t></row></data></xport>"
            })
    void whatIsNoExportIsABadAnswer(String text) {
        assertThatThrownBy(() -> parsed(text)).isInstanceOf(BadAnswer.class);
    }

    @Test
    void deepNestingEndsEarly() {
        assertThatThrownBy(() -> parsed("{\"meta\":" + "[".repeat(100_000))).isInstanceOf(BadAnswer.class);
        assertThatThrownBy(() -> parsed("<xport>" + "<a>".repeat(100_000))).isInstanceOf(BadAnswer.class);
    }

    @Test
    void anEntryOfAnUnknownFormIsAColumnWithoutAName() throws BadAnswer {
        RrdExport export = parsed("{meta:{step:5,legend:[\"whatever\"]},data:[{t:5,values:[1]}]}");

        assertThat(export.columns()).hasSize(1).allMatch(column -> column.isEmpty());
    }

    /** Real hosts: their values, read from the file by eye. */
    @Test
    void theRealXmlOfRelease82() throws Exception {
        RrdExport export = sample("rrd_updates.ch82.xml");

        assertThat(export.columns()).hasSize(45);
        assertThat(export.rows())
                .extracting(Row::t)
                .containsExactly(1630575340L, 1630575345L, 1630575350L, 1630575355L);
        double[] newest = export.rows().get(3).values();
        assertThat(newest[index(export, "cpu_avg")]).isEqualTo(0.1378);
        assertThat(newest[index(export, "loadavg")]).isEqualTo(0.2761);
        assertThat(newest[index(export, "memory")]).isEqualTo(1191182336.0);
        assertThat(newest[index(export, "iops_total_caa66549")]).isZero();
    }

    @Test
    void theRealJson5OfRelease82() throws Exception {
        RrdExport export = sample("rrd_updates.ch82.json5");

        assertThat(export.step()).isEqualTo(5);
        assertThat(export.rows()).hasSize(6);
        assertThat(export.rows().get(5).t()).isEqualTo(1627907565L);
        assertThat(export.rows().get(5).values()[2]).isEqualTo(0.9540);
        assertThat(export.rows().get(0).values()[2]).isEqualTo(0.9386);
    }

    @Test
    void theDocumentationsExampleHasAllFunctionsAndStrayText() throws Exception {
        RrdExport export = sample("rrd_updates.2008-all-cfs.commented.xml");

        assertThat(export.step()).isEqualTo(3600);
        assertThat(export.columns())
                .extracting(column -> column.orElseThrow().function())
                .containsOnly("AVERAGE", "MIN", "MAX", "LAST");
        assertThat(export.rows().get(0).t()).isEqualTo(1213616600L);
        assertThat(export.rows().get(0).values()[1]).isEqualTo(0.0282);
    }

    private static int index(RrdExport export, String name) {
        List<String> names = export.columns().stream()
                .map(column -> column.orElseThrow().name())
                .toList();
        assertThat(names).contains(name);
        return names.indexOf(name);
    }

    private static RrdExport sample(String name) throws IOException, BadAnswer {
        Path file = SAMPLES.resolve(name);
        assumeTrue(Files.exists(file), "the real exports are not here: " + file);
        return RrdParser.parse(Files.readAllBytes(file));
    }

    private static RrdExport parsed(String text) throws BadAnswer {
        return RrdParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
