package io.postlude.console;

import io.postlude.console.JourneyPanel.Comparison;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text in one language, how it reads, and what it said before. */
public record TextPage(
        Shell shell,
        String path,
        String standing,
        List<Tongue> languages,
        Map<String, String> hidden,
        List<Field> fields,
        List<Pick> picks,
        Preview preview,
        @Nullable Note note,
        List<Fact> links,
        List<Fact> readings,
        List<String> values,
        List<Deed> deeds,
        List<Option> more,
        Table versions,
        @Nullable Comparison comparison,
        boolean mayChange) {

    /** A language it has. */
    public record Tongue(String label, String href, boolean current) {}

    /** A language it may be begun in. */
    public record Option(String value, String label) {}

    /**
     * How it reads.
     *
     * @param src how it stands saved; the form draws what is entered into the same frame
     * @param forms as what it can be looked at: a mail, and where there is little room
     * @param number of one's own telephone, as it was typed
     */
    public record Preview(String src, String order, boolean mayChooseOrder, List<Parts.Option> forms, String number) {}
}
