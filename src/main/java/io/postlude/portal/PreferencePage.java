package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Sentence.Moment;
import java.util.List;

/** How the store writes now, what else can be switched off, and what was written, with the reason. */
public record PreferencePage(
        Frame frame,
        Sentence start,
        Sentence answer,
        Sentence lead,
        String action,
        String button,
        List<Choice> choices,
        List<Told> told) {
    public PreferencePage {
        choices = List.copyOf(choices);
        told = List.copyOf(told);
    }

    /** Something that is written about, or a channel, and the one button that changes it. */
    public record Choice(String name, String standing, String action, String button) {}

    /** One message. */
    public record Told(Moment at, String way, String subject, Sentence why) {}
}
