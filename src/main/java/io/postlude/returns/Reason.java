package io.postlude.returns;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a thing comes back, in a closed list so that reasons can be counted; the finer word belongs to its reason. */
public enum Reason {
    CHANGED_MIND(false),
    TOO_SMALL(false, "length", "width", "all_over"),
    TOO_LARGE(false, "length", "width", "all_over"),
    NOT_AS_EXPECTED(false, "colour", "material", "quality", "picture"),
    BETTER_PRICE(false),
    GIFT(false),
    LATE(true),
    DAMAGED(true, "parcel", "product"),
    DEFECTIVE(true),
    WRONG_ITEM(true, "other_product", "other_size", "other_colour"),
    INCOMPLETE(true),
    OTHER(false);

    private final boolean ours;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed; its type does not say so
    private final List<String> details;

    Reason(boolean ours, String... details) {
        this.ours = ours;
        this.details = List.of(details);
    }

    /** Whether it is the store's or the carrier's doing: then sending back costs the customer nothing. */
    public boolean isOurs() {
        return ours;
    }

    /** The finer words it can be given with; none has to be. */
    public List<String> details() {
        return details;
    }

    /** As documents and programs write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Reason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }
}
