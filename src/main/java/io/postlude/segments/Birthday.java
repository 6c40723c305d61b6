package io.postlude.segments;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A day of the year; who was born on the 29th of February has it on the 28th in the other years. */
record Birthday(MonthDay day) {
    /** Reads {@code 1990-05-17} and {@code --05-17}. */
    static Optional<Birthday> of(@Nullable String text) {
        if (text == null || text.length() < 5) return Optional.empty();
        return Optional.of(new Birthday(MonthDay.parse("--" + text.substring(text.length() - 5))));
    }

    /** 0: it is today. */
    long daysFrom(LocalDate today) {
        LocalDate next = day.atYear(today.getYear());
        if (next.isBefore(today)) next = day.atYear(today.getYear() + 1);
        return ChronoUnit.DAYS.between(today, next);
    }

    boolean inMonthOf(LocalDate today) {
        return day.getMonth() == today.getMonth();
    }
}
