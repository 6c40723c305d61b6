package io.postlude.stores;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.postlude.kernel.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of passwords: argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet, "Argon2id"). A hash
 * carries its parameters, so that they can be raised later.
 */
final class Passwords {
    static final int LEAST_CHARACTERS = 12;
    /** Longer than any password manager makes; a limit so that a megabyte is not hashed. */
    static final int MOST_CHARACTERS = 200;

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    /** Hashing takes memory: a crowd at the door waits its turn instead of exhausting it. */
    private static final Semaphore AT_ONCE = new Semaphore(4);

    private static final Argon2Function ARGON2 =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    /** Of no password: checked where there is no such person, so that this takes as long as where there is one. */
    private final String nobodys;

    Passwords(String unguessable) {
        this.nobodys = looksHashed(Secrets.sha256(unguessable.getBytes(StandardCharsets.UTF_8)));
    }

    /** To be compared with, a hash need not be one of anything: making it would cost every start half a second. */
    private static String looksHashed(byte[] bytes) {
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        MEMORY_KIB,
                        PASSES,
                        LANES,
                        text.encodeToString(Arrays.copyOf(bytes, SALT_BYTES)),
                        text.encodeToString(Arrays.copyOf(bytes, HASH_BYTES)));
    }

    /** What is wrong with a new password; empty where nothing is. Length counts, not kinds of characters (NIST 800-63B). */
    static Optional<String> fault(String password, String email) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST_CHARACTERS) return Optional.of("Give at least 12 characters; a few words are good.");
        if (password.length() > MOST_CHARACTERS) return Optional.of("Give at most 200 characters.");
        if (password.chars().distinct().count() < 5) return Optional.of("Use more different characters.");
        String lower = password.toLowerCase(Locale.ROOT);
        String name = email.toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
        boolean guessable = lower.startsWith("password") || lower.startsWith("1234567890") || lower.contains("qwerty");
        if (guessable || (name.length() > 3 && lower.contains(name)))
            return Optional.of("This one is guessed first; choose another.");
        return Optional.empty();
    }

    String hash(String password) {
        AT_ONCE.acquireUninterruptibly();
        try {
            return Password.hash(password)
                    .addRandomSalt(SALT_BYTES)
                    .with(ARGON2)
                    .getResult();
        } finally {
            AT_ONCE.release();
        }
    }

    /** False, after the same time, where there is no hash to compare with. */
    boolean matches(String password, @Nullable String hash) {
        boolean fits = !password.isEmpty() && password.length() <= MOST_CHARACTERS;
        String compared = hash == null || !fits ? nobodys : hash;
        AT_ONCE.acquireUninterruptibly();
        try {
            boolean same = Password.check(fits ? password : "too long", compared)
                    .with(Argon2Function.getInstanceFromHash(compared));
            return same && fits && hash != null;
        } finally {
            AT_ONCE.release();
        }
    }
}
