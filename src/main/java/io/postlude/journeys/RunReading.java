package io.postlude.journeys;

import io.postlude.customers.CustomEventId;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.Medium;
import io.postlude.flows.Span;
import io.postlude.flows.Step;
import io.postlude.journeys.StepDesk.Asked;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Reward;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders.Bought;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnNews;
import io.postlude.stores.Store;
import io.postlude.tracking.ShipmentView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what runs of one store may ask about: some statements, however many runs. */
final class RunReading {
    private final SurroundingsReading surroundings;
    private final JourneysModule.Faces faces;
    private final EventLog log;
    private final List<Worries> worries;
    private final InstantSource clock;

    RunReading(
            SurroundingsReading surroundings,
            JourneysModule.Faces faces,
            List<Worries> worries,
            JourneysModule.Ground ground) {
        this.surroundings = surroundings;
        this.faces = faces;
        this.worries = List.copyOf(worries);
        this.log = ground.log();
        this.clock = ground.clock();
    }

    Round read(Tx tx, StoreId store, List<Run> runs) {
        return read(tx, store, runs, wants(tx, store, runs));
    }

    /** What is read only where a condition speaks of it. */
    record Wants(boolean segments, boolean promises, Set<String> awarded) {
        static Wants of(Flow flow) {
            return new Wants(
                    flow.asksForSegments(), flow.asksFor("promise"), flow.awards() ? messages(flow) : Set.of());
        }

        Wants and(Wants other) {
            Set<String> both = new HashSet<>(awarded);
            both.addAll(other.awarded);
            return new Wants(segments || other.segments, promises || other.promises, both);
        }

        private static Set<String> messages(Flow flow) {
            return flow.steps().stream()
                    .<String>mapMulti((step, into) -> {
                        if (step instanceof Step.Touch touch) into.accept(touch.message());
                    })
                    .collect(Collectors.toSet());
        }
    }

    Round read(Tx tx, StoreId store, List<Run> runs, Wants wants) {
        List<OrderId> orders = runs.stream()
                .map(run -> run.subject().order())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<CustomerId> people = runs.stream()
                .map(run -> run.subject().customer())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Surroundings around =
                surroundings.read(tx, store, new SurroundingsReading.About(orders, people, List.of(), returns(runs)));
        Set<FlowId> live = new HashSet<>();
        for (Flows.Published published : faces.flows().live(tx, store)) live.add(published.id());
        Set<CustomerId> heads = new HashSet<>(people);
        around.people().values().forEach(reach -> heads.add(reach.id()));
        return new Round(
                around,
                faces.orders().bought(tx, store, heads),
                wants.segments() ? faces.segments().names(tx, store, heads) : Map.of(),
                PaceSql.look(tx, store, heads),
                worries(tx, store, orders, around),
                wants.promises() ? PromisesOverTime.read(log, tx, store, orders) : PromisesOverTime.NOTHING,
                details(tx, store, runs),
                awards(tx, store, runs, wants),
                live,
                clock.instant());
    }

    private Map<CustomEventId, Map<String, Object>> details(Tx tx, StoreId store, List<Run> runs) {
        List<CustomEventId> told = runs.stream()
                .map(run -> run.came().what().told())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return faces.customers().customEvents().details(tx, store, told);
    }

    private static List<ReturnId> returns(List<Run> runs) {
        return runs.stream()
                .map(run -> run.subject().returned())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private Wants wants(Tx tx, StoreId store, List<Run> runs) {
        return runs.stream()
                .map(run -> new VersionOf(run.flow(), run.version()))
                .distinct()
                .flatMap(one -> faces.flows().version(tx, store, one.flow(), one.number()).stream())
                .map(Wants::of)
                .reduce(new Wants(false, false, Set.of()), Wants::and);
    }

    private Awards awards(Tx tx, StoreId store, List<Run> runs, Wants wants) {
        if (wants.awarded().isEmpty()) return Awards.NONE;
        Map<Long, Reward> given = faces.rewards()
                .ofRuns(tx, store, runs.stream().map(run -> run.id().value()).toList());
        return new Awards(given, faces.texts().ofRewards(tx, store, wants.awarded()));
    }

    /** What runs were given, by their ids, and which messages name a reward. */
    record Awards(Map<Long, Reward> given, Set<String> naming) {
        static final Awards NONE = new Awards(Map.of(), Set.of());
    }

    private record VersionOf(FlowId flow, int number) {}

    /** Open problems of parcels, and what other modules know to be open. */
    private Map<OrderId, List<String>> worries(Tx tx, StoreId store, List<OrderId> orders, Surroundings around) {
        Map<OrderId, List<String>> open = new HashMap<>();
        for (OrderId order : orders) {
            List<String> problems = problems(around, order);
            if (!problems.isEmpty()) open.put(order, problems);
        }
        for (Worries source : worries)
            source.open(tx, store, orders)
                    .forEach((order, words) -> open.merge(
                            order,
                            words,
                            (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream())
                                    .toList()));
        return open;
    }

    /** What is open about parcels of an order that have not arrived. */
    static List<String> problems(Surroundings around, OrderId order) {
        return around.parcels(order).stream()
                .filter(parcel -> !parcel.arrived())
                .flatMap(parcel -> StepFacts.problems(parcel).stream())
                .toList();
    }

    /** All that was read for some runs of one store. */
    record Round(
            Surroundings around,
            Map<CustomerId, Bought> bought,
            Map<CustomerId, Set<String>> segments,
            Map<CustomerId, Pace> paces,
            Map<OrderId, List<String>> worries,
            PromisesOverTime promises,
            Map<CustomEventId, Map<String, Object>> details,
            Awards awards,
            Set<FlowId> live,
            Instant now) {

        Store store() {
            return around.store();
        }

        /** As it would be at another moment, for a journey that may not be published yet. */
        Round at(Instant moment, Set<FlowId> open) {
            return new Round(around, bought, segments, paces, worries, promises, details, awards, open, moment);
        }

        /** As if this had been given. */
        Round awarded(Map<Long, Reward> given) {
            Awards others = new Awards(given, awards.naming());
            return new Round(around, bought, segments, paces, worries, promises, details, others, live, now);
        }

        StepFacts facts(Run run) {
            OrderView order = order(run);
            Recipient recipient = recipient(run, order);
            CustomerId head = recipient.customer();
            List<ShipmentView> parcels = order == null ? List.of() : around.parcels(order.id());
            CustomerId customer = run.subject().customer();
            ReturnId back = run.subject().returned();
            CustomEventId told = run.came().what().told();
            ReturnNews.Stand stand = back == null ? null : around.returns().get(back);
            return new StepFacts(
                    run,
                    new StepFacts.Known(
                            order,
                            parcels,
                            promises,
                            stand == null ? null : stand.view(),
                            told == null ? Map.of() : details.getOrDefault(told, Map.of()),
                            recipient,
                            customer == null ? null : around.people().get(customer),
                            head == null ? null : bought.get(head),
                            head == null ? Set.of() : segments.getOrDefault(head, Set.of()),
                            head == null ? Pace.NOTHING : paces.getOrDefault(head, Pace.NOTHING),
                            awards.given().get(run.id().value()),
                            now));
        }

        private @Nullable OrderView order(Run run) {
            OrderId order = run.subject().order();
            return order == null ? null : around.order(order).orElse(null);
        }

        /** The canonical person, so that who is known twice is not written to twice as often. */
        private Recipient recipient(Run run, @Nullable OrderView order) {
            Recipient found = order == null
                    ? Recipients.of(around, Objects.requireNonNull(run.subject().customer()))
                    : Recipients.of(around, order);
            var reach = found.customer() == null ? null : around.people().get(found.customer());
            return reach == null ? found : found.known(reach.id());
        }

        Asked ask(TouchpointId id, Run run, Flow flow, Walking.Touched touched) {
            StepFacts facts = facts(run);
            Instant usefulUntil = touched.step().useful().after(touched.at(), facts.zone());
            return asked(new Asking(id, run, flow, touched.step()), touched.at(), usefulUntil, facts);
        }

        Asked askAgain(StepSql.Waiting waiting, Run run, Flow flow, Step.Touch step) {
            return asked(new Asking(waiting.id(), run, flow, step), waiting.at(), waiting.usefulUntil(), facts(run));
        }

        /** Its step is gone: nobody wants it any more. */
        Asked withdraw(StepSql.Waiting waiting, Run run, Flow flow) {
            Step.Touch gone = new Step.Touch(
                    waiting.step(), "", List.of(Medium.EMAIL), Purpose.SERVICE, null, Span.NONE, 9, null);
            Asked asked = askAgain(waiting, run, flow, gone);
            return new Asked(asked.question().unwanted(), asked.facts());
        }

        private record Asking(TouchpointId id, Run run, Flow flow, Step.Touch step) {}

        private Asked asked(Asking asking, Instant at, Instant usefulUntil, StepFacts facts) {
            OrderView order = order(asking.run());
            var onlyIf = asking.step().onlyIf();
            return new Asked(
                    new StepQuestion(
                            asking.id(),
                            asking.run(),
                            asking.flow(),
                            asking.step(),
                            at,
                            usefulUntil,
                            order,
                            facts.recipient(),
                            Reachable.BY_MAIL,
                            around.rules(),
                            Pace.NOTHING,
                            live.contains(asking.run().flow()),
                            onlyIf == null || facts.holds(onlyIf, now),
                            !awards.naming().contains(asking.step().message()) || facts.reward() != null,
                            order == null ? List.of() : worries.getOrDefault(order.id(), List.of()),
                            now),
                    facts);
        }
    }
}
