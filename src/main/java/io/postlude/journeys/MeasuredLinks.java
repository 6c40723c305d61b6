package io.postlude.journeys;

import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Addresses in messages that say they were followed. Where each leads is written into it and signed with the rest: one we did
 * not make leads nowhere, so nobody can borrow the store's name for a link of their own.
 */
final class MeasuredLinks {
    static final String CLICK = "/c/";
    static final String OPEN = "/o/";
    private static final String PURPOSE = "measured-link";
    private static final int PLAIN_BYTES = Integer.BYTES + Long.BYTES;
    private static final int SEAL_BYTES = 16;
    private static final int LONGEST_CHARS = 3_000;
    private static final String SHORT_PURPOSE = "short-link";
    private static final int SHORT_PLAIN_BYTES = PLAIN_BYTES + 1;
    /** Enough that nobody guesses one over the network, and no more: each sign of an SMS is paid for. */
    private static final int SHORT_SEAL_BYTES = 8;

    private static final int SHORT_CHARS = 28;

    private final Secrets secrets;

    MeasuredLinks(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Whose link it is, and where it leads; an empty address is the picture that says a mail was looked at. */
    record Target(StoreId store, TouchpointId touchpoint, String address) {}

    String path(Target target) {
        byte[] address = target.address().getBytes(StandardCharsets.UTF_8);
        byte[] plain = ByteBuffer.allocate(PLAIN_BYTES + address.length)
                .putInt(target.store().value())
                .putLong(target.touchpoint().value())
                .put(address)
                .array();
        byte[] all = Arrays.copyOf(seal(plain), SEAL_BYTES + plain.length);
        System.arraycopy(plain, 0, all, SEAL_BYTES, plain.length);
        return (address.length == 0 ? OPEN : CLICK)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Where a link of a short form leads: not written into it, looked up when it is followed. */
    enum Place {
        ORDER_PAGE(0),
        SHOP(1);

        private final int code;

        Place(int code) {
            this.code = code;
        }
    }

    /** A link that must be short. */
    record ShortTarget(StoreId store, TouchpointId touchpoint, Place place) {}

    String shortPath(ShortTarget target) {
        byte[] plain = ByteBuffer.allocate(SHORT_PLAIN_BYTES)
                .putInt(target.store().value())
                .putLong(target.touchpoint().value())
                .put((byte) target.place().code)
                .array();
        byte[] all = Arrays.copyOf(shortSeal(plain), SHORT_SEAL_BYTES + plain.length);
        System.arraycopy(plain, 0, all, SHORT_SEAL_BYTES, plain.length);
        return CLICK + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private byte[] shortSeal(byte[] plain) {
        return Arrays.copyOf(secrets.sign(SHORT_PURPOSE, plain), SHORT_SEAL_BYTES);
    }

    /** Told from the long ones by its length. */
    Optional<ShortTarget> openShort(String token) {
        if (token.length() != SHORT_CHARS) return Optional.empty();
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
        byte[] plain = Arrays.copyOfRange(all, SHORT_SEAL_BYTES, all.length);
        if (!MessageDigest.isEqual(shortSeal(plain), Arrays.copyOf(all, SHORT_SEAL_BYTES))) return Optional.empty();
        ByteBuffer read = ByteBuffer.wrap(plain);
        StoreId store = new StoreId(read.getInt());
        TouchpointId touchpoint = new TouchpointId(read.getLong());
        Place place = read.get() == Place.SHOP.code ? Place.SHOP : Place.ORDER_PAGE;
        return Optional.of(new ShortTarget(store, touchpoint, place));
    }

    private byte[] seal(byte[] plain) {
        return Arrays.copyOf(secrets.sign(PURPOSE, plain), SEAL_BYTES);
    }

    Optional<Target> open(String token) {
        if (token.length() > LONGEST_CHARS) return Optional.empty();
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
        if (all.length < SEAL_BYTES + PLAIN_BYTES) return Optional.empty();
        byte[] plain = Arrays.copyOfRange(all, SEAL_BYTES, all.length);
        if (!MessageDigest.isEqual(seal(plain), Arrays.copyOf(all, SEAL_BYTES))) return Optional.empty();
        ByteBuffer read = ByteBuffer.wrap(plain);
        return Optional.of(new Target(
                new StoreId(read.getInt()),
                new TouchpointId(read.getLong()),
                new String(plain, PLAIN_BYTES, plain.length - PLAIN_BYTES, StandardCharsets.UTF_8)));
    }
}
