package io.postlude.connectors;

/** A body that is not a JSON object; the message says where it breaks. */
public final class MalformedBody extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedBody(String reason) {
        super(reason);
    }
}
