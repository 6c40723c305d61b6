package io.postlude.portal;

import org.jspecify.annotations.Nullable;

/** What a form brought that could not be taken: which one, what was in it, and which sentence says what is wrong. */
record Answered(Form form, String picked, String words, String wrong, int minutes) {
    enum Form {
        CHOICE,
        QUESTION
    }

    /** What was typed, where it was this form. */
    String words(Form asked) {
        return form == asked ? words : "";
    }

    static @Nullable String picked(@Nullable Answered answered, Form asked) {
        return answered == null || answered.form != asked ? null : answered.picked;
    }
}
