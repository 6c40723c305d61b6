package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customer's way from order to coming back, with all that is said on it. */
public record JourneyMapPage(Shell shell, String summary, List<Stage> stages) {

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
            Link link, String icon, String volume, @Nullable String held, String state) {}
}
