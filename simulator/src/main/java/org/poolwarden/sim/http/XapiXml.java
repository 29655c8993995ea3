package org.poolwarden.sim.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.xmlrpc.common.XmlRpcHttpRequestConfigImpl;
import org.apache.xmlrpc.parser.XmlRpcRequestParser;
import org.apache.xmlrpc.server.XmlRpcServer;
import org.poolwarden.sim.SimAnswer;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML-RPC as xapi reads and prints it: strings without a tag, no white space, int64 as text, dates without hyphens
 * ({@code ocaml-rpc xmlrpc.ml}).
 */
final class XapiXml {

    /** One call as it came. */
    record Call(String method, List<Object> params) {}

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final int DIGITS = 16;

    private XapiXml() {}

    /**
     * @throws IOException when it is no XML-RPC request
     */
    static Call read(InputStream body) throws IOException {
        XmlRpcRequestParser parser =
                new XmlRpcRequestParser(new XmlRpcHttpRequestConfigImpl(), new RequestTypes(new XmlRpcServer()));
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            XMLReader reader = factory.newSAXParser().getXMLReader();
            reader.setContentHandler(parser);
            reader.setErrorHandler(new DefaultHandler());
            reader.parse(new InputSource(body));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("no XML-RPC request", e);
        }
        if (parser.getMethodName() == null) {
            throw new IOException("an XML-RPC request without a method");
        }
        List<Object> params = new ArrayList<>();
        // The library leaves them null where a call has no element of parameters.
        for (Object param : parser.getParams() == null ? List.of() : parser.getParams()) {
            params.add(plain(param));
        }
        return new Call(parser.getMethodName(), params);
    }

    private static Object plain(Object value) {
        return value instanceof Object[] items
                ? Arrays.stream(items).map(XapiXml::plain).toList()
                : value;
    }

    static String write(SimAnswer.Success success) {
        return envelope("Success", "Value", success.value());
    }

    /** Without the envelope. */
    static String write(SimAnswer.Bare bare) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><methodResponse><params><param>");
        value(xml, bare.value());
        return xml.append("</param></params></methodResponse>").toString();
    }

    static String write(SimAnswer.Failure failure) {
        return envelope("Failure", "ErrorDescription", failure.description());
    }

    private static String envelope(String status, String name, Object value) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><methodResponse><params><param><value><struct>");
        member(xml, "Status", status);
        member(xml, name, value);
        return xml.append("</struct></value></param></params></methodResponse>").toString();
    }

    /** xapi does not escape names: a key of a map that has a {@code &} in it breaks the whole document. */
    private static void member(StringBuilder xml, String name, Object value) {
        xml.append("<member><name>").append(name).append("</name>");
        value(xml, value);
        xml.append("</member>");
    }

    private static void value(StringBuilder xml, Object value) {
        xml.append("<value>");
        if (value instanceof Boolean flag) {
            xml.append("<boolean>").append(flag ? 1 : 0).append("</boolean>");
        } else if (value instanceof Integer number) {
            xml.append("<i4>").append(number).append("</i4>");
        } else if (value instanceof Double number) {
            xml.append("<double>").append(decimal(number)).append("</double>");
        } else if (value instanceof Instant instant) {
            xml.append("<dateTime.iso8601>").append(DATE.format(instant)).append("</dateTime.iso8601>");
        } else if (value instanceof List<?> items) {
            xml.append("<array><data>");
            items.forEach(item -> value(xml, item));
            xml.append("</data></array>");
        } else if (value instanceof Map<?, ?> members) {
            xml.append("<struct>");
            members.forEach((name, member) -> member(xml, String.valueOf(name), member));
            xml.append("</struct>");
        } else {
            escape(xml, String.valueOf(value));
        }
        xml.append("</value>");
    }

    private static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        return Double.isInfinite(number) ? number > 0 ? "inf" : "-inf" : GeneralNumber.print(number, DIGITS);
    }

    /** Control characters are dropped: XML has no way to write them. */
    private static void escape(StringBuilder xml, String text) {
        for (char c : text.toCharArray()) {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\t', '\n', '\r' -> xml.append(c);
                default -> {
                    if (c >= ' ') {
                        xml.append(c);
                    }
                }
            }
        }
    }
}
