package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order: its parcels and items, everything that happened, promises, customer and money. */
public record OrderPage(
        Shell shell,
        String number,
        List<Pill> pills,
        List<String> tags,
        String placed,
        @Nullable Link customer,
        List<Link> trackingPages,
        @Nullable Note note,
        String parcelScope,
        List<Parcel> parcels,
        Timeline timeline,
        String promiseScope,
        List<Promise> promises,
        List<Fact> customerFacts,
        List<Fact> money,
        @Nullable Note moneyCheck,
        Table raw) {

    /** One parcel with the items in it; {@code number} is null for what has not been shipped. */
    public record Parcel(
            Pill pill,
            String title,
            @Nullable String carrier,
            @Nullable String number,
            String end,
            List<Hop> hops,
            List<Item> items) {}

    /** One stop on the way; {@code css} is done, now or nothing. */
    public record Hop(String css, String place, String when) {}

    /** One product in a parcel. */
    public record Item(
            String title,
            @Nullable String variant,
            @Nullable String sku,
            @Nullable String image,
            Pill state,
            String quantity,
            String price) {}

    /** One promise made about this order. */
    public record Promise(Tone tone, String title, String state, String small) {}
}
