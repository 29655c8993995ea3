package org.poolwarden.xapi.rrd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.poolwarden.xapi.XapiException.BadAnswer;
import org.poolwarden.xapi.rrd.RrdExport.Row;

/**
 * The three shapes of JSON: keys and NaN without quotes (to 8.2), numbers as text with the rows inside of meta (23.31),
 * numbers as text with the rows beside it (24.11).
 */
final class RrdJson {

    private static final int DEEPEST = 16;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    private RrdJson() {}

    static RrdExport parse(byte[] body) throws BadAnswer {
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode meta = root.path("meta");
            JsonNode data = root.has("data") ? root.get("data") : meta.path("data");
            if (!meta.path("legend").isArray() || !data.isArray()) {
                throw new BadAnswer("expected meta with a legend, and data", null);
            }
            List<String> legend = new ArrayList<>();
            meta.get("legend").forEach(entry -> legend.add(entry.asText()));
            List<Row> rows = new ArrayList<>();
            data.forEach(row -> rows.add(row(row)));
            return RrdParser.export((int) number(meta.path("step")), legend, rows);
        } catch (IOException | NumberFormatException e) {
            throw new BadAnswer("no export of metrics: " + e.getMessage(), e);
        }
    }

    private static Row row(JsonNode row) {
        JsonNode values = row.path("values");
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(values.get(i));
        }
        return new Row((long) number(row.path("t")), numbers);
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : RrdParser.number(node.asText());
    }
}
