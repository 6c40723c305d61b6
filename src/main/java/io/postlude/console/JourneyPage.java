package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Note;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One journey: its steps in order with who is there and what is wrong, and its document.
 *
 * @param editor null: the visitor may only look
 */
public record JourneyPage(
        Shell shell,
        String standing,
        @Nullable Note trouble,
        List<Figure> figures,
        List<Card> steps,
        List<String> faults,
        @Nullable Editor editor) {

    /** One step; {@code ways} says where it leads. */
    public record Card(
            String id,
            String icon,
            String title,
            String text,
            List<String> live,
            List<String> ways,
            List<String> faults) {}

    /** {@code publish}: what may become of those under way; empty where there is nothing to publish. */
    public record Editor(
            String action, String document, Map<String, String> hidden, List<Deed> deeds, List<Deed> publish) {}
}
