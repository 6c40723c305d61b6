package io.postlude.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text in the form quoted-printable (RFC 2045, 6.7), from UTF-8. Our own, because the mail library looks its encoder up anew
 * for each part of each mail, which costs more than all the rest of sending it.
 */
final class QuotedPrintable {
    private static final int LINE_LIMIT_CHARS = 75; // and the sign of a soft break
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** The longest that one byte becomes: a soft break and three signs. */
    private static final int WIDEST = 6;

    /** A plain array: a stream would take its lock for each of some ten thousand bytes of a mail. */
    private byte[] out;

    private int size;
    private int column;

    private QuotedPrintable(int likely) {
        out = new byte[likely];
    }

    /** Lines end in CR LF, whatever they ended in. */
    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        QuotedPrintable encoded = new QuotedPrintable(bytes.length + bytes.length / 4 + WIDEST);
        for (int i = 0; i < bytes.length; i++) {
            encoded.makeRoom();
            boolean beforeBreak = i + 1 == bytes.length || bytes[i + 1] == '\n' || bytes[i + 1] == '\r';
            boolean halfBreak = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
            boolean lineBreak = bytes[i] == '\n' || bytes[i] == '\r';
            if (!lineBreak) encoded.add(bytes[i], beforeBreak);
            else if (!halfBreak) encoded.endLine();
        }
        return Arrays.copyOf(encoded.out, encoded.size);
    }

    private void add(byte value, boolean beforeBreak) {
        boolean blank = value == ' ' || value == '\t';
        boolean plain = (value > ' ' && value < 127 && value != '=') || (blank && !beforeBreak);
        int width = plain ? 1 : 3;
        if (column + width > LINE_LIMIT_CHARS) {
            out[size++] = '=';
            endLine();
        }
        column += width;
        if (plain) {
            out[size++] = value;
            return;
        }
        out[size++] = '=';
        out[size++] = HEX[(value >> 4) & 15];
        out[size++] = HEX[value & 15];
    }

    private void makeRoom() {
        if (out.length - size < WIDEST) out = Arrays.copyOf(out, out.length * 2);
    }

    private void endLine() {
        out[size++] = '\r';
        out[size++] = '\n';
        column = 0;
    }
}
