package org.poolwarden.xapi.rrd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.xapi.XapiException.BadAnswer;
import org.poolwarden.xapi.rrd.RrdExport.Row;
import org.poolwarden.xapi.transport.SafeXml;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Parses an export: XML, which has not changed in fifteen years, and as fall-back the three shapes of JSON. */
final class RrdParser {

    private RrdParser() {}

    /**
     * @throws BadAnswer when it is no export, or a row has another number of values than there are columns
     */
    static RrdExport parse(byte[] body) throws BadAnswer {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '{' ? RrdJson.parse(body) : xml(body);
            }
        }
        throw new BadAnswer("expected an export of metrics, got nothing", null);
    }

    private static RrdExport xml(byte[] body) throws BadAnswer {
        Xport export = new Xport();
        XMLReader reader = SafeXml.reader();
        reader.setContentHandler(export);
        try {
            reader.parse(new InputSource(new ByteArrayInputStream(body)));
        } catch (SAXException | IOException | NumberFormatException e) {
            throw new BadAnswer("no export of metrics: " + e.getMessage(), e);
        }
        if (!export.isXport) {
            throw new BadAnswer("expected <xport>", null);
        }
        return export(export.step, export.legend, export.rows);
    }

    /** Columns are counted by the legend: {@code columns} of meta is wrong on some hosts. */
    static RrdExport export(int step, List<String> legend, List<Row> rows) throws BadAnswer {
        for (Row row : rows) {
            if (row.values().length != legend.size()) {
                throw new BadAnswer(
                        "expected " + legend.size() + " values in the row of " + row.t() + ", got "
                                + row.values().length,
                        null);
            }
        }
        List<Optional<RrdColumn>> columns =
                legend.stream().map(RrdColumn::parse).toList();
        return new RrdExport(step, columns, rows);
    }

    /** Any case of NaN and infinity. */
    static double number(String text) {
        String word = text.trim();
        return switch (word) {
            case "nan", "NaN", "-nan" -> Double.NaN;
            case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }

    /** Takes the text of elements only; whatever stands between them is nothing. */
    private static final class Xport extends DefaultHandler {
        private final List<String> legend = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private boolean isXport;
        private int step;
        private long t;

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) {
            text.setLength(0);
            isXport |= name.equals("xport");
        }

        @Override
        public void characters(char[] chars, int start, int length) {
            text.append(chars, start, length);
        }

        @Override
        public void endElement(String uri, String name, String qualified) {
            switch (name) {
                case "step" -> step = Integer.parseInt(text.toString().trim());
                case "entry" -> legend.add(text.toString().trim());
                case "t" -> t = Long.parseLong(text.toString().trim());
                case "v" -> values.add(number(text.toString()));
                case "row" -> {
                    rows.add(new Row(
                            t, values.stream().mapToDouble(Double::doubleValue).toArray()));
                    values.clear();
                }
                default -> {
                    // start, end, rows and columns say nothing that the rows do not.
                }
            }
            text.setLength(0);
        }
    }
}
