package io.postlude.stores;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Rewrites a drawing so that only shapes, fills and texts remain. Works by a list of what is allowed: scripts, event
 * handlers, style sheets, links, foreign objects, animations and everything not named here are left out; so is {@code use},
 * with which a small drawing can grow without end.
 */
final class Svg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final int MOST_ELEMENTS = 5_000;
    private static final int MOST_DEPTH = 50;
    private static final int MOST_CHARACTERS = 300_000;
    private static final Set<String> ELEMENTS = Set.of(
            "svg",
            "g",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "defs",
            "title",
            "desc",
            "text",
            "tspan",
            "linearGradient",
            "radialGradient",
            "stop",
            "clipPath",
            "mask");
    private static final Set<String> ATTRIBUTES = Set.of(
            "id",
            "viewBox",
            "width",
            "height",
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "ry",
            "fx",
            "fy",
            "d",
            "points",
            "transform",
            "fill",
            "fill-rule",
            "fill-opacity",
            "clip-rule",
            "clip-path",
            "mask",
            "stroke",
            "stroke-width",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-miterlimit",
            "stroke-dasharray",
            "stroke-dashoffset",
            "stroke-opacity",
            "opacity",
            "color",
            "offset",
            "stop-color",
            "stop-opacity",
            "gradientUnits",
            "gradientTransform",
            "spreadMethod",
            "clipPathUnits",
            "maskUnits",
            "maskContentUnits",
            "preserveAspectRatio",
            "font-family",
            "font-size",
            "font-weight",
            "font-style",
            "letter-spacing",
            "text-anchor",
            "dx",
            "dy",
            "role",
            "version");

    private Svg() {}

    sealed interface Outcome {}

    record Clean(String text) implements Outcome {}

    record Refused(String reason) implements Outcome {}

    static Outcome clean(String text) {
        if (text.length() > MOST_CHARACTERS) return new Refused("The drawing has more than 300,000 characters.");
        try {
            XMLStreamReader in = factory().createXMLStreamReader(new StringReader(text));
            StringWriter out = new StringWriter();
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new Rewrite(in, writer).run();
            writer.flush();
            return new Clean(out.toString());
        } catch (TooMuch e) {
            return new Refused(e.reason);
        } catch (XMLStreamException e) {
            return new Refused("The drawing is not well-formed SVG without a DOCTYPE.");
        }
    }

    /** No document type, hence no entities: neither files of this machine nor a billion laughs. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String reason;

        TooMuch(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private record Rewrite(XMLStreamReader in, XMLStreamWriter out) {
        void run() throws XMLStreamException {
            int elements = 0;
            int depth = 0;
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type");
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (depth == 0 && !(in.getLocalName().equals("svg") && NAMESPACE.equals(in.getNamespaceURI())))
                            throw new TooMuch("The drawing does not begin with <svg xmlns=\"" + NAMESPACE + "\">.");
                        if (++elements > MOST_ELEMENTS || depth > MOST_DEPTH)
                            throw new TooMuch("The drawing has too many or too deeply nested parts.");
                        if (!allowed()) {
                            skip();
                        } else {
                            start(depth++ == 0);
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        out.writeEndElement();
                        depth--;
                    }
                    case XMLStreamConstants.CHARACTERS -> {
                        if (depth > 0) out.writeCharacters(in.getText());
                    }
                    default -> {} // comments, processing instructions: left out
                }
            }
        }

        private boolean allowed() {
            return NAMESPACE.equals(in.getNamespaceURI()) && ELEMENTS.contains(in.getLocalName());
        }

        private void skip() throws XMLStreamException {
            for (int open = 1; open > 0; ) {
                int event = in.next();
                if (event == XMLStreamConstants.START_ELEMENT) open++;
                if (event == XMLStreamConstants.END_ELEMENT) open--;
            }
        }

        private void start(boolean root) throws XMLStreamException {
            out.writeStartElement(in.getLocalName());
            if (root) out.writeDefaultNamespace(NAMESPACE);
            for (int i = 0; i < in.getAttributeCount(); i++) {
                String name = in.getAttributeLocalName(i);
                String value = in.getAttributeValue(i);
                boolean plain = in.getAttributeNamespace(i) == null
                        || in.getAttributeNamespace(i).isEmpty();
                if (plain && ATTRIBUTES.contains(name) && safe(value)) out.writeAttribute(name, value);
            }
        }

        /** A paint may name a part of the same drawing, never another address; escapes could hide one. */
        private static boolean safe(String value) {
            String plain = value.toLowerCase(java.util.Locale.ROOT).replaceAll("\\s", "");
            return !plain.replaceAll("url\\(['\"]?#", "").contains("url(") && !plain.contains("\\");
        }
    }
}
