package io.postlude.journeys;

import io.postlude.customers.Customers;
import io.postlude.deliveries.Manner;
import io.postlude.flows.Flow;
import io.postlude.journeys.CalendarDays.Window;
import io.postlude.journeys.Callings.Calling;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.segments.Segment;
import io.postlude.segments.Segments;
import io.postlude.stores.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom days of the past would have called up to a journey. */
final class PastCallings {
    /** Where a day calls everybody: a rehearsal is no census. */
    static final int PEOPLE_LIMIT = 100_000;

    private static final int AT_ONCE = 10_000;

    private final JourneysModule.Faces faces;
    private final Callings callings;
    private final Window window;
    private @Nullable RehearsalGap gap;

    PastCallings(JourneysModule.Faces faces, Window window) {
        this.faces = faces;
        this.callings = new Callings(faces);
        this.window = window;
    }

    /** One person's days, made when they are asked for. */
    interface Called {
        List<Rehearsals.News> all();
    }

    /** Whom days or segments brought; nobody where it is an event that lets people in. */
    Map<Long, Called> of(Tx tx, StoreId store, Flow.Trigger trigger) {
        return switch (trigger) {
            case Flow.On _ -> Map.of();
            case Flow.OnDay day -> onDays(tx, store, day);
            case Flow.OnSegment door -> atTheDoor(tx, store, door);
            case Flow.Members _ -> {
                gap = new RehearsalGap.OneOff();
                yield Map.of();
            }
            case Flow.OfCalendar regular -> regularly(tx, store, regular);
        };
    }

    /** What of it was not looked at. */
    Optional<RehearsalGap> gap() {
        return Optional.ofNullable(gap);
    }

    private Map<Long, Called> atTheDoor(Tx tx, StoreId store, Flow.OnSegment door) {
        Segment segment = faces.segments().byKey(tx, store, door.segment()).orElse(null);
        if (segment == null) return Map.of();
        Segments.Stretch stretch = new Segments.Stretch(window.since(), window.until());
        List<Segments.Passage> passages = door.side() == Flow.Side.JOINED
                ? faces.segments().joined(tx, store, segment.id(), stretch)
                : faces.segments().left(tx, store, segment.id(), stretch);
        Map<Long, List<Rehearsals.News>> news = new HashMap<>();
        for (Segments.Passage one : passages) {
            Run.What what = new Run.What(door.side().event(), one.at(), door.segment(), null);
            news.computeIfAbsent(one.customer().value(), key -> new ArrayList<>(1))
                    .add(new Rehearsals.Came(one.customer(), what, one.at().toEpochMilli()));
        }
        return made(news);
    }

    private static Map<Long, Called> made(Map<Long, List<Rehearsals.News>> news) {
        Map<Long, Called> called = new HashMap<>();
        news.forEach((person, all) -> called.put(person, () -> all));
        return called;
    }

    private Map<Long, Called> onDays(Tx tx, StoreId store, Flow.OnDay trigger) {
        Map<Long, List<Rehearsals.News>> news = new HashMap<>();
        for (LocalDate day : CalendarDays.days(trigger, window))
            for (Calling one : callings.some(tx, store, new Callings.Wanted(trigger, day, window), Callings.Part.ALL)
                    .callings())
                news.computeIfAbsent(one.person().value(), key -> new ArrayList<>(1))
                        .add(Rehearsals.Came.of(one, trigger));
        return made(news);
    }

    private Map<Long, Called> regularly(Tx tx, StoreId id, Flow.OfCalendar trigger) {
        Store store = faces.stores().get(id);
        List<LocalDate> days = CalendarDays.days(trigger, window);
        Map<Long, Called> called = new HashMap<>();
        long after = 0;
        while (true) {
            List<Customers.Called> some =
                    faces.customers().walk(tx, id, new Customers.Walk(Set.of(), true, after, AT_ONCE));
            if (called.size() >= PEOPLE_LIMIT && !some.isEmpty()) {
                gap = new RehearsalGap.TooMany(called.size());
                break;
            }
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
            if (window.holds(at)) news.add(Rehearsals.Came.of(new Calling(one.id(), at, day, null), trigger));
        }
        return news;
    }
}
