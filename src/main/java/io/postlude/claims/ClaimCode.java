package io.postlude.claims;

import io.postlude.kernel.TypedCode;
import java.util.Optional;

/** What people call a claim: {@code CLM-7K3M-9QXA}. */
final class ClaimCode {
    private static final TypedCode FORM = new TypedCode("CLM");

    private ClaimCode() {}

    /** The code of an id; another {@code salt} gives another, for the rare case that two meet. */
    static String of(ClaimId id, int salt) {
        long mixed = (id.value() + salt * 0x9E6C63D0676A9A99L) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) >>> 1;
        return FORM.print(mixed);
    }

    /** What was typed or scanned, in the form that is kept; empty where it cannot be a code. */
    static Optional<String> read(String typed) {
        return FORM.read(typed);
    }
}
