package org.poolwarden.app.report;

/** Text that is safe where it stands in a page. */
final class Html {

    private Html() {}

    /** Between tags and in quoted attributes. */
    static String text(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(Character.isISOControl(c) || isDirection(c) ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }

    /** Marks that make the rest of a line be read from right to left: in a name they can only deceive. */
    private static boolean isDirection(char c) {
        return c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    }

    static String element(String name, String kind, String value) {
        return "<" + name + " class=\"" + kind + "\">" + text(value) + "</" + name + ">\n";
    }

    /** JSON that neither ends the element it stands in nor begins another one. */
    static String json(String value) {
        return value.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
