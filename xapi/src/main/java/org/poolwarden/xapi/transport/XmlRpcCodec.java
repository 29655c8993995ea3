package org.poolwarden.xapi.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.apache.xmlrpc.client.XmlRpcClientConfigImpl;
import org.apache.xmlrpc.client.XmlRpcClientRequestImpl;
import org.apache.xmlrpc.parser.XmlRpcResponseParser;
import org.apache.xmlrpc.serializer.XmlRpcWriter;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.XapiException.BadAnswer;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Apache XML-RPC's writer and parser without its blocking client, and XAPI's envelope around a value. */
final class XmlRpcCodec {

    private final XmlRpcClient controller = new XmlRpcClient();
    private final XmlRpcClientConfigImpl config = new XmlRpcClientConfigImpl();
    private final XapiTypes types = new XapiTypes(controller);

    XmlRpcCodec() {
        config.setTimeZone(TimeZone.getTimeZone("UTC"));
        controller.setConfig(config);
    }

    byte[] request(String method, List<Object> params) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            var xml = controller.getXmlWriterFactory().getXmlWriter(config, bytes);
            new XmlRpcWriter(config, xml, types).write(new XmlRpcClientRequestImpl(config, method, params.toArray()));
        } catch (SAXException | XmlRpcException e) {
            throw new IllegalArgumentException("parameters of " + method + " that XML-RPC cannot carry", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Opens the envelope of an answer.
     *
     * @return its Value
     * @throws ApiFailure when Status is Failure
     * @throws BadAnswer when it is no XML-RPC, or no envelope
     */
    Object value(byte[] body) throws XapiException {
        if (!(parsed(body) instanceof Map<?, ?> envelope)) {
            throw new BadAnswer("expected an envelope with Status", null);
        }
        Object status = envelope.get("Status");
        if ("Success".equals(status)) {
            Object value = envelope.get("Value");
            return value == null ? "" : plain(value);
        }
        if ("Failure".equals(status) && envelope.get("ErrorDescription") instanceof Object[] description) {
            throw ApiFailure.of(Arrays.stream(description).map(String::valueOf).toList());
        }
        throw new BadAnswer("an envelope with Status " + status, null);
    }

    private Object parsed(byte[] body) throws BadAnswer {
        XmlRpcResponseParser parser = new XmlRpcResponseParser(config, types);
        XMLReader reader = SafeXml.reader();
        reader.setContentHandler(parser);
        try {
            reader.parse(new InputSource(new ByteArrayInputStream(body)));
            if (parser.isSuccess()) {
                return parser.getResult();
            }
        } catch (SAXException | IOException | XmlRpcException | RuntimeException e) {
            // The library's fault parser throws ClassCastException for a fault that is no struct.
            throw new BadAnswer("no XML-RPC: " + e.getMessage(), e);
        }
        throw new BadAnswer("an XML-RPC fault, which XAPI never sends: " + parser.getErrorMessage(), null);
    }

    /** Lists and maps instead of the library's arrays. */
    private static Object plain(Object value) {
        if (value instanceof Object[] items) {
            return Arrays.stream(items).map(XmlRpcCodec::plain).toList();
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> map = new LinkedHashMap<>();
            members.forEach((name, member) -> map.put(String.valueOf(name), plain(member)));
            return map;
        }
        return value == null ? "" : value;
    }
}
