package io.postlude.customers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.postlude.kernel.CleanText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Details as we keep them: each value in its one form or, with a problem noted, not at all. */
record KnownAs(
        CustomerDetails told,
        @Nullable String referenceKey,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String locale,
        @Nullable String zone,
        @Nullable String country,
        @Nullable String birthday,
        List<String> tags,
        List<String> problems) {
    private static final int NAME_SIGNS_LIMIT = 200;
    private static final int REFERENCE_SIGNS_LIMIT = 200;
    private static final int EMAIL_SIGNS_LIMIT = 254;
    private static final int PHONE_SIGNS_LIMIT = 40;
    private static final int TAGS_LIMIT = 100;
    private static final int TAG_SIGNS_LIMIT = 100;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}\"<>,;]+@[^@\\s\\p{Cntrl}\"<>,;]+");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    static KnownAs of(CustomerDetails told) {
        List<String> problems = new ArrayList<>(0);
        String country = country(told.country(), problems);
        String reference = CleanText.orNull(told.reference(), REFERENCE_SIGNS_LIMIT);
        return new KnownAs(
                told,
                reference == null ? null : "s:" + told.source() + ":" + reference,
                email(told.email(), problems),
                phone(told.phone(), country, problems),
                CleanText.orNull(told.givenName(), NAME_SIGNS_LIMIT),
                CleanText.orNull(told.familyName(), NAME_SIGNS_LIMIT),
                locale(told.locale(), problems),
                zone(told.zone(), problems),
                country,
                birthday(told.birthday(), problems),
                tags(told.tags()),
                problems);
    }

    /** E-mail addresses are compared in lower case; null where it is none. */
    static @Nullable String email(@Nullable String text, List<String> problems) {
        if (text == null || text.isBlank()) return null;
        String email = text.strip().toLowerCase(Locale.ROOT);
        if (email.length() <= EMAIL_SIGNS_LIMIT && EMAIL.matcher(email).matches()) return email;
        problems.add("email is not an e-mail address");
        return null;
    }

    private static @Nullable String phone(@Nullable String text, @Nullable String country, List<String> problems) {
        if (text == null || text.isBlank()) return null;
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            if (text.length() <= PHONE_SIGNS_LIMIT) {
                PhoneNumber number = numbers.parse(text, country == null ? "ZZ" : country);
                if (numbers.isPossibleNumber(number)) return numbers.format(number, PhoneNumberFormat.E164);
            }
        } catch (NumberParseException _) {
            // said below, in one place with the other reason
        }
        problems.add("phone is not a number that could be called" + (country == null ? " (no country is told)" : ""));
        return null;
    }

    private static @Nullable String country(@Nullable String text, List<String> problems) {
        if (text == null || text.isBlank()) return null;
        String country = text.strip().toUpperCase(Locale.ROOT);
        if (COUNTRIES.contains(country)) return country;
        problems.add("country is not an ISO 3166 code of two letters");
        return null;
    }

    private static @Nullable String locale(@Nullable String text, List<String> problems) {
        if (text == null || text.isBlank()) return null;
        try {
            String tag = new Locale.Builder()
                    .setLanguageTag(text.strip().replace('_', '-'))
                    .build()
                    .toLanguageTag();
            if (!tag.equals("und")) return tag;
        } catch (IllformedLocaleException _) {
            // said below
        }
        problems.add("locale is not a BCP 47 language tag");
        return null;
    }

    private static @Nullable String zone(@Nullable String text, List<String> problems) {
        if (text == null || text.isBlank()) return null;
        try {
            return ZoneId.of(text.strip()).getId();
        } catch (DateTimeException _) {
            problems.add("zone is not a time zone such as Europe/Berlin");
            return null;
        }
    }

    private static @Nullable String birthday(@Nullable String text, List<String> problems) {
        if (text == null || text.isBlank()) return null;
        String day = text.strip();
        try {
            return day.startsWith("--")
                    ? MonthDay.parse(day).toString()
                    : LocalDate.parse(day).toString();
        } catch (DateTimeException _) {
            problems.add("birthday is not a date such as 1990-05-17 or --05-17");
            return null;
        }
    }

    private static List<String> tags(List<String> told) {
        if (told.isEmpty()) return List.of();
        return told.stream()
                .map(t -> CleanText.orEmpty(t, TAG_SIGNS_LIMIT))
                .filter(t -> !t.isEmpty())
                .distinct()
                .sorted()
                .limit(TAGS_LIMIT)
                .toList();
    }

    /** As fine as the database keeps it, so that what comes back from there is equal. */
    Instant asOf() {
        return told.asOf().truncatedTo(ChronoUnit.MICROS);
    }

    @Nullable
    String phoneKey() {
        return phone == null ? null : "p:" + phone;
    }

    /**
     * What decides who this is, strongest first. A phone decides only where no e-mail is told: families share phones, and
     * showing one person's orders to another is worse than two records that can be merged.
     */
    List<String> decidingKeys() {
        List<String> keys = new ArrayList<>(2);
        if (referenceKey != null) keys.add(referenceKey);
        if (email != null) keys.add("e:" + email);
        else if (phone != null) keys.add("p:" + phone);
        return keys;
    }
}
