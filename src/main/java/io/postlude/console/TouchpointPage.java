package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One touchpoint; {@code said} is null where nothing was. */
public record TouchpointPage(
        Shell shell,
        String heading,
        Pill pill,
        Link order,
        Note why,
        List<Fact> facts,
        Table decisions,
        @Nullable Said said) {

    /** The message as it went. */
    public record Said(String subject, String text) {}
}
