package io.postlude.returns;

import io.postlude.kernel.TypedCode;
import java.util.Optional;

/** What people call a return: {@code RET-7K3M-9QXA}. */
final class ReturnCode {
    private static final TypedCode FORM = new TypedCode("RET");

    private ReturnCode() {}

    /** The code of an id; another {@code salt} gives another, for the rare case that two meet. */
    static String of(ReturnId id, int salt) {
        long mixed = (id.value() + salt * 0x632BE59BD9B4E019L) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 32)) >>> 1;
        return FORM.print(mixed);
    }

    /** What was typed or scanned, in the form that is kept; empty where it cannot be a code. */
    static Optional<String> read(String typed) {
        return FORM.read(typed);
    }
}
