package io.postlude.orders;

import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What makes the unchanged case cheap: the first 64 bits of SHA-256 over a snapshot's JSON. Never 0, which means none. */
final class Fingerprint {
    private Fingerprint() {}

    static long of(OrderSnapshot snapshot) {
        byte[] json = Json.write(snapshot).getBytes(StandardCharsets.UTF_8);
        long hash = ByteBuffer.wrap(Secrets.sha256(json)).getLong();
        return hash == 0 ? 1 : hash;
    }
}
