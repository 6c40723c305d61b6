package io.postlude.console;

import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pill;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receiving on a telephone: one hand, gloves, one thing at a time. One of the parts is there, or none. */
public record ReceivePage(
        Shell shell,
        String waiting,
        String scanned,
        @Nullable Note note,
        @Nullable Head head,
        @Nullable Here here,
        @Nullable Look look,
        @Nullable Stray stray,
        List<Next> next) {

    /** The return that was scanned. */
    public record Head(String id, String code, Pill pill, String lede, String href) {}

    /** What was to come: which of it is in the parcel. */
    public record Here(String action, List<Thing> things) {}

    /** One piece. */
    public record Thing(
            String piece,
            String title,
            @Nullable String small,
            @Nullable String image,
            String reason,
            @Nullable String words) {}

    /** One piece to be looked at; {@code comes} says what its taking gives. */
    public record Look(
            String action,
            Thing thing,
            String of,
            String comes,
            String promised,
            List<Option> grades,
            List<Way> ways) {}

    /** Where a thing may go. */
    public record Way(String value, String label, String icon, boolean chosen) {}

    /** A parcel without a return. */
    public record Stray(String action, String said) {}

    /** Others that are here. */
    public record Next(String href, String code, String small) {}
}
