package io.postlude.stores;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Public holidays of countries and their parts, by Jollyday's tables. */
public final class Holidays {
    private static final int MOST_YEARS_KEPT = 500;
    private static final Cache<RegionYear, Map<LocalDate, String>> KEPT =
            Caffeine.newBuilder().maximumSize(MOST_YEARS_KEPT).build();

    private record RegionYear(String region, int year) {}

    private Holidays() {}

    /** True for {@code DE}, {@code DE-HH} and the like where the tables know the country (and its part), and for empty. */
    static boolean knows(String region) {
        if (region.isEmpty()) return true;
        if (!region.matches("[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}")) return false;
        if (!countries().contains(region.substring(0, 2))) return false;
        String country = region.substring(0, 2).toLowerCase(Locale.ROOT);
        return region.length() == 2 || hasPart(country, region.substring(3).toLowerCase(Locale.ROOT));
    }

    private static boolean hasPart(String country, String part) {
        var hierarchy = manager(country).getCalendarHierarchy();
        for (String step : part.split("-")) {
            hierarchy = hierarchy.getChildren().get(step);
            if (hierarchy == null) return false;
        }
        return true;
    }

    static boolean isHoliday(String region, LocalDate day) {
        return !region.isEmpty() && of(region, day.getYear()).containsKey(day);
    }

    /** The holidays of a year in order, each with its English name; none for a region that is not known. */
    public static Map<LocalDate, String> of(String region, int year) {
        if (region.isEmpty()) return Map.of();
        return KEPT.get(new RegionYear(region, year), Holidays::load);
    }

    /** The codes of the countries known, in capitals. */
    public static Set<String> countries() {
        Set<String> codes = new java.util.TreeSet<>();
        HolidayManager.getSupportedCalendarCodes().forEach(code -> codes.add(code.toUpperCase(Locale.ROOT)));
        return codes;
    }

    private static Map<LocalDate, String> load(RegionYear asked) {
        if (!knows(asked.region())) return Map.of();
        String[] codes = asked.region().toLowerCase(Locale.ROOT).split("-");
        String[] parts = java.util.Arrays.copyOfRange(codes, 1, codes.length);
        Map<LocalDate, String> days = new TreeMap<>();
        manager(codes[0])
                .getHolidays(Year.of(asked.year()), parts)
                .forEach(holiday -> days.put(holiday.getDate(), holiday.getDescription(Locale.ENGLISH)));
        return java.util.Collections.unmodifiableMap(days);
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }
}
