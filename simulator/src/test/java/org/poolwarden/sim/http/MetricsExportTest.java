package org.poolwarden.sim.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.sim.MetricsTable;
import org.poolwarden.sim.MetricsTable.Row;
import org.poolwarden.sim.Release;

/** The same two rows as each release prints them, with all that a number can be: facts/xapi.md 7.2 and 7.3. */
class MetricsExportTest {

    private static final MetricsTable TABLE = new MetricsTable(
            1630575350,
            5,
            1630575355,
            List.of("AVERAGE:host:h:cpu0", "AVERAGE:host:h:memory_free_kib", "AVERAGE:vm:v:vbd_xvda_iops_read"),
            List.of(
                    new Row(1630575355, new double[] {0.13786, 10833308, Double.NaN}),
                    new Row(1630575350, new double[] {0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})));

    private static final String META =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xport><meta><start>1630575350</start>"
                    + "<step>5</step><end>1630575355</end><rows>2</rows><columns>3</columns><legend>"
                    + "<entry>AVERAGE:host:h:cpu0</entry><entry>AVERAGE:host:h:memory_free_kib</entry>"
                    + "<entry>AVERAGE:vm:v:vbd_xvda_iops_read</entry></legend></meta>";

    @Test
    void xmlOf82HasFourDigitsAfterThePoint() {
        assertThat(MetricsExport.xml(TABLE, Release.V8_2))
                .isEqualTo(META + "<data><row><t>1630575355</t><v>0.1379</v><v>10833308.0000</v><v>NaN</v></row>"
                        + "<row><t>1630575350</t><v>0.0</v><v>Infinity</v><v>-Infinity</v></row></data></xport>");
    }

    @Test
    void xmlOfNewReleasesHasFifteenDigits() {
        assertThat(MetricsExport.xml(TABLE, Release.V24_11))
                .isEqualTo(META + "<data><row><t>1630575355</t><v>0.13786</v><v>10833308</v><v>NaN</v></row>"
                        + "<row><t>1630575350</t><v>0.0</v><v>Infinity</v><v>-Infinity</v></row></data></xport>");
    }

    @Test
    void jsonOf82HasNakedKeysAndNakedNaN() {
        assertThat(MetricsExport.json(TABLE, Release.V8_2))
                .isEqualTo("{meta: {start:1630575350,step:5,end:1630575355,rows:2,columns:3,legend:["
                        + "\"AVERAGE:host:h:cpu0\",\"AVERAGE:host:h:memory_free_kib\","
                        + "\"AVERAGE:vm:v:vbd_xvda_iops_read\"]},data:["
                        + "{t:1630575355,values:[0.1379,10833308.0000,NaN]},"
                        + "{t:1630575350,values:[0.0,Infinity,-Infinity]}]}");
    }

    @Test
    void jsonOf2331HasItsRowsInsideOfMetaAndNumbersAsText() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(MetricsExport.json(TABLE, Release.V23_31));

        assertThat(json.has("data")).isFalse();
        assertThat(json.at("/meta/rows").asText()).isEqualTo("2");
        assertThat(json.at("/meta/data/0/values").toString()).isEqualTo("[\"0.13786\",\"10833308\",\"NaN\"]");
    }

    @Test
    void jsonOf2411HasItsRowsBesideMetaAndNumbersAsText() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(MetricsExport.json(TABLE, Release.V24_11));

        assertThat(json.at("/meta/start").toString()).isEqualTo("\"1630575350\"");
        assertThat(json.at("/meta").has("data")).isFalse();
        assertThat(json.at("/data/1").toString())
                .isEqualTo("{\"t\":\"1630575350\",\"values\":[\"0.0\",\"Infinity\",\"-Infinity\"]}");
    }
}
