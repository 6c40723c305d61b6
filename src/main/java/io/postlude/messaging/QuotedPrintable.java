package io.postlude.messaging;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text in the form quoted-printable (RFC 2045, 6.7), from UTF-8. Our own, because the mail library looks its encoder up anew
 * for each part of each mail, which costs more than all the rest of sending it.
 */
final class QuotedPrintable {
    private static final int LINE_LIMIT_CHARS = 75; // and the sign of a soft break
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out;
    private int column;

    private QuotedPrintable(int size) {
        out = new ByteArrayOutputStream(size);
    }

    /** Lines end in CR LF, whatever they ended in. */
    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        QuotedPrintable encoded = new QuotedPrintable(bytes.length + bytes.length / 4);
        for (int i = 0; i < bytes.length; i++) {
            boolean beforeBreak = i + 1 == bytes.length || bytes[i + 1] == '\n' || bytes[i + 1] == '\r';
            boolean halfBreak = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
            boolean lineBreak = bytes[i] == '\n' || bytes[i] == '\r';
            if (!lineBreak) encoded.add(bytes[i], beforeBreak);
            else if (!halfBreak) encoded.endLine();
        }
        return encoded.out.toByteArray();
    }

    private void add(byte value, boolean beforeBreak) {
        boolean blank = value == ' ' || value == '\t';
        boolean plain = (value > ' ' && value < 127 && value != '=') || (blank && !beforeBreak);
        int width = plain ? 1 : 3;
        if (column + width > LINE_LIMIT_CHARS) {
            out.write('=');
            endLine();
        }
        column += width;
        if (plain) {
            out.write(value);
            return;
        }
        out.write('=');
        out.write(HEX[(value >> 4) & 15]);
        out.write(HEX[value & 15]);
    }

    private void endLine() {
        out.write('\r');
        out.write('\n');
        column = 0;
    }
}
