package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message to a customer. {@code frameHref} is null where its words may not be shown; {@code text} then says why. */
public record MessagePage(
        Shell shell,
        String heading,
        Pill pill,
        String lede,
        @Nullable Note note,
        List<Deed> deeds,
        List<Fact> facts,
        @Nullable String frameHref,
        String text) {}
