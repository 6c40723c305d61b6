package io.postlude.customers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person as pages show them: the canonical record, its holes filled from the records merged into it.
 *
 * @param birthday {@code 1990-05-17} or {@code --05-17}
 * @param consents what stands now per channel and purpose
 * @param history every statement, newest first
 * @param merges active merges into this person
 * @param erasedAt set where the person was erased: then nothing else is left
 */
public record CustomerView(
        CustomerId id,
        Instant since,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String locale,
        @Nullable String zone,
        @Nullable String country,
        @Nullable String birthday,
        List<String> tags,
        List<ContactPoint> contacts,
        List<Consent> consents,
        List<Consent> history,
        List<Merge> merges,
        @Nullable Instant erasedAt) {

    /** {@code kind} is EMAIL or PHONE. */
    public record ContactPoint(String kind, String value, Instant firstSeen, Instant lastSeen) {}

    /** {@code from} is known as {@code into} since {@code at}. */
    public record Merge(MergeId id, CustomerId from, CustomerId into, Instant at, String by, String reason) {}

    /** Given and family name, or null. */
    public @Nullable String name() {
        if (givenName == null) return familyName;
        return familyName == null ? givenName : givenName + " " + familyName;
    }
}
