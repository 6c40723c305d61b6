package io.postlude.stores;

import java.util.List;

/**
 * What a store is, as a form or a file gives it: not checked yet.
 *
 * @param slug its word in addresses: lower-case letters, digits and hyphens
 * @param locale BCP 47, such as {@code de-DE}
 * @param zone IANA, such as {@code Europe/Berlin}
 * @param currency ISO 4217, such as {@code EUR}, {@code JPY}, {@code KWD}
 */
public record StoreDetails(
        String slug,
        String name,
        String legalName,
        String locale,
        String zone,
        String currency,
        List<StoreAddress> addresses) {
    public StoreDetails {
        addresses = List.copyOf(addresses);
    }

    /** Without addresses, under its plain name: enough to begin with. */
    public static StoreDetails of(String slug, String name, Region region) {
        return new StoreDetails(slug, name, name, region.locale(), region.zone(), region.currency(), List.of());
    }

    /** Where a store is at home, in the forms of {@link StoreDetails}. */
    public record Region(String locale, String zone, String currency) {}
}
