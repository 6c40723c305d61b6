package io.postlude.portal;

import io.postlude.kernel.StoreId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A written page: its bytes, plain and compressed, and until when its words are right. */
final class CachedPage {
    private static final int LEVEL = 6;

    private final StoreId store;
    private final byte[] plain;
    private final byte[] gzip;
    private final String state;
    private final String tag;
    private final Instant writtenAt;
    private final Instant staleAt;

    /** {@code state} names what the page says: it changes when a fact on it changes. */
    CachedPage(StoreId store, byte[] plain, String state, Instant writtenAt, Instant staleAt) {
        this.store = store;
        this.plain = plain;
        this.gzip = compress(plain);
        this.state = state;
        this.tag = Assets.fingerprint(plain);
        this.writtenAt = writtenAt;
        this.staleAt = staleAt;
    }

    StoreId store() {
        return store;
    }

    byte[] plain() {
        return plain;
    }

    byte[] gzip() {
        return gzip;
    }

    String state() {
        return state;
    }

    /** Names these very bytes. */
    String tag() {
        return tag;
    }

    /** A moved clock can also go back. */
    boolean isRightAt(Instant now) {
        return now.isBefore(staleAt) && !now.isBefore(writtenAt);
    }

    int weight() {
        return plain.length + gzip.length;
    }

    private static byte[] compress(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 3);
        try (OutputStream gzip = new Levelled(out)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static final class Levelled extends GZIPOutputStream {
        Levelled(OutputStream out) throws IOException {
            super(out);
            def.setLevel(LEVEL);
            def.setStrategy(Deflater.DEFAULT_STRATEGY);
        }
    }
}
