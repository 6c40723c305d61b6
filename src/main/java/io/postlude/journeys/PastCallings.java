package io.postlude.journeys;

import io.postlude.customers.Customers;
import io.postlude.deliveries.Manner;
import io.postlude.flows.Flow;
import io.postlude.journeys.CalendarDays.Window;
import io.postlude.journeys.Callings.Calling;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom days of the past would have called up to a journey. */
final class PastCallings {
    /** Where a day calls everybody: a rehearsal is no census. */
    static final int PEOPLE_LIMIT = 100_000;

    private static final int AT_ONCE = 10_000;

    private final JourneysModule.Faces faces;
    private final Callings callings;
    private final Window window;

    PastCallings(JourneysModule.Faces faces, Window window) {
        this.faces = faces;
        this.callings = new Callings(faces);
        this.window = window;
    }

    /** One person's days, made when they are asked for. */
    interface Called {
        List<Rehearsals.News> all();
    }

    Map<Long, Called> of(Tx tx, StoreId store, Flow.OfCalendar trigger) {
        return trigger instanceof Flow.OnDay day ? onDays(tx, store, day) : regularly(tx, store, trigger);
    }

    private Map<Long, Called> onDays(Tx tx, StoreId store, Flow.OnDay trigger) {
        Map<Long, List<Rehearsals.News>> news = new HashMap<>();
        for (LocalDate day : CalendarDays.days(trigger, window))
            for (Calling one : callings.some(tx, store, new Callings.Wanted(trigger, day, window), Callings.Part.ALL)
                    .callings())
                news.computeIfAbsent(one.person().value(), key -> new ArrayList<>(1))
                        .add(new Rehearsals.Came(one, trigger));
        Map<Long, Called> called = new HashMap<>();
        news.forEach((person, all) -> called.put(person, () -> all));
        return called;
    }

    private Map<Long, Called> regularly(Tx tx, StoreId id, Flow.OfCalendar trigger) {
        Store store = faces.stores().get(id);
        List<LocalDate> days = CalendarDays.days(trigger, window);
        Map<Long, Called> called = new HashMap<>();
        long after = 0;
        while (called.size() < PEOPLE_LIMIT) {
            List<Customers.Called> some =
                    faces.customers().walk(tx, id, new Customers.Walk(Set.of(), true, after, AT_ONCE));
            for (Customers.Called one : some) called.put(one.id().value(), () -> all(store, trigger, days, one));
            if (some.size() < AT_ONCE) break;
            after = some.getLast().id().value();
        }
        return called;
    }

    private List<Rehearsals.News> all(
            Store store, Flow.OfCalendar trigger, List<LocalDate> days, Customers.Called one) {
        ZoneId zone = Manner.zone(store, one.zone());
        List<Rehearsals.News> news = new ArrayList<>();
        for (LocalDate day : days) {
            Instant at = CalendarDays.moment(trigger, day, zone);
            if (window.holds(at)) news.add(new Rehearsals.Came(new Calling(one.id(), at, day, null), trigger));
        }
        return news;
    }
}
