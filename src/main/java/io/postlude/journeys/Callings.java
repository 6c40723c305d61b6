package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers.Called;
import io.postlude.customers.Customers.Walk;
import io.postlude.deliveries.Manner;
import io.postlude.flows.CustomerDay;
import io.postlude.flows.Flow;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders.Between;
import io.postlude.orders.Orders.Purchase;
import io.postlude.segments.Segment;
import io.postlude.segments.Segments;
import io.postlude.stores.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds whom a day of the calendar calls up to a journey. */
final class Callings {
    private final JourneysModule.Faces faces;

    Callings(JourneysModule.Faces faces) {
        this.faces = faces;
    }

    /**
     * Somebody's day.
     *
     * @param at when its hour comes by their own clock
     * @param detail how many years an anniversary is of
     */
    record Calling(
            CustomerId person,
            Instant at,
            LocalDate day,
            @Nullable String detail) {

        Run.Subject subject() {
            return new Run.Subject(person.value(), null, null, person);
        }

        Run.What what(Flow.OfCalendar trigger) {
            return new Run.What(name(trigger), at, detail, null);
        }

        /** What one calling has instead of an event's id: the same day never lets in twice. */
        long occasion() {
            return day.toEpochDay();
        }

        private static String name(Flow.OfCalendar trigger) {
            return switch (trigger) {
                case Flow.OnDay(var of, var _, var _) -> of.code();
                case Flow.Weekly _ -> "week";
                case Flow.Monthly _ -> "month";
                case Flow.Members _ -> "members";
            };
        }
    }

    /** Which day is looked at, and for whom its hour must come when. */
    record Wanted(Flow.OfCalendar trigger, LocalDate day, CalendarDays.Window window) {
        Optional<Calling> of(Called one, ZoneId zone, @Nullable String detail) {
            if (trigger instanceof Flow.Members(var _, var on, var _) && on == null)
                return Optional.of(new Calling(one.id(), window.until(), day, detail));
            Instant at = CalendarDays.moment(trigger, day, zone);
            return window.holds(at) ? Optional.of(new Calling(one.id(), at, day, detail)) : Optional.empty();
        }
    }

    /** {@code last}: how far the people were looked at; 0: all of them were. */
    record Some(List<Calling> callings, long last) {}

    /** Those after {@code after} by their ids, of at most {@code limit} people. */
    record Part(long after, int limit) {
        static final Part ALL = new Part(0, Integer.MAX_VALUE);
    }

    Some some(Tx tx, StoreId id, Wanted wanted, Part part) {
        Store store = faces.stores().get(id);
        if (wanted.trigger() instanceof Flow.Members) return members(tx, store, wanted, part);
        if (!(wanted.trigger() instanceof Flow.OnDay day)) return walked(tx, store, wanted, part);
        List<Calling> all = onDay(tx, store, day, wanted).stream()
                .filter(one -> one.person().value() > part.after())
                .limit(part.limit())
                .toList();
        return new Some(
                all, all.size() < part.limit() ? 0 : all.getLast().person().value());
    }

    /** Those who are in a segment at this moment; by their ids, so that a walk goes on where it was. */
    private Some members(Tx tx, Store store, Wanted wanted, Part part) {
        Segment segment = wanted.trigger() instanceof Flow.Members members
                ? faces.segments().byKey(tx, store.id(), members.segment()).orElse(null)
                : null;
        if (segment == null) return new Some(List.of(), 0);
        List<CustomerId> members = faces.segments()
                .membersAfter(tx, store.id(), segment.id(), new Segments.Walk(part.after(), part.limit()));
        Map<CustomerId, Called> called = faces.customers().called(tx, store.id(), members);
        Map<CustomerId, Calling> callings = new LinkedHashMap<>();
        for (CustomerId member : members) {
            Called one = called.get(member);
            if (one == null) continue;
            wanted.of(one, Manner.zone(store, one.zone()), segment.key())
                    .ifPresent(calling -> callings.putIfAbsent(one.id(), calling));
        }
        return new Some(
                List.copyOf(callings.values()),
                members.size() < part.limit() ? 0 : members.getLast().value());
    }

    private Some walked(Tx tx, Store store, Wanted wanted, Part part) {
        boolean own = wanted.window().holds(CalendarDays.moment(wanted.trigger(), wanted.day(), store.zone()));
        Set<String> outside = CalendarDays.zonesOutside(wanted.trigger(), wanted.day(), wanted.window());
        List<Called> people =
                faces.customers().walk(tx, store.id(), new Walk(outside, own, part.after(), part.limit()));
        List<Calling> callings = new ArrayList<>();
        for (Called one : people)
            wanted.of(one, Manner.zone(store, one.zone()), null).ifPresent(callings::add);
        return new Some(
                callings,
                people.size() < part.limit() ? 0 : people.getLast().id().value());
    }

    /** All whose day it is, by their ids. */
    private List<Calling> onDay(Tx tx, Store store, Flow.OnDay trigger, Wanted wanted) {
        List<LocalDate> anchors = CalendarDays.anchors(trigger.offset(), wanted.day());
        List<Calling> callings = new ArrayList<>();
        if (trigger.of() == CustomerDay.BIRTHDAY) {
            for (Called one : faces.customers().bornOn(tx, store.id(), CalendarDays.birthdays(anchors)))
                wanted.of(one, Manner.zone(store, one.zone()), null).ifPresent(callings::add);
        } else ordered(tx, store, new Ordered(trigger.of(), anchors, wanted), callings);
        callings.sort(Comparator.comparingLong(one -> one.person().value()));
        return callings;
    }

    private record Ordered(CustomerDay of, List<LocalDate> anchors, Wanted wanted) {}

    private void ordered(Tx tx, Store store, Ordered asked, List<Calling> callings) {
        Instant oldest = faces.orders().firstPlacedAt(tx, store.id()).orElse(null);
        if (oldest == null) return;
        List<Between> spans = CalendarDays.spans(asked.of(), asked.anchors(), oldest);
        if (spans.isEmpty()) return;
        Map<CustomerId, Called> called =
                faces.customers().called(tx, store.id(), faces.orders().boughtIn(tx, store.id(), spans));
        Map<CustomerId, List<Purchase>> purchases = purchases(tx, store, called);
        Map<CustomerId, Called> heads = new HashMap<>();
        called.values().forEach(one -> heads.put(one.id(), one));
        for (Called one : heads.values()) {
            ZoneId zone = Manner.zone(store, one.zone());
            Instant at =
                    CalendarDays.moment(asked.wanted().trigger(), asked.wanted().day(), zone);
            LocalDate day = day(asked.of(), purchases.getOrDefault(one.id(), List.of()), at, zone);
            if (day == null) continue;
            int years = CalendarDays.years(day, asked.anchors());
            if (asked.of() == CustomerDay.LAST_ORDER ? asked.anchors().contains(day) : years > 0)
                asked.wanted()
                        .of(one, zone, years > 0 ? Integer.toString(years) : null)
                        .ifPresent(callings::add);
        }
    }

    /** By the record they are known as now, whichever they bought under. */
    private Map<CustomerId, List<Purchase>> purchases(Tx tx, Store store, Map<CustomerId, Called> called) {
        List<CustomerId> all = new ArrayList<>(called.keySet());
        called.values().forEach(one -> all.add(one.id()));
        Map<CustomerId, List<Purchase>> purchases = new HashMap<>();
        faces.orders()
                .purchases(tx, store.id(), all.stream().distinct().toList())
                .forEach((id, some) -> {
                    Called head = called.get(id);
                    purchases
                            .computeIfAbsent(head == null ? id : head.id(), key -> new ArrayList<>())
                            .addAll(some);
                });
        return purchases;
    }

    /** Of the first or last order that stood at that moment; null: there was none. */
    private static @Nullable LocalDate day(
            CustomerDay of, Collection<Purchase> purchases, Instant moment, ZoneId zone) {
        Comparator<Instant> order = Comparator.naturalOrder();
        return purchases.stream()
                .filter(one -> !one.placedAt().isAfter(moment)
                        && (one.cancelledAt() == null || one.cancelledAt().isAfter(moment)))
                .map(Purchase::placedAt)
                .min(of == CustomerDay.LAST_ORDER ? order.reversed() : order)
                .map(at -> LocalDate.ofInstant(at, zone))
                .orElse(null);
    }
}
