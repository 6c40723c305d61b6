package io.postlude.console;

import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One claim with everything: what was said, what speaks for and against it, the parcels, photographs, what was decided. */
public record ClaimPage(
        Shell shell,
        String code,
        Pill state,
        String lede,
        List<Deed> deeds,
        List<Figure> figures,
        @Nullable String words,
        List<Thing> things,
        Table clues,
        List<Parcel> parcels,
        List<Form> forms,
        List<ReturnPage.Photo> photos,
        Timeline timeline,
        List<Fact> facts,
        List<Link> ways) {

    /** What it is about. */
    public record Thing(
            String title, @Nullable String small, @Nullable String image, String amount) {}

    /** One parcel as tracking knew it then. */
    public record Parcel(String title, List<Fact> facts, Table scans) {}
}
