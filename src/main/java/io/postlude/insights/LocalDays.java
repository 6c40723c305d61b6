package io.postlude.insights;

import io.postlude.stores.BusinessCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The weekday, the hour and the free days ahead of a moment, in the store's zone and by its calendar. */
final class LocalDays {
    private static final int AHEAD_DAYS = 10;
    private static final double HOURS = 24;

    private final ZoneId zone;
    private final BusinessCalendar calendar;
    private final Map<Long, Integer> freeAhead = new ConcurrentHashMap<>();

    LocalDays(ZoneId zone, BusinessCalendar calendar) {
        this.zone = zone;
        this.calendar = calendar;
    }

    private double local(double day) {
        return day + zone.getRules().getOffset(Trip.instant(day)).getTotalSeconds() / 86_400.0;
    }

    float weekday(double day) {
        return Math.floorMod((long) Math.floor(local(day)) + 3, 7);
    }

    float hour(double day) {
        double local = local(day);
        return (float) ((local - Math.floor(local)) * HOURS);
    }

    /** How many of the next ten days the store is closed: weekends are every week's, a holiday shows as one more. */
    float freeDaysAhead(double day) {
        return freeAhead.computeIfAbsent((long) Math.floor(local(day)), this::countFree);
    }

    private int countFree(long from) {
        int free = 0;
        for (int i = 1; i <= AHEAD_DAYS; i++) if (!calendar.isWorkingDay(LocalDate.ofEpochDay(from + i))) free++;
        return free;
    }

    ZoneId zone() {
        return zone;
    }

    /** When the store means to have handed over what is ordered then: the end of that local day. */
    double planned(double placed) {
        LocalDate day = calendar.handedOverOn(Trip.instant(placed), zone);
        return Trip.day(day.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
