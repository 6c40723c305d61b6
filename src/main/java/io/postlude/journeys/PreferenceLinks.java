package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The unguessable links under which a person chooses how a store writes to them: whose they are, and 128 bits of
 * HMAC-SHA256 that only this installation can make. They work as long as the mail that holds them is kept.
 */
public final class PreferenceLinks {
    public static final String PREFIX = "/p/";
    private static final String PURPOSE = "preference-link";
    private static final int PLAIN_BYTES = Integer.BYTES + Long.BYTES;
    private static final int SEAL_BYTES = 16;

    private final Secrets secrets;

    public PreferenceLinks(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Whose preferences a link opens. */
    public record Target(StoreId store, CustomerId customer) {}

    /** The path of a person's page. */
    public String path(StoreId store, CustomerId customer) {
        byte[] plain = ByteBuffer.allocate(PLAIN_BYTES)
                .putInt(store.value())
                .putLong(customer.value())
                .array();
        byte[] all = Arrays.copyOf(plain, PLAIN_BYTES + SEAL_BYTES);
        System.arraycopy(secrets.sign(PURPOSE, plain), 0, all, PLAIN_BYTES, SEAL_BYTES);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Opens a token; empty for whatever we did not make. */
    public Optional<Target> open(String token) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
        if (all.length != PLAIN_BYTES + SEAL_BYTES) return Optional.empty();
        byte[] seal = Arrays.copyOf(secrets.sign(PURPOSE, Arrays.copyOf(all, PLAIN_BYTES)), SEAL_BYTES);
        if (!MessageDigest.isEqual(seal, Arrays.copyOfRange(all, PLAIN_BYTES, all.length))) return Optional.empty();
        ByteBuffer read = ByteBuffer.wrap(all);
        int store = read.getInt();
        return store > 0
                ? Optional.of(new Target(new StoreId(store), new CustomerId(read.getLong())))
                : Optional.empty();
    }
}
