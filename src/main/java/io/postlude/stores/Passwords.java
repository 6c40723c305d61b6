package io.postlude.stores;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.postlude.kernel.Later;
import io.postlude.kernel.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    /**
     * Hashing takes memory and a whole core: a crowd at the door waits its turn here, on threads of its own, instead of
     * keeping the threads that answer everybody else.
     */
    private static final ExecutorService HASHING = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            Thread.ofPlatform().daemon().name("passwords-", 1).factory());

    /** Not made with the program: its library reads its settings first, and nobody signs in before the first page. */
    private static final Later<Argon2Function> ARGON2 =
            new Later<>(() -> Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID));

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
        return CompletableFuture.supplyAsync(
                        () -> Password.hash(password)
                                .addRandomSalt(SALT_BYTES)
                                .with(ARGON2.get())
                                .getResult(),
                        HASHING)
                .join();
    }

    /** False, after the same time, where there is no hash to compare with. */
    boolean matches(String password, @Nullable String hash) {
        boolean fits = !password.isEmpty() && password.length() <= MOST_CHARACTERS;
        String compared = hash == null || !fits ? nobodys : hash;
        boolean same = CompletableFuture.supplyAsync(
                        () -> Password.check(fits ? password : "too long", compared)
                                .with(Argon2Function.getInstanceFromHash(compared)),
                        HASHING)
                .join();
        return same && fits && hash != null;
    }
}
