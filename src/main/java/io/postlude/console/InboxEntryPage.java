package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Table;
import java.util.List;

/** One raw delivery as it came in, and what became of it. */
public record InboxEntryPage(
        Shell shell,
        String heading,
        Pill pill,
        String lede,
        Note result,
        List<Deed> deeds,
        List<Fact> facts,
        Table headers,
        String body,
        String bodyScope) {}
