package org.poolwarden.xapi.rrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
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
    private static final String HOST = "4b1d0c52-77a3-4d0e-9c1f-0a2b3c4d5e6f";
    private static final String VM = "9e107d9d-372b-4b6e-8a5c-1f2e3d4c5b6a";

    /** Of the shape that each release prints; {@code columns} of the second is wrong, as on some slaves. */
    @ParameterizedTest
    @ValueSource(strings = {"release-8.2.xml", "release-8.2.json5", "release-23.31.json", "release-24.11.json"})
    void everyShapeSaysTheSame(String file) throws Exception {
        RrdExport export = fixture(file);

        assertThat(export.step()).isEqualTo(5);
        assertThat(export.columns())
                .extracting(column -> column.orElseThrow())
                .containsExactly(
                        new RrdColumn("AVERAGE", Owner.HOST, HOST, "cpu_avg"),
                        new RrdColumn("AVERAGE", Owner.HOST, HOST, "iops_total_caa66549"),
                        new RrdColumn(
                                "AVERAGE", Owner.HOST, HOST, "sr_caa66549-0b1c-4f6e-9d5a-7c8b9a0f1e2d_cache_hits"),
                        new RrdColumn("AVERAGE", Owner.HOST, HOST, "Tapdisks_in_low_memory_mode"),
                        new RrdColumn("AVERAGE", Owner.VM, VM, "vbd_xvda_iops_read"),
                        new RrdColumn("AVERAGE", Owner.VM, VM, "vbd_xvda_latency"),
                        new RrdColumn("AVERAGE", Owner.VM, VM, "memory"));
        assertThat(export.rows())
                .extracting(Row::t)
                .as("oldest first")
                .containsExactly(1630575345L, 1630575350L, 1630575355L);
        assertThat(export.rows().get(0).values())
                .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0, 0, 0, 0);
        assertThat(export.rows().get(1).values())
                .containsExactly(0.0954, 0, Double.NaN, 0, Double.NaN, Double.NaN, 1191182336.0);
        assertThat(export.rows().get(2).values())
                .containsExactly(0.1378, 412.2, Double.NaN, 0, 128.4, 731.25, 1191182336.0);
    }

    @Test
    void whatStandsBetweenElementsIsNothing() throws Exception {
        RrdExport export = fixture("documentation.xml");

        assertThat(export.step()).isEqualTo(3600);
        assertThat(export.columns())
                .extracting(column -> column.orElseThrow().function())
                .containsExactly("AVERAGE", "MIN", "MAX", "LAST");
        assertThat(export.rows().get(0).t()).isEqualTo(1213614000L);
        assertThat(export.rows().get(0).values()).containsExactly(0.0271, 0.0198, 0.0402, 0.0251);
        assertThat(export.rows().get(1).values()).containsExactly(0.0282, 0.0201, 0.0445, 0.0243);
    }

    private static RrdExport fixture(String name) throws IOException, BadAnswer {
        try (InputStream file = RrdParserTest.class.getResourceAsStream("/rrd/" + name)) {
            return RrdParser.parse(file.readAllBytes());
        }
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
