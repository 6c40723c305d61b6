package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.ReachOverTime;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.Medium;
import io.postlude.flows.Step;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.WaysOut;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnId;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the past of some people: some statements, however many they are. */
final class PastReading {
    /** What was sent and what was decided are written down by two looks at the clock. */
    private static final Duration SAME_MOMENT = Duration.ofMinutes(5);

    private final EventLog log;
    private final JourneysModule.Faces faces;
    private final SurroundingsReading surroundings;

    PastReading(EventLog log, JourneysModule.Faces faces, SurroundingsReading surroundings) {
        this.log = log;
        this.faces = faces;
        this.surroundings = surroundings;
    }

    /** {@code news}: of the orders and people that are looked at; {@code start}: from when on it is rehearsed. */
    record About(FlowId id, Flow flow, List<Rehearsals.News> news, Instant start) {
        List<Occurrence> occurrences() {
            return news.stream()
                    .<Occurrence>mapMulti((one, into) -> {
                        if (one instanceof Rehearsals.Happened(Occurrence what)) into.accept(what);
                    })
                    .toList();
        }

        /** Only a journey about returns looks at them. */
        List<ReturnId> returns() {
            return flow.entry().per() != Flow.Per.RETURN
                    ? List.of()
                    : occurrences().stream()
                            .map(Occurrence::returned)
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList();
        }

        Set<CustomerId> called() {
            return news.stream()
                    .<CustomerId>mapMulti((one, into) -> {
                        switch (one) {
                            case Rehearsals.Came came -> into.accept(came.person());
                            case Rehearsals.Happened(Occurrence what) -> {
                                if (what.about().person() != null)
                                    into.accept(what.about().person());
                            }
                        }
                    })
                    .collect(Collectors.toSet());
        }
    }

    Past read(Tx tx, StoreId store, About about) {
        List<OrderId> orders = about.occurrences().stream()
                .map(Occurrence::order)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Set<CustomerId> called = about.called();
        List<ReturnId> returns = about.returns();
        Surroundings now =
                surroundings.read(tx, store, new SurroundingsReading.About(orders, called, List.of(), returns));
        Set<CustomerId> people = new HashSet<>(called);
        now.orders().values().stream()
                .map(OrderView::customer)
                .filter(Objects::nonNull)
                .forEach(people::add);
        Map<CustomerId, ReachOverTime> reach = faces.customers().reachOverTime(tx, store, people);
        Heads heads = new Heads(people, reach);
        return new Past(
                now,
                about.id(),
                reach,
                faces.orders().purchases(tx, store, heads.all()),
                about.flow().asksForSegments() ? faces.segments().belongings(tx, store, heads.all()) : Map.of(),
                paces(tx, store, about, heads),
                parcels(tx, store, orders),
                about.flow().asksFor("promise")
                        ? PromisesOverTime.read(log, tx, store, orders)
                        : PromisesOverTime.NOTHING,
                faces.returns().overTime(tx, store, returns),
                faces.customers()
                        .customEvents()
                        .details(
                                tx,
                                store,
                                about.occurrences().stream()
                                        .map(one -> one.what().told())
                                        .filter(Objects::nonNull)
                                        .toList()),
                reaching(tx, store, about, heads),
                OtherJourneys.read(tx, store, new OtherJourneys.Of(about.id(), heads.all(), about.start())),
                before(tx, store, about, now),
                giving(tx, store, about.flow()));
    }

    private Past.Giving giving(Tx tx, StoreId store, Flow flow) {
        RunReading.Wants wants = RunReading.Wants.of(flow);
        return wants.awarded().isEmpty()
                ? Past.Giving.NOTHING
                : new Past.Giving(
                        faces.rewards().offers(tx, store), faces.texts().ofRewards(tx, store, wants.awarded()));
    }

    /** As it is now: who could be reached how is not kept over time. */
    private Reaching.Read reaching(Tx tx, StoreId store, About about, Heads heads) {
        Set<String> texts = about.flow().steps().stream()
                .<Step.Touch>mapMulti((step, into) -> {
                    if (step instanceof Step.Touch touch && !touch.media().equals(List.of(Medium.EMAIL)))
                        into.accept(touch);
                })
                .map(Step.Touch::message)
                .collect(Collectors.toSet());
        if (texts.isEmpty()) return Reaching.Read.NOTHING;
        List<String> numbers = heads.reach().values().stream()
                .map(one -> one.at(about.start()).phone())
                .filter(Objects::nonNull)
                .toList();
        return new Reaching(faces.texts())
                .read(tx, store, new Reaching.About(texts, new WaysOut.Of(numbers, heads.all())), about.start());
    }

    private ParcelsOverTime parcels(Tx tx, StoreId store, List<OrderId> orders) {
        Map<ShipmentId, List<TrackingEvent>> events = new HashMap<>();
        log.ofKeys(
                tx,
                store,
                new EventLog.Keys(
                        orders.stream().mapToLong(OrderId::value).toArray(),
                        Set.of(
                                TrackingEvent.ShipmentMoved.class,
                                TrackingEvent.ShipmentProblemOpened.class,
                                TrackingEvent.ShipmentProblemResolved.class,
                                TrackingEvent.ShipmentStalled.class,
                                TrackingEvent.ShipmentResumed.class)),
                logged -> {
                    if (logged.event() instanceof TrackingEvent event)
                        events.computeIfAbsent(event.shipment(), id -> new ArrayList<>())
                                .add(event);
                });
        return new ParcelsOverTime(events);
    }

    private static Map<Long, Past.Before> before(Tx tx, StoreId store, About about, Surroundings now) {
        Set<Long> subjects = new HashSet<>();
        about.called().forEach(person -> subjects.add(person.value()));
        for (Occurrence one : about.occurrences())
            one.subject(
                            about.flow().entry().per(),
                            one.order() == null ? null : now.order(one.order()).orElse(null))
                    .ifPresent(subject -> subjects.add(subject.id()));
        Map<Long, Past.Before> before = new HashMap<>();
        tx.each(
                """
                select distinct on (subject_id) subject_id, turn, left_at is null or left_at > ? from journeys.run
                where store_id = ? and flow_id = ? and subject_id = any(?) and entered_at < ? order by subject_id, turn desc""",
                row -> before.put(row.getLong(1), new Past.Before(row.getInt(2), row.getBoolean(3), null)),
                about.start(),
                store,
                about.id(),
                subjects.stream().mapToLong(Long::longValue).toArray(),
                about.start());
        return before;
    }

    /** What these people were sent by other journeys: all, without what this one really sent. */
    private static Map<CustomerId, Pace> paces(Tx tx, StoreId store, About about, Heads heads) {
        Map<CustomerId, List<Instant>> own = new HashMap<>();
        tx.each(
                """
                select customer_id, decided_at from journeys.touchpoint
                where store_id = ? and flow_id = ? and outcome = 'SENT' and noticed_at >= ? and customer_id = any(?)""",
                row -> own.computeIfAbsent(heads.of(new CustomerId(row.getLong(1))), id -> new ArrayList<>())
                        .add(Tx.instantNotNull(row, "decided_at")),
                store,
                about.id(),
                about.start(),
                heads.people().stream().mapToLong(CustomerId::value).toArray());
        Set<String> messages = about.flow().steps().stream()
                .filter(Step.Touch.class::isInstance)
                .map(step -> ((Step.Touch) step).message())
                .collect(Collectors.toSet());
        Map<CustomerId, Pace> paces = new HashMap<>();
        PaceSql.look(tx, store, heads.all()).forEach((person, pace) -> {
            List<Instant> mine = own.getOrDefault(person, List.of());
            paces.put(
                    person,
                    new Pace(pace.sent().stream()
                            .filter(one -> !messages.contains(one.message()) || !isAmong(mine, one.at()))
                            .toList()));
        });
        return paces;
    }

    private static boolean isAmong(List<Instant> moments, Instant at) {
        return moments.stream().anyMatch(one -> Duration.between(one, at).abs().compareTo(SAME_MOMENT) < 0);
    }

    /** People as orders name them, and who they are. */
    private record Heads(Set<CustomerId> people, Map<CustomerId, ReachOverTime> reach) {
        CustomerId of(CustomerId person) {
            ReachOverTime known = reach.get(person);
            return known == null ? person : known.id();
        }

        Set<CustomerId> all() {
            Set<CustomerId> all = new HashSet<>(people);
            reach.values().forEach(one -> all.add(one.id()));
            return all;
        }
    }
}
