package io.postlude.stores;

import io.postlude.kernel.StoreId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * One tenant with all its settings, as they hold now.
 *
 * @param version counts the changes; a change names the version it started from
 */
public record Store(
        StoreId id, int version, Profile profile, Brand brand, BusinessCalendar calendar, Instant openedAt) {

    /** The checked form of {@link StoreDetails}. */
    public record Profile(
            String slug,
            String name,
            String legalName,
            Locale locale,
            ZoneId zone,
            Currency currency,
            List<StoreAddress> addresses) {}

    public String slug() {
        return profile.slug();
    }

    public String name() {
        return profile.name();
    }

    public Locale locale() {
        return profile.locale();
    }

    public ZoneId zone() {
        return profile.zone();
    }

    public Currency currency() {
        return profile.currency();
    }

    /** The profile as a form shows it. */
    public StoreDetails details() {
        return new StoreDetails(
                slug(),
                name(),
                profile.legalName(),
                locale().toLanguageTag(),
                zone().getId(),
                currency().getCurrencyCode(),
                profile.addresses());
    }
}
