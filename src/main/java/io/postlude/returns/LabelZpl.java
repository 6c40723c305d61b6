package io.postlude.returns;

import java.util.List;

/** Writes a built-in label for label printers that speak ZPL II, at 203 dots an inch. */
public final class LabelZpl {
    private LabelZpl() {}

    public static String of(LabelText text) {
        StringBuilder zpl = new StringBuilder("^XA\n^CI28\n^PW812\n^LL1218\n");
        lines(zpl, text.from(), 40, 26);
        zpl.append("^FO40,250^GB732,3,3^FS\n");
        lines(zpl, text.to(), 290, 44);
        zpl.append("^FO40,590^GB732,3,3^FS\n");
        zpl.append("^FO60,630^BY3^BCN,200,N,N,N^FD").append(text.code()).append("^FS\n");
        lines(zpl, List.of(text.code()), 860, 50);
        lines(zpl, List.of(text.about()), 920, 26);
        zpl.append("^FO560,940^BQN,2,8^FDMA,").append(text.code()).append("^FS\n^XZ\n");
        return zpl.toString();
    }

    private static void lines(StringBuilder zpl, List<String> lines, int top, int dots) {
        for (int i = 0; i < lines.size(); i++)
            zpl.append(
                    "^FO40,%d^A0N,%d,%d^FH^FD%s^FS%n".formatted(top + i * (dots + 8), dots, dots, safe(lines.get(i))));
    }

    /** What would be a command is written as its number. */
    private static String safe(String text) {
        return text.replace("_", "_5F").replace("^", "_5E").replace("~", "_7E");
    }
}
