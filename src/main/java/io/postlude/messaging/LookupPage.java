package io.postlude.messaging;

import org.jspecify.annotations.Nullable;

/** The sentences of the look-up mail, ready to be set. {@code heading} and {@code answer} are the two halves of the headline. */
public record LookupPage(
        @Nullable String greeting,
        String heading,
        String answer,
        String lead,
        String button,
        String link,
        String works,
        String unasked,
        String answerUs,
        String why) {}
