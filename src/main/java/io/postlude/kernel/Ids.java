package io.postlude.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Makes ids: 64-bit numbers in the order of time, unique among nodes without asking anyone.
 *
 * <p>42 bits of milliseconds since 2024-01-01 (until 2163), 10 bits of node, 12 bits of sequence: 4,096 ids a millisecond
 * and node; past that the next millisecond is borrowed. The machine's clock is used, never the movable one: ids must stay
 * unique when a demo or a test goes back in time.
 */
public final class Ids {
    static final long EPOCH_MILLIS = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    static final int NODE_BITS = 10;
    private static final int SEQUENCE_BITS = 12;
    private static final int TOKEN_BYTES = 24;

    private final long node;
    private final SecureRandom random = new SecureRandom();
    private long last;

    /** {@code node} is 0 to 1,023 and held by no other running node. */
    public Ids(int node) {
        if (node < 0 || node >= 1 << NODE_BITS)
            throw new IllegalArgumentException("node " + node + " is not in 0..1023");
        this.node = (long) node << SEQUENCE_BITS;
    }

    public synchronized long next() {
        long now = System.currentTimeMillis() - EPOCH_MILLIS;
        long sequenceMask = (1L << SEQUENCE_BITS) - 1;
        long sequence = (last & sequenceMask) + 1;
        long millis = Math.max(now, last >>> (NODE_BITS + SEQUENCE_BITS));
        if (millis > last >>> (NODE_BITS + SEQUENCE_BITS)) sequence = 0;
        if (sequence > sequenceMask) {
            sequence = 0;
            millis++;
        }
        last = millis << (NODE_BITS + SEQUENCE_BITS) | node | sequence;
        return last;
    }

    /** When an id was made, by the clock of the machine that made it. */
    public static Instant madeAt(Id id) {
        return Instant.ofEpochMilli(EPOCH_MILLIS + (id.value() >>> (NODE_BITS + SEQUENCE_BITS)));
    }

    /** An unguessable word of 192 bits, safe in a URL. */
    public String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A random UUID, for what other systems want one for. */
    public UUID uuid() {
        return UUID.randomUUID();
    }
}
