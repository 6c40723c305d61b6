package io.postlude.portal;

import java.util.Locale;

/** The drawings of customers' pages: a grid of 24, one stroke, no fill; a page carries those it uses. */
public enum Icon {
    CHEV("<path d=\"m9 6 6 6-6 6\"/>"),
    CHECK("<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"m8 12.3 2.8 2.7L16 9.5\"/>"),
    CLOCK("<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5.2l3.4 2\"/>"),
    TRUCK("<path d=\"M3 6.500h11v10H3zM14 10h3.800l3.2 3.300v3.200h-7\"/><circle cx=\"7.5\" cy=\"17.5\" r=\"2\"/>"
            + "<circle cx=\"17\" cy=\"17.5\" r=\"2\"/>"),
    CHAT("<path d=\"M4 6.500C4 5.7 4.7 5 5.5 5h13c.8 0 1.5.7 1.5 1.500v9c0 .8-.7 1.5-1.5 1.500H11l-4.5 3.500V17h-1"
            + "c-.8 0-1.5-.7-1.5-1.500z\"/>"),
    PHONE("<path d=\"M7.5 4h2l1.5 4-2 1.500a11 11 0 0 0 5.500 5.500l1.500-2 4 1.500v2a2 2 0 0 1-2 2A13.500 13.500 0"
            + " 0 1 5.500 6a2 2 0 0 1 2-2Z\"/>"),
    CALENDAR("<path d=\"M4.500 6.500h15V20h-15zM4.500 10.500h15M8.500 4v4M15.500 4v4\"/>"),
    HELP("<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M9.6 9.400a2.500 2.500 0 1 1 3.600 2.300c-.8.4-1.200.9-1.200"
            + " 1.800M12 16.700v.1\"/>"),
    BELL("<path d=\"M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 2h-15zM10 20.500a2 2 0 0 0 4 0\"/>"),
    MISSING("<path d=\"M6 21V4.500C6 3.7 6.7 3 7.5 3h9c.8 0 1.5.7 1.5 1.500V21M3.5 21h17M14.5 12v.5\"/>"),
    TURN("<path d=\"M4 9h11a5 5 0 0 1 0 10h-4\"/><path d=\"M8 5 4 9l4 4\"/>");

    private final String drawing;

    Icon(String drawing) {
        this.drawing = drawing;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The inside of the symbol, as SVG. */
    public String drawing() {
        return drawing;
    }
}
