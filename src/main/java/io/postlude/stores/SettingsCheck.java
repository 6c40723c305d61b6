package io.postlude.stores;

import io.postlude.kernel.Problem;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a store's settings: what is wrong stands beside its field, all at once. */
final class SettingsCheck {
    private static final int MOST_NAME_CHARACTERS = 120;
    private static final int MOST_LINES = 4;
    private static final int MOST_ADDRESSES = 50;
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    /** Words that stand at the same place in addresses of this installation. */
    private static final Set<String> TAKEN_WORDS =
            Set.of("api", "assets", "console", "dev", "healthz", "readyz", "metrics", "problems", "setup", "webjars");

    private SettingsCheck() {}

    /** The profile, or null with the reasons in {@code field}. */
    static Store.@Nullable Profile profile(StoreDetails details, Field field) {
        String slug = details.slug().strip();
        field.require(
                slug.matches("[a-z0-9](-?[a-z0-9]){1,39}") && !TAKEN_WORDS.contains(slug),
                "/slug",
                "2 to 40 lower-case letters, digits and single hyphens, such as maren-pine; some words are taken.");
        String name = field.line("/name", details.name(), MOST_NAME_CHARACTERS);
        String legal = field.line("/legalName", details.legalName(), MOST_NAME_CHARACTERS);
        Locale locale = field.read(
                "/locale", details.locale(), SettingsCheck::locale, "Give a language and country, such as de-DE.");
        ZoneId zone = field.read(
                "/zone", details.zone(), SettingsCheck::zone, "Give a zone of the IANA list, such as Europe/Berlin.");
        Currency currency = field.read(
                "/currency",
                details.currency(),
                SettingsCheck::currency,
                "Give an ISO 4217 currency that people pay in, such as EUR, JPY or KWD.");
        addresses(details.addresses(), field);
        if (!field.errors().isEmpty() || locale == null || zone == null || currency == null) return null;
        return new Store.Profile(slug, name, legal, locale, zone, currency, details.addresses());
    }

    private static @Nullable Locale locale(String tag) {
        Locale locale = new Locale.Builder().setLanguageTag(tag).build();
        boolean country = locale.getCountry().isEmpty() || COUNTRIES.contains(locale.getCountry());
        return LANGUAGES.contains(locale.getLanguage()) && country ? locale : null;
    }

    private static @Nullable ZoneId zone(String id) {
        boolean region = id.contains("/") || id.equals("UTC");
        return region && ZoneId.getAvailableZoneIds().contains(id) ? ZoneId.of(id) : null;
    }

    /** Gold, test codes and the like have no minor unit (-1) and are no money anyone pays in. */
    private static @Nullable Currency currency(String code) {
        Currency currency = Currency.getInstance(code);
        return currency.getDefaultFractionDigits() < 0 ? null : currency;
    }

    private static void addresses(List<StoreAddress> addresses, Field field) {
        field.require(addresses.size() <= MOST_ADDRESSES, "/addresses", "At most " + MOST_ADDRESSES + ".");
        for (int i = 0; i < addresses.size(); i++) {
            StoreAddress address = addresses.get(i);
            String at = "/addresses/" + i;
            String _ = field.line(at + "/name", address.name(), MOST_NAME_CHARACTERS);
            field.require(
                    !address.lines().isEmpty() && address.lines().size() <= MOST_LINES,
                    at + "/lines",
                    "One to four lines.");
            for (String line : address.lines()) {
                String _ = field.line(at + "/lines", line, MOST_NAME_CHARACTERS);
            }
            String _ = field.line(at + "/city", address.city(), MOST_NAME_CHARACTERS);
            field.require(address.postalCode().length() <= 20, at + "/postalCode", "At most 20 characters.");
            field.require(
                    COUNTRIES.contains(address.country()),
                    at + "/country",
                    "Give two letters of ISO 3166, such as DE.");
        }
    }

    static void calendar(BusinessCalendar calendar, Field field) {
        field.require(
                Holidays.knows(calendar.region()),
                "/region",
                "Give a country whose holidays are known, such as DE, or a part of it, such as DE-HH.");
        field.require(
                calendar.ownDays().size() <= BusinessCalendar.MOST_OWN_DAYS,
                "/ownDays",
                "At most " + BusinessCalendar.MOST_OWN_DAYS + " days.");
        Set<LocalDate> seen = new HashSet<>();
        for (int i = 0; i < calendar.ownDays().size(); i++) {
            BusinessCalendar.OwnDay day = calendar.ownDays().get(i);
            String _ = field.line("/ownDays/" + i + "/name", day.name(), MOST_NAME_CHARACTERS);
            field.require(seen.add(day.date()), "/ownDays/" + i + "/date", "This day stands here twice.");
            field.require(
                    day.date().getYear() >= 2000 && day.date().getYear() < 2200,
                    "/ownDays/" + i + "/date",
                    "Give a day from the year 2000 to 2199.");
        }
    }

    static List<Problem.FieldError> brand(Brand brand) {
        Field field = new Field();
        BrandCheck.faults(brand.look()).forEach(fault -> field.wrong("/look/" + fault.scheme(), fault.toString()));
        String _ = field.line("/name", brand.name(), MOST_NAME_CHARACTERS);
        if (brand.markSvg() != null) {
            switch (Svg.clean(brand.markSvg())) {
                case Svg.Clean _ -> {}
                case Svg.Refused(String reason) -> field.wrong("/markSvg", reason);
            }
        }
        return field.errors();
    }

    /** The same brand with its sign rewritten by {@link Svg}; call after {@link #brand} found nothing. */
    static Brand cleaned(Brand brand) {
        if (brand.markSvg() == null || !(Svg.clean(brand.markSvg()) instanceof Svg.Clean(String sign))) return brand;
        return new Brand(
                brand.name(),
                sign,
                brand.logoUrl(),
                brand.look(),
                brand.tone(),
                brand.contact(),
                brand.links(),
                brand.showcases());
    }
}
