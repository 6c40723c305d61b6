package io.postlude.customers;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of a person, each fact with its date. */
record Profile(
        CustomerId id,
        Instant since,
        Dated<Name> name,
        Dated<String> email,
        Dated<String> phone,
        Dated<String> locale,
        Dated<String> zone,
        Dated<String> country,
        Dated<String> birthday,
        Dated<List<String>> tags) {

    record Name(@Nullable String given, @Nullable String family) {}

    static Profile of(CustomerId id, KnownAs known) {
        Instant asOf = known.asOf();
        Name name = known.givenName() == null && known.familyName() == null
                ? null
                : new Name(known.givenName(), known.familyName());
        return new Profile(
                id,
                asOf,
                Dated.of(name, asOf),
                Dated.of(known.email(), asOf),
                Dated.of(known.phone(), asOf),
                Dated.of(known.locale(), asOf),
                Dated.of(known.zone(), asOf),
                Dated.of(known.country(), asOf),
                Dated.of(known.birthday(), asOf),
                Dated.of(known.tags().isEmpty() ? null : known.tags(), asOf));
    }

    /** Both, fact by fact the newer: the same whatever came first. */
    Profile and(Profile other) {
        return new Profile(
                id,
                since.isBefore(other.since) ? since : other.since,
                name.or(other.name),
                email.or(other.email),
                phone.or(other.phone),
                locale.or(other.locale),
                zone.or(other.zone),
                country.or(other.country),
                birthday.or(other.birthday),
                tags.or(other.tags));
    }

    /** In more than a name, an address changed for another, or a date. */
    boolean differsFrom(Profile before) {
        return !Objects.equals(locale.value(), before.locale.value())
                || !Objects.equals(zone.value(), before.zone.value())
                || !Objects.equals(country.value(), before.country.value())
                || !Objects.equals(birthday.value(), before.birthday.value())
                || !Objects.equals(tags.value(), before.tags.value())
                || (email.value() == null) != (before.email.value() == null)
                || (phone.value() == null) != (before.phone.value() == null);
    }

    /** This, with what it does not know taken from another record of the same person. */
    Profile filledFrom(Profile other) {
        return new Profile(
                id,
                since.isBefore(other.since) ? since : other.since,
                name.orElse(other.name),
                email.orElse(other.email),
                phone.orElse(other.phone),
                locale.orElse(other.locale),
                zone.orElse(other.zone),
                country.orElse(other.country),
                birthday.orElse(other.birthday),
                tags.orElse(other.tags));
    }
}
