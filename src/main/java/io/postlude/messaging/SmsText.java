package io.postlude.messaging;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a text travels by SMS: GSM 7-bit where its alphabet has every sign (3GPP TS 23.038), else UCS-2; split where it is
 * longer than one message, each part then giving up six bytes for its header (3GPP TS 23.040).
 */
public record SmsText(Encoding encoding, int units, List<String> segments) {
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /** Each takes two: an escape and itself. */
    private static final String EXTENDED = "^{}\\[~]|€\f";

    /** Units in one message, and in each part of a longer one. */
    public enum Encoding {
        GSM_7(160, 153),
        UCS_2(70, 67);

        private final int alone;
        private final int part;

        Encoding(int alone, int part) {
            this.alone = alone;
            this.part = part;
        }

        public int alone() {
            return alone;
        }

        public int part() {
            return part;
        }
    }

    public SmsText {
        segments = List.copyOf(segments);
    }

    public static SmsText of(String text) {
        boolean basic = text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0);
        Encoding encoding = basic ? Encoding.GSM_7 : Encoding.UCS_2;
        int units = text.codePoints().map(sign -> units(sign, encoding)).sum();
        return new SmsText(encoding, units, units <= encoding.alone ? List.of(text) : split(text, encoding));
    }

    private static int units(int sign, Encoding encoding) {
        return switch (encoding) {
            case GSM_7 -> EXTENDED.indexOf(sign) >= 0 ? 2 : 1;
            case UCS_2 -> Character.charCount(sign);
        };
    }

    /** Neither an escaped sign nor a pair of surrogates is cut in two. */
    private static List<String> split(String text, Encoding encoding) {
        List<StringBuilder> parts = new java.util.ArrayList<>(List.of(new StringBuilder()));
        int used = 0;
        for (int sign : text.codePoints().toArray()) {
            int more = units(sign, encoding);
            if (used + more > encoding.part) {
                parts.add(new StringBuilder());
                used = 0;
            }
            parts.getLast().appendCodePoint(sign);
            used += more;
        }
        return parts.stream().map(StringBuilder::toString).toList();
    }

    /** What it costs at a price for each segment. */
    public BigDecimal cost(BigDecimal perSegment) {
        return perSegment.multiply(BigDecimal.valueOf(segments.size()));
    }

    /** The septets of a GSM-7 text, one a byte, as SMPP takes it with data coding 0. */
    public static byte[] septets(String text) {
        return concat(text.chars()
                .mapToObj(c -> {
                    int at = EXTENDED.indexOf(c);
                    return at >= 0 ? new byte[] {0x1b, extended(c)} : new byte[] {septet(c)};
                })
                .toList());
    }

    private static byte septet(int c) {
        int at = BASIC.indexOf(c);
        if (at < 0) throw new IllegalArgumentException("not a sign of the GSM alphabet");
        return (byte) (at < ESCAPE_AT ? at : at + 1);
    }

    /** In the table of 3GPP TS 23.038 the escape stands between Ξ and Æ. */
    private static final int ESCAPE_AT = BASIC.indexOf('Æ');

    private static byte extended(int c) {
        return switch (c) {
            case '\f' -> 0x0a;
            case '^' -> 0x14;
            case '{' -> 0x28;
            case '}' -> 0x29;
            case '\\' -> 0x2f;
            case '[' -> 0x3c;
            case '~' -> 0x3d;
            case ']' -> 0x3e;
            case '|' -> 0x40;
            default -> 0x65; // the euro
        };
    }

    private static byte[] concat(List<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Reads septets, one a byte, back into text; what the table does not have becomes a question mark. */
    public static String fromSeptets(byte[] septets) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < septets.length; i++) {
            int value = septets[i] & 0x7f;
            if (value == 0x1b && i + 1 < septets.length) text.append(extendedSign(septets[++i]));
            else if (value == 0x1b) text.append('?');
            else text.append(BASIC.charAt(value > ESCAPE_AT ? value - 1 : value));
        }
        return text.toString();
    }

    private static char extendedSign(byte value) {
        return (char) IntStream.range(0, EXTENDED.length())
                .filter(i -> extended(EXTENDED.charAt(i)) == value)
                .map(EXTENDED::charAt)
                .findFirst()
                .orElse('?');
    }
}
