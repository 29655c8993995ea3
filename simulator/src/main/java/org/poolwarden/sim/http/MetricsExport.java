package org.poolwarden.sim.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.poolwarden.sim.MetricsTable;
import org.poolwarden.sim.MetricsTable.Row;
import org.poolwarden.sim.Release;
import org.poolwarden.sim.Release.Export;

/** {@code rrd_updates} as xapi prints it: XML, and three shapes of JSON, of which the oldest is none ({@code rrd_updates.ml}). */
final class MetricsExport {

    private static final int DIGITS = 15;
    private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final JsonFactory BARE =
            JsonFactory.builder().disable(JsonWriteFeature.QUOTE_FIELD_NAMES).build();

    private MetricsExport() {}

    static String xml(MetricsTable table, Release release) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("xport");
            meta(xml, table);
            xml.writeStartElement("data");
            for (Row row : table.rows()) {
                xml.writeStartElement("row");
                element(xml, "t", String.valueOf(row.t()));
                for (double value : row.values()) {
                    element(xml, "v", number(value, release));
                }
                xml.writeEndElement();
            }
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes any XML", e);
        }
        return text.toString();
    }

    private static void meta(XMLStreamWriter xml, MetricsTable table) throws XMLStreamException {
        xml.writeStartElement("meta");
        element(xml, "start", String.valueOf(table.start()));
        element(xml, "step", String.valueOf(table.step()));
        element(xml, "end", String.valueOf(table.end()));
        element(xml, "rows", String.valueOf(table.rows().size()));
        element(xml, "columns", String.valueOf(table.legend().size()));
        xml.writeStartElement("legend");
        for (String entry : table.legend()) {
            element(xml, "entry", entry);
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    /** Four digits after the point in release 8.2, later fifteen digits; zero has a point in both. */
    private static String number(double value, Release release) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return "0.0";
        }
        return release.export() == Export.BARE_KEYS
                ? String.format(Locale.ROOT, "%.4f", value)
                : GeneralNumber.print(value, DIGITS);
    }

    static String json(MetricsTable table, Release release) {
        Export shape = release.export();
        StringWriter writer = new StringWriter();
        try (JsonGenerator json = (shape == Export.BARE_KEYS ? BARE : JSON).createGenerator(writer)) {
            json.writeStartObject();
            json.writeObjectFieldStart("meta");
            meta(json, table, shape);
            if (shape == Export.ROWS_IN_META) {
                data(json, table, release);
                json.writeEndObject();
            } else {
                json.writeEndObject();
                data(json, table, release);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes any JSON", e);
        }
        // The one blank that old releases print.
        String text = writer.toString();
        return shape == Export.BARE_KEYS ? text.replaceFirst("meta:", "meta: ") : text;
    }

    private static void meta(JsonGenerator json, MetricsTable table, Export shape) throws IOException {
        whole(json, "start", table.start(), shape);
        whole(json, "step", table.step(), shape);
        whole(json, "end", table.end(), shape);
        whole(json, "rows", table.rows().size(), shape);
        whole(json, "columns", table.legend().size(), shape);
        json.writeArrayFieldStart("legend");
        for (String entry : table.legend()) {
            json.writeString(entry);
        }
        json.writeEndArray();
    }

    private static void data(JsonGenerator json, MetricsTable table, Release release) throws IOException {
        Export shape = release.export();
        json.writeArrayFieldStart("data");
        for (Row row : table.rows()) {
            json.writeStartObject();
            whole(json, "t", row.t(), shape);
            json.writeArrayFieldStart("values");
            for (double value : row.values()) {
                if (shape == Export.BARE_KEYS) {
                    json.writeRawValue(number(value, release));
                } else {
                    json.writeString(number(value, release));
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void whole(JsonGenerator json, String name, long value, Export shape) throws IOException {
        if (shape == Export.BARE_KEYS) {
            json.writeNumberField(name, value);
        } else {
            json.writeStringField(name, String.valueOf(value));
        }
    }
}
