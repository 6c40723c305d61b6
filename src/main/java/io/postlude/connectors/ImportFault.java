package io.postlude.connectors;

/** A value that cannot be what it should be; the message says which and why, in one line. */
final class ImportFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImportFault(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer about a row, not a failure of ours
    }
}
