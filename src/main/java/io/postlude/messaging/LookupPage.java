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
        String why) {

    /** All but the greeting and the link stands in the words. */
    static LookupPage of(MailWords words, @Nullable String greeting, String link) {
        return new LookupPage(
                greeting,
                words.say("heading"),
                words.say("heading.answer"),
                words.say("lead"),
                words.say("button"),
                link,
                words.say("works"),
                words.say("unasked"),
                words.say("answer"),
                words.say("why"));
    }
}
