package io.postlude.tracking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One scan as a source reported it, before any translation: what every webhook, file and API call is turned into.
 *
 * @param provider whose vocabulary the raw status speaks: {@code aftership}, {@code easypost}, {@code shippo},
 *     {@code 17track}, {@code karrio}, {@code shopify}, or {@code api} and {@code import} for canonical codes
 * @param carrier the carrier's code as given, where one was
 * @param number the tracking number as given; kept without spaces and hyphens
 * @param code the raw status and sub-status
 * @param message the carrier's own sentence, where it gave one
 * @param signedBy who signed, where it was told
 */
public record ScanReport(
        String provider,
        @Nullable String carrier,
        String number,
        RawCode code,
        ScanTime time,
        ScanPlace place,
        @Nullable String message,
        @Nullable String signedBy) {

    static final int NUMBER_LIMIT_CHARS = 100;
    private static final int TEXT_LIMIT_CHARS = 500;
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(ScanReport::sha256);

    public ScanReport {
        provider = provider.strip().toLowerCase(Locale.ROOT);
        carrier = carrier == null || carrier.isBlank() ? null : Text.carrierCode(carrier);
        number = Text.compactNumber(number);
        if (number.isEmpty() || number.length() > NUMBER_LIMIT_CHARS) {
            throw new IllegalArgumentException(
                    "a tracking number has 1 to " + NUMBER_LIMIT_CHARS + " letters or digits");
        }
        message = message == null || message.isBlank() ? null : Text.clipped(message.strip(), TEXT_LIMIT_CHARS);
        signedBy = signedBy == null || signedBy.isBlank() ? null : Text.clipped(signedBy.strip(), TEXT_LIMIT_CHARS);
    }

    /**
     * What tells this scan from every other: the first 64 bits of SHA-256 over carrier, number, raw code, raw time and
     * raw place. The time alone would drop the second of two scans of one minute.
     */
    public long hash() {
        String identity = (carrier == null ? "" : carrier)
                + '|'
                + number
                + '|'
                + code.canonical()
                + '|'
                + time.canonical()
                + '|'
                + place.canonical();
        byte[] digest = SHA_256.get().digest(identity.getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = (first << 8) | (digest[i] & 0xff);
        }
        return first;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
