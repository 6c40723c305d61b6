package io.postlude.stores;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.postlude.kernel.Secrets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds) and the recovery codes beside them. */
final class Totp {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int SEED_BYTES = 20;
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Sealed secrets;
    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP);
    private final SecureRandom random = new SecureRandom();

    Totp(Secrets secrets) {
        this.secrets = new Sealed(secrets, "totp-seed");
    }

    String newSeed() {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return base32(seed);
    }

    String seal(String seed) {
        return secrets.seal(seed);
    }

    /** The step whose code this is, later than {@code lastStep}; the step before and after count too, for clocks that differ. */
    OptionalLong step(String sealedSeed, String code, Instant now, long lastStep) {
        String digits = code.replaceAll("[\\s-]", "");
        if (!digits.matches("\\d{6}")) return OptionalLong.empty();
        byte[] seed = fromBase32(secrets.open(sealedSeed));
        long current = now.getEpochSecond() / STEP.toSeconds();
        OptionalLong found = OptionalLong.empty();
        for (long step = current - 1; step <= current + 1; step++)
            if (same(at(seed, step), digits) && step > lastStep) found = OptionalLong.of(step);
        return found;
    }

    private String at(byte[] seed, long step) {
        try {
            Instant time = Instant.ofEpochSecond(step * STEP.toSeconds());
            return String.format(
                    Locale.ROOT, "%06d", generator.generateOneTimePassword(new SecretKeySpec(seed, "HmacSHA1"), time));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the app reads from a square code. */
    static String address(String seed, String email) {
        String issuer = "Postlude";
        return "otpauth://totp/" + issuer + ":"
                + URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20") + "?secret=" + seed + "&issuer="
                + issuer;
    }

    /** Ten codes of 80 bits, each good once. */
    List<String> recoveryCodes() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[RECOVERY_BYTES];
            random.nextBytes(bytes);
            codes.add(base32(bytes).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-"));
        }
        return codes;
    }

    static String recoveryHash(String code) {
        return Secrets.fingerprint("recovery:" + code.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", ""));
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
    }

    /** RFC 4648, section 6, without padding: lengths here are whole groups of five bytes. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte value : bytes) {
            held = (held << 8 | (value & 0xff)) & 0xffff;
            bits += 8;
            for (; bits >= 5; bits -= 5) text.append(BASE32.charAt(held >> (bits - 5) & 31));
        }
        return text.toString();
    }

    private static byte[] fromBase32(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int held = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            held = (held << 5 | BASE32.indexOf(text.charAt(i))) & 0xffff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >> bits);
            }
        }
        return bytes;
    }
}
