package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment being written, as sentences or as text.
 *
 * @param sentences whether it is written as sentences
 * @param more sentences that can be added
 * @param faults what is wrong with the text
 * @param words what the text may speak of
 */
public record SegmentEditPage(
        Shell shell,
        String action,
        List<Field> fields,
        boolean sentences,
        Pick join,
        List<Line> lines,
        List<Option> more,
        String condition,
        List<String> faults,
        List<Fact> words,
        Map<String, String> hidden,
        Look look) {

    /** One sentence with its gaps. */
    public record Line(int place, String code, String title, List<Piece> pieces) {}

    /** Words, or a gap to fill: one of the two. */
    public record Piece(@Nullable String words, @Nullable Gap gap) {}

    public record Gap(String name, String label, String value, boolean text, boolean wrong) {}

    /** How many it would be. {@code title} null: it cannot be told yet. */
    public record Look(@Nullable String title, String scope, String share, List<Link> examples) {}
}
