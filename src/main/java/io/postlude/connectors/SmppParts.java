package io.postlude.connectors;

import io.postlude.messaging.SmsText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text as the units SMPP submits: one, or several that a telephone puts together again by their header (UDH). */
record SmppParts(byte dataCoding, boolean headed, List<byte[]> units) {
    private static final byte GSM = 0;
    private static final byte LATIN_1 = 3;
    private static final byte UCS_2 = 8;
    private static final int HEADER_BYTES = 6;

    /** {@code reference} tells the parts of one text from those of another to the same telephone. */
    static SmppParts of(String text, int reference) {
        SmsText sms = SmsText.of(text);
        int count = sms.segments().size();
        byte coding = sms.encoding() == SmsText.Encoding.GSM_7 ? GSM : UCS_2;
        List<byte[]> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] body = coding == GSM
                    ? SmsText.septets(sms.segments().get(i))
                    : sms.segments().get(i).getBytes(StandardCharsets.UTF_16BE);
            units.add(
                    count == 1
                            ? body
                            : headed(body, new byte[] {5, 0, 3, (byte) reference, (byte) count, (byte) (i + 1)}));
        }
        return new SmppParts(coding, count > 1, units);
    }

    private static byte[] headed(byte[] body, byte[] header) {
        byte[] unit = Arrays.copyOf(header, HEADER_BYTES + body.length);
        System.arraycopy(body, 0, unit, HEADER_BYTES, body.length);
        return unit;
    }

    /** Reads one unit back into text. */
    static String text(byte[] unit, byte dataCoding, boolean headed) {
        int skip = headed && unit.length > 0 ? Math.min(unit.length, (unit[0] & 0xff) + 1) : 0;
        byte[] body = Arrays.copyOfRange(unit, skip, unit.length);
        return switch (dataCoding) {
            case UCS_2 -> new String(body, StandardCharsets.UTF_16BE);
            case LATIN_1 -> new String(body, StandardCharsets.ISO_8859_1);
            case GSM -> SmsText.fromSeptets(body);
            default -> new String(body, StandardCharsets.US_ASCII);
        };
    }
}
