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

    /** Signs that stand for themselves wherever they stand; by value, for there are some ten thousand in a mail. */
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (int sign = ' ' + 1; sign < 127; sign++) PLAIN[sign] = sign != '=';
    }

    /** A plain array: a stream would take its lock for each byte. */
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
        int at = 0;
        while (at < bytes.length) {
            int run = encoded.addPlain(bytes, at);
            at += run;
            if (run == 0) encoded.addOther(bytes, at++);
        }
        return Arrays.copyOf(encoded.out, encoded.size);
    }

    /** As many plain signs as come next and fit on the line; returns how many. */
    private int addPlain(byte[] bytes, int from) {
        int limit = Math.min(bytes.length, from + LINE_LIMIT_CHARS - column);
        int until = from;
        while (until < limit && bytes[until] >= 0 && PLAIN[bytes[until]]) until++;
        int run = until - from;
        makeRoom(run);
        System.arraycopy(bytes, from, out, size, run);
        size += run;
        column += run;
        return run;
    }

    private void addOther(byte[] bytes, int i) {
        makeRoom(WIDEST);
        byte value = bytes[i];
        boolean beforeBreak = i + 1 == bytes.length || bytes[i + 1] == '\n' || bytes[i + 1] == '\r';
        if (value == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') return; // the break is that of the LF
        if (value == '\n' || value == '\r') endLine();
        else add(value, beforeBreak);
    }

    private void add(byte value, boolean beforeBreak) {
        boolean blank = value == ' ' || value == '\t';
        boolean plain = (value >= 0 && PLAIN[value]) || (blank && !beforeBreak);
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

    private void makeRoom(int bytes) {
        if (out.length - size < bytes) out = Arrays.copyOf(out, Math.max(out.length * 2, size + bytes));
    }

    private void endLine() {
        out[size++] = '\r';
        out[size++] = '\n';
        column = 0;
    }
}
