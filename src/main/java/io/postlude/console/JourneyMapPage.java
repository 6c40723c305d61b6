package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customer's way from order to coming back, with all that is said on it. */
public record JourneyMapPage(
        Shell shell, String live, String summary, List<View> views, List<Link> ways, List<Stage> stages) {

    /**
     * One stage.
     *
     * @param head how many live through it
     * @param silent nothing at all is said here
     * @param ready journeys that could be started here
     */
    public record Stage(String id, String name, Head head, List<Card> cards, boolean silent, List<Deed> ready) {}

    /** {@code percent}: its part of the fullest stage. */
    public record Head(String number, String what, long percent, String detail) {}

    /**
     * One touchpoint, or a journey of several.
     *
     * @param held how many were held out; null: nobody is
     * @param state what its readers did with it, or how it goes on
     * @param mark how it is measured, where there is no effect to draw
     */
    public record Card(
            Link link,
            String icon,
            String volume,
            @Nullable String held,
            @Nullable String state,
            @Nullable Mark mark,
            @Nullable Effect effect) {
        /** Nobody can say yet that it does anything, and somebody would like to know. */
        boolean isUnproven() {
            boolean unmeasured = mark != null && !mark.tone().equals("void");
            boolean unclear = effect != null && effect.tone().equals("wait");
            return unmeasured || unclear;
        }
    }

    /** {@code tone}: {@code void} for what is always sent, {@code wait}, or {@code risk} where nobody is held out. */
    public record Mark(String tone, String word, @Nullable Link way) {}

    /**
     * What a journey brings, as a line around nought.
     *
     * @param tone {@code kept}, {@code broken} or {@code wait}
     * @param from where the interval begins, of 150
     * @param at where the effect stands
     * @param until where it ends
     */
    public record Effect(String tone, String word, String range, String from, String at, String until) {
        public String stroke() {
            return tone.equals("wait") ? "s-mute" : "s-" + tone;
        }

        public String fill() {
            return tone.equals("wait") ? "f-ink" : "f-" + tone;
        }
    }
}
