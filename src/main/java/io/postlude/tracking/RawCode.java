package io.postlude.tracking;

import org.jspecify.annotations.Nullable;

/** A foreign status as it came: the status, and the finer word beside it where the source has one. */
public record RawCode(String status, @Nullable String sub) {

    private static final int LENGTH_LIMIT_CHARS = 120;

    public RawCode {
        status = Text.clipped(status.strip(), LENGTH_LIMIT_CHARS);
        sub = sub == null || sub.isBlank() ? null : Text.clipped(sub.strip(), LENGTH_LIMIT_CHARS);
    }

    public static RawCode of(String status) {
        return new RawCode(status, null);
    }

    /** One string for the ledger and the scan row: {@code status} or {@code status/sub}. */
    public String canonical() {
        return sub == null ? status : status + '/' + sub;
    }

    /** Reads what {@link #canonical} wrote. */
    public static RawCode parse(String canonical) {
        int slash = canonical.indexOf('/');
        return slash < 0 ? of(canonical) : new RawCode(canonical.substring(0, slash), canonical.substring(slash + 1));
    }
}
