package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of one journey: its steps laid out, and beside them what is being looked at. */
public record JourneyPage(
        Shell shell,
        String turn,
        Head head,
        List<Fault> faults,
        Lane lane,
        List<Card> lost,
        @Nullable JourneyPanel panel) {

    /** {@code publish} null: there is nothing to publish, or the visitor may not. */
    public record Head(
            List<String> tags,
            String standing,
            @Nullable Deed undo,
            List<Link> links,
            @Nullable Link publish) {}

    /** A mistake, with a link to its step where it has one. */
    public record Fault(String text, @Nullable String href) {}

    /** Steps one below the other. */
    public record Lane(List<Item> items) {}

    /** A card, a fork, or the edge between two; the others are null or empty. */
    public record Item(
            @Nullable Card card, List<Arm> arms, @Nullable Edge edge) {
        static Item of(Card card) {
            return new Item(card, List.of(), null);
        }

        static Item of(Edge edge) {
            return new Item(null, List.of(), edge);
        }

        static Item of(List<Arm> arms) {
            return new Item(null, arms, null);
        }
    }

    /** {@code css} says how wide it is, and whether it ends without meeting the others. */
    public record Arm(String label, @Nullable String small, String css, Lane lane) {}

    /** {@code addHref} null: nothing can be added here. */
    public record Edge(@Nullable String addHref, String label, String css) {}

    /** One step; {@code jump}: only a pointer to where it is drawn. */
    public record Card(
            String id,
            String icon,
            String title,
            String text,
            List<Live> live,
            List<String> faults,
            String href,
            boolean current,
            String css,
            @Nullable String removal) {}

    /** A count and what it counts. */
    public record Live(String figure, String words) {}
}
