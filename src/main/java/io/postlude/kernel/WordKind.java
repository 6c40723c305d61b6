package io.postlude.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a word of a {@link Vocabulary} stands for, so that a condition with a misspelt or ill-fitting word is refused while it is written. */
public sealed interface WordKind {
    WordKind TEXT = Simple.TEXT;
    /** A {@code Long} or {@code Integer}. */
    WordKind WHOLE = Simple.WHOLE;
    /** A {@code Double}; may be compared with whole numbers. */
    WordKind NUMBER = Simple.NUMBER;
    /** A {@code Boolean}. */
    WordKind FLAG = Simple.FLAG;
    /** A {@code java.time.Instant}. */
    WordKind MOMENT = Simple.MOMENT;
    /** A {@code java.time.Duration}. */
    WordKind SPAN = Simple.SPAN;

    /** A text, a number or a flag, as it was told: a comparison with another sort is false. */
    WordKind ANY = Simple.ANY;

    /** The plain ones; use the constants of {@link WordKind}. */
    enum Simple implements WordKind {
        TEXT,
        WHOLE,
        NUMBER,
        FLAG,
        MOMENT,
        SPAN,
        ANY
    }

    /** A {@code List}. */
    record Many(WordKind of) implements WordKind {}

    /** Text to values of one kind: tags with their values, counts by name. */
    record Named(WordKind of) implements WordKind {}

    /** A {@code Map} with these keys, all of them present; null only where the field is {@link #maybe}. */
    record Fields(String name, Map<String, WordKind> fields) implements WordKind {
        public Fields {
            fields = new LinkedHashMap<>(fields);
        }
    }

    /** May be null; compared with {@code null}, or with a value, which it then does not equal. */
    record Maybe(WordKind of) implements WordKind {}

    static WordKind many(WordKind of) {
        return new Many(of);
    }

    static WordKind named(WordKind of) {
        return new Named(of);
    }

    /** {@code name} is unique within a vocabulary. */
    static WordKind fields(String name, Map<String, WordKind> fields) {
        return new Fields(name, fields);
    }

    static WordKind maybe(WordKind of) {
        return new Maybe(of);
    }
}
