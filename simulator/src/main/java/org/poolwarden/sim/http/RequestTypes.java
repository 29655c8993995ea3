package org.poolwarden.sim.http;

import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactoryImpl;
import org.apache.xmlrpc.common.XmlRpcController;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.AtomicParser;
import org.apache.xmlrpc.parser.TypeParser;
import org.xml.sax.SAXException;

/** The types that xapi takes in a request and the library does not: {@code i8}, and dates in any of their forms. */
final class RequestTypes extends TypeFactoryImpl {

    RequestTypes(XmlRpcController controller) {
        super(controller);
    }

    @Override
    public TypeParser getParser(XmlRpcStreamConfig config, NamespaceContextImpl context, String uri, String name) {
        boolean isText = uri.isEmpty() && (name.equals("i8") || name.equals("dateTime.iso8601"));
        return isText ? new Text() : super.getParser(config, context, uri, name);
    }

    /** No simulated method calculates with such a parameter. */
    private static final class Text extends AtomicParser {
        @Override
        protected void setResult(String text) throws SAXException {
            super.setResult((Object) text.strip());
        }
    }
}
