package io.postlude.promises;

/**
 * What a promise is called by whoever made it: a question, a cancelled order, a return. In a store there is one promise of a
 * kind under each reference.
 */
public record PromiseReference(PromiseKind kind, String value) {
    private static final int LIMIT_CHARS = 120;

    public PromiseReference {
        if (value.isBlank() || value.length() > LIMIT_CHARS) {
            throw new IllegalArgumentException("a promise's reference has 1 to 120 characters");
        }
    }
}
