package io.postlude.segments;

import io.postlude.stores.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;

/** When and by whose clock people are looked at. */
record Moment(Instant now, ZoneId zone, Currency currency) {
    static Moment of(Store store, Instant now) {
        return new Moment(now, store.zone(), store.currency());
    }

    LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    Instant tomorrow() {
        return today().plusDays(1).atStartOfDay(zone).toInstant();
    }

    Instant nextMonth() {
        return today().withDayOfMonth(1).plusMonths(1).atStartOfDay(zone).toInstant();
    }
}
