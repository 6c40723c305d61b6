package io.postlude.console;

import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Slice;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The return policy: its rules in their order, why one return was decided as it was, what a draft would change. */
public record PolicyPage(
        Shell shell,
        String version,
        String since,
        List<View> views,
        List<RuleLine> rules,
        String scope,
        List<Note> doubts,
        String code,
        @Nullable Explained explained,
        List<View> months,
        @Nullable Replayed replayed,
        @Nullable Form editor,
        List<String> errors,
        @Nullable Form publish,
        Table versions,
        Link schema) {

    /** One rule as a sentence. {@code count} is how many pieces it decides in the replay. */
    public record RuleLine(
            String number,
            String id,
            String name,
            @Nullable String changed,
            String sentence,
            @Nullable String condition,
            List<Tag> then,
            @Nullable String count,
            boolean hit) {}

    public record Tag(String icon, String words) {}

    /** Why one return was decided as it was: its pieces. */
    public record Explained(String title, String href, List<One> pieces) {}

    /** One piece, how it was found, and the same asked of the version on this page. */
    public record One(String lede, List<ReturnPage.Looked> trace, Pill recorded, Pill now) {}

    /** The draft, or the live one, over what was really sent back. */
    public record Replayed(
            String title, String scope, Note faithful, List<Slice> slices, List<Figure> figures, Table examples) {}
}
