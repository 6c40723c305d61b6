package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customer's way from order to coming back, with all that is said on it. */
public record JourneyMapPage(Shell shell, String summary, List<Link> ways, List<Stage> stages) {

    /**
     * One stage.
     *
     * @param ready journeys that could be started here
     */
    public record Stage(String id, String name, List<Card> cards, List<Deed> ready) {}

    /**
     * One touchpoint, or a journey of several.
     *
     * @param held how many were held out; null: nobody is
     */
    public record Card(
            Link link,
            String icon,
            String volume,
            @Nullable String held,
            String state,
            @Nullable Effect effect) {}

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
