package org.poolwarden.xapi.transport;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** The JDK's own XML parser, never one from the class path, without DTD and with bounds on depth and names. */
public final class SafeXml {

    private static final String JAXP = "http://www.oracle.com/xml/jaxp/properties/";
    private static final String DEEPEST = "64";
    private static final String MOST_ATTRIBUTES = "16";
    private static final String LONGEST_NAME = "256";
    private static final String KNOWN = "the JDK's parser knows these settings";

    /** Built once: it makes a whole parser for each feature it is told, which cost more than to parse an answer. */
    private static final SAXParserFactory PARSERS = factory();

    private SafeXml() {}

    /** A reader of its own, with an error handler and without any entity. */
    public static XMLReader reader() {
        try {
            SAXParser parser = parser();
            parser.setProperty(JAXP + "maxElementDepth", DEEPEST);
            parser.setProperty(JAXP + "elementAttributeLimit", MOST_ATTRIBUTES);
            parser.setProperty(JAXP + "maxXMLNameLimit", LONGEST_NAME);
            parser.setProperty(JAXP + "entityExpansionLimit", "1");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            XMLReader reader = parser.getXMLReader();
            reader.setErrorHandler(new DefaultHandler());
            reader.setEntityResolver((publicId, systemId) -> {
                throw new SAXException("an external entity is refused: " + systemId);
            });
            return reader;
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(KNOWN, e);
        }
    }

    /** No factory promises that threads may share it. */
    private static SAXParser parser() throws SAXException, ParserConfigurationException {
        synchronized (PARSERS) {
            return PARSERS.newSAXParser();
        }
    }

    private static SAXParserFactory factory() {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setValidating(false);
        factory.setXIncludeAware(false);
        try {
            secure(factory);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(KNOWN, e);
        }
        return factory;
    }

    private static void secure(SAXParserFactory factory) throws SAXException, ParserConfigurationException {
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    }
}
