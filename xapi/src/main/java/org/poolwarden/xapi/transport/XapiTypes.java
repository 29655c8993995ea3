package org.poolwarden.xapi.transport;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactoryImpl;
import org.apache.xmlrpc.common.XmlRpcController;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.AtomicParser;
import org.apache.xmlrpc.parser.NullParser;
import org.apache.xmlrpc.parser.TypeParser;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The types of XAPI's XML-RPC where they differ from the library's: {@code nan} and {@code inf}, dates with Z or without
 * a zone (then UTC), and no extension type at all, for some of those deserialise objects.
 */
final class XapiTypes extends TypeFactoryImpl {

    XapiTypes(XmlRpcController controller) {
        super(controller);
    }

    @Override
    public TypeParser getParser(XmlRpcStreamConfig config, NamespaceContextImpl context, String uri, String name) {
        if (!uri.isEmpty()) {
            return null;
        }
        return switch (name) {
            case "nil" -> new NullParser();
            case "double" -> new DoubleText();
            case "dateTime.iso8601" -> new DateText();
            case "i8" -> new LongText();
            default -> super.getParser(config, context, uri, name);
        };
    }

    private static final class LongText extends AtomicParser {
        @Override
        protected void setResult(String text) throws SAXException {
            try {
                super.setResult((Object) Long.valueOf(text.trim()));
            } catch (NumberFormatException e) {
                throw new SAXParseException("no i8: " + text, getDocumentLocator(), e);
            }
        }
    }

    private static final class DoubleText extends AtomicParser {
        private static final int LONGEST = 64;

        @Override
        protected void setResult(String text) throws SAXException {
            super.setResult((Object) parsed(text.trim().toLowerCase(Locale.ROOT)));
        }

        private Double parsed(String text) throws SAXException {
            return switch (text) {
                case "nan", "-nan" -> Double.NaN;
                case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                default -> number(text);
            };
        }

        private Double number(String text) throws SAXException {
            if (text.length() > LONGEST) {
                throw new SAXParseException("a double of " + text.length() + " characters", getDocumentLocator());
            }
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw new SAXParseException("no double: " + text, getDocumentLocator(), e);
            }
        }
    }

    private static final class DateText extends AtomicParser {
        private static final DateTimeFormatter FORMS = new DateTimeFormatterBuilder()
                .appendPattern("[uuuu-MM-dd][uuuuMMdd]'T'[HH:mm:ss][HHmmss]")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .optionalEnd()
                .appendPattern("[XXX][XX][X]")
                .toFormatter(Locale.ROOT);

        @Override
        protected void setResult(String text) throws SAXException {
            try {
                TemporalAccessor date = FORMS.parseBest(text.trim(), OffsetDateTime::from, LocalDateTime::from);
                Instant instant = date instanceof OffsetDateTime zoned
                        ? zoned.toInstant()
                        : ((LocalDateTime) date).toInstant(ZoneOffset.UTC);
                super.setResult((Object) instant);
            } catch (DateTimeException e) {
                throw new SAXParseException("no date: " + text, getDocumentLocator(), e);
            }
        }
    }
}
