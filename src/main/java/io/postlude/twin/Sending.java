package io.postlude.twin;

import java.util.Map;

/**
 * One request as the outside world would make it: signed, or with its key.
 *
 * @param path from the first slash on
 * @param builds whether it is understood only once what was said before has been worked: it names an order
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared as a record
record Sending(String method, String path, Map<String, String> headers, byte[] body, boolean builds) {
    Sending(String method, String path, Map<String, String> headers, byte[] body) {
        this(method, path, headers, body, false);
    }

    Sending building() {
        return new Sending(method, path, headers, body, true);
    }
}
