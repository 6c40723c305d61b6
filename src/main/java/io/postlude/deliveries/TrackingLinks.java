package io.postlude.deliveries;

import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The unguessable links of tracking pages: which order it is, and 128 bits of HMAC-SHA256 that only this installation can
 * make (see docs/decisions/0020).
 */
public final class TrackingLinks {
    public static final String PREFIX = "/t/";
    public static final String GIFTS = "/g/";
    private static final String PURPOSE = "tracking-link";
    private static final int PLAIN_BYTES = Integer.BYTES + Long.BYTES;
    private static final int SEAL_BYTES = 16;
    private static final int CHARACTERS = 38;

    private final Secrets secrets;
    private final String prefix;
    private final String purpose;

    public TrackingLinks(Secrets secrets) {
        this(secrets, PREFIX, PURPOSE);
    }

    private TrackingLinks(Secrets secrets, String prefix, String purpose) {
        this.secrets = secrets;
        this.prefix = prefix;
        this.purpose = purpose;
    }

    /** Those under which a gift of an order is sent back: they open nothing of the buyer's, nor the other way round. */
    public static TrackingLinks ofGifts(Secrets secrets) {
        return new TrackingLinks(secrets, GIFTS, "gift-link");
    }

    /** Whose page a link opens. */
    public record Target(StoreId store, long order) {}

    /** The path of an order's tracking page. */
    public String path(StoreId store, long order) {
        return prefix + token(store, order);
    }

    public String token(StoreId store, long order) {
        byte[] plain = plain(store, order);
        byte[] all = Arrays.copyOf(plain, PLAIN_BYTES + SEAL_BYTES);
        System.arraycopy(secrets.sign(purpose, plain), 0, all, PLAIN_BYTES, SEAL_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Opens a token; empty for whatever we did not make. */
    public Optional<Target> open(String token) {
        if (token.length() != CHARACTERS) {
            return Optional.empty();
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(all);
        int store = read.getInt();
        long order = read.getLong();
        byte[] seal = Arrays.copyOf(secrets.sign(purpose, Arrays.copyOf(all, PLAIN_BYTES)), SEAL_BYTES);
        boolean ours = MessageDigest.isEqual(seal, Arrays.copyOfRange(all, PLAIN_BYTES, all.length));
        boolean whole =
                Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(token);
        return ours && whole && store > 0 ? Optional.of(new Target(new StoreId(store), order)) : Optional.empty();
    }

    private static byte[] plain(StoreId store, long order) {
        return ByteBuffer.allocate(PLAIN_BYTES)
                .putInt(store.value())
                .putLong(order)
                .array();
    }
}
