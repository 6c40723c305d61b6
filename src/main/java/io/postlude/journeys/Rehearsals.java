package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.Signal;
import io.postlude.flows.Span;
import io.postlude.flows.Step;
import io.postlude.kernel.Event;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs a journey over what really happened to this store, by a clock of its own: the same walking and deciding as for real, on
 * the facts as they were at each moment. Writes and sends nothing.
 *
 * <p>Known as it was then: orders with their refunds and cancellations, parcels with their problems, consent, what was bought,
 * what other journeys sent. Taken as it is now: the store's own rules, refused addresses, tags, and what other modules hold to
 * be open. What was recorded late counts from when it happened.
 */
public final class Rehearsals {
    /** Nobody looks further back. */
    public static final int MOST_DAYS = 90;

    private static final int PEOPLE_AT_ONCE = 1_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofDays(120);
    private static final Duration DATE_WAIT = Duration.ofDays(30);

    private final EventLog log;
    private final JourneysModule.Faces faces;
    private final PastReading reading;

    private final StepLetters letters;

    Rehearsals(EventLog log, JourneysModule.Faces faces, SurroundingsReading surroundings, StepLetters letters) {
        this.letters = letters;
        this.log = log;
        this.faces = faces;
        this.reading = new PastReading(log, faces, surroundings);
    }

    /** What is rehearsed, and over what time; {@code until} is not included. */
    public record Wanted(FlowId id, Flow flow, Instant from, Instant until) {}

    /** Who would come in, and what would be decided; sums over all, and the decisions themselves up to a limit. */
    public RehearsalReport rehearse(Tx tx, StoreId store, Wanted wanted) {
        RehearsalReport.Gathering gathering =
                new RehearsalReport.Gathering(wanted, new RehearsedCost(faces, letters).counting(tx, store));
        walk(tx, store, wanted, gathering);
        return gathering.report();
    }

    /** Which decision: about whom or what, at which step, and when the last word was said. */
    public record Which(long subject, String step, Instant decidedAt) {}

    /** A message as it would have looked; {@code html} is empty on channels that carry none. */
    public record Rendered(RehearsedDecision decision, String subject, String html, String text) {}

    /** One message of a rehearsal, with the facts of that moment and the words of today; empty where none would have gone. */
    public Optional<Rendered> read(Tx tx, StoreId store, Wanted wanted, Which which) {
        RehearsedLetter letter = new RehearsedLetter(which, faces.stores().get(store), letters);
        walk(tx, store, wanted, letter);
        return letter.rendered(faces.texts(), tx);
    }

    /** Everybody who would come in for the first time in the time looked at, and when. */
    Map<CustomerId, Instant> entrants(Tx tx, StoreId store, Wanted wanted) {
        Entrants entrants = new Entrants(wanted, new HashMap<>());
        walk(tx, store, wanted, entrants);
        return entrants.first();
    }

    private record Entrants(Wanted wanted, Map<CustomerId, Instant> first) implements Audience {
        @Override
        public void entered(Run run, boolean heldOut) {
            Instant at = run.came().enteredAt();
            CustomerId person = run.subject().customer();
            if (person != null && !at.isBefore(wanted.from()) && at.isBefore(wanted.until()))
                first.merge(person, at, (one, other) -> one.isBefore(other) ? one : other);
        }

        @Override
        public void decided(RehearsedDecision decision) {}
    }

    /** Who hears of what a rehearsal comes by. */
    interface Audience {
        void entered(Run run, boolean heldOut);

        /** The last word about one touchpoint; {@code held}: the rules that deferred it before. */
        void decided(RehearsedDecision decision);

        /** Something would have gone out, with all that was known for it. */
        default void sends(StepQuestion question, StepFacts facts) {}

        /** Something this rehearsal cannot know. */
        default void unknown(RehearsalGap gap) {}
    }

    /** What may move somebody: something that happened, or a day that came. */
    sealed interface News {
        Instant at();
    }

    record Happened(Occurrence what) implements News {
        @Override
        public Instant at() {
            return what.at();
        }
    }

    /** {@code occasion}: what it has instead of an event's id. */
    record Came(CustomerId person, Run.What what, long occasion) implements News {
        static Came of(Callings.Calling one, Flow.OfCalendar trigger) {
            return new Came(one.person(), one.what(trigger), one.occasion());
        }

        @Override
        public Instant at() {
            return what.at();
        }
    }

    void walk(Tx tx, StoreId store, Wanted wanted, Audience audience) {
        Instant start = wanted.from().minus(warmUp(wanted.flow()));
        Map<Long, List<News>> byPerson = byPerson(tx, store, occurrences(tx, store, wanted, start));
        PastCallings callings = new PastCallings(faces, new CalendarDays.Window(start.minusMillis(1), wanted.until()));
        Map<Long, PastCallings.Called> called =
                callings.of(tx, store, wanted.flow().entry().trigger());
        callings.gap().ifPresent(audience::unknown);
        young(tx, store, wanted).forEach(audience::unknown);
        Map<String, Long> awarded = new TreeMap<>();
        for (List<Long> people : batches(byPerson.keySet(), called.keySet())) {
            List<News> news = new ArrayList<>();
            for (Long person : people) {
                news.addAll(byPerson.getOrDefault(person, List.of()));
                PastCallings.Called one = called.get(person);
                if (one != null) news.addAll(one.all());
            }
            Past past = reading.read(tx, store, new PastReading.About(wanted.id(), wanted.flow(), news, start));
            VirtualWalk walk = new VirtualWalk(wanted, past, audience);
            walk.walk(news);
            walk.awarded().forEach((pool, many) -> awarded.merge(pool, many, Long::sum));
        }
        awarded.forEach((pool, many) -> {
            int left = faces.rewards().left(tx, store, pool, many.intValue());
            if (left < many) audience.unknown(new RehearsalGap.ShortPool(pool, left, many));
        });
    }

    /** Who would have been in a segment before it was there, nobody knows. */
    private List<RehearsalGap> young(Tx tx, StoreId store, Wanted wanted) {
        Set<String> named = wanted.flow().segments();
        if (named.isEmpty()) return List.of();
        List<RehearsalGap> gaps = new ArrayList<>();
        faces.segments().since(tx, store).forEach((key, since) -> {
            if (named.contains(key) && since.isAfter(wanted.from()))
                gaps.add(new RehearsalGap.YoungSegment(key, since));
        });
        return gaps;
    }

    /** Who came in before the time that is looked at may still be under way in it: as long as the journey can last. */
    private static Duration warmUp(Flow flow) {
        Duration length = Duration.ofDays(1);
        for (Step step : flow.steps())
            length = length.plus(
                    switch (step) {
                        case Step.Wait(var _, Step.After(Span span, var _, var _), var _) ->
                            length(span).plusDays(1);
                        case Step.Wait _ -> DATE_WAIT;
                        case Step.Await await -> length(await.atMost());
                        case Step.Touch touch -> length(touch.useful());
                        case Step.Branch _, Step.Split _, Step.Act _, Step.Goal _ -> Duration.ZERO;
                    });
        return length.compareTo(LONGEST_WARM_UP) < 0 ? length : LONGEST_WARM_UP;
    }

    private static Duration length(Span span) {
        return Duration.between(Instant.EPOCH, span.after(Instant.EPOCH, java.time.ZoneOffset.UTC))
                .abs();
    }

    private List<Occurrence> occurrences(Tx tx, StoreId store, Wanted wanted, Instant start) {
        Set<Class<? extends Event>> kinds = new HashSet<>();
        if (wanted.flow().entry().trigger() instanceof Flow.On(Signal signal))
            kinds.add(signal.happening().type());
        for (Step step : wanted.flow().steps())
            if (step instanceof Step.Await await)
                kinds.add(await.signal().happening().type());
        List<Occurrence> all = new ArrayList<>();
        if (kinds.isEmpty()) return all;
        Consumer<io.postlude.kernel.Logged> taker =
                logged -> Occurrence.of(logged).ifPresent(all::add);
        log.between(tx, store, new EventLog.Stretch(start, wanted.until(), kinds), taker);
        // As for real: of what goes back to somebody else the buyer hears nothing.
        Set<ReturnId> gifts = faces.returns()
                .gifts(
                        tx,
                        store,
                        all.stream()
                                .map(Occurrence::returned)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()));
        all.removeIf(one -> one.returned() != null && gifts.contains(one.returned()));
        return all;
    }

    /** By whom it happened to; where nobody is known, by the order. */
    private Map<Long, List<News>> byPerson(Tx tx, StoreId store, List<Occurrence> all) {
        Map<OrderId, CustomerId> buyers = faces.orders()
                .buyers(
                        tx,
                        store,
                        all.stream()
                                .map(Occurrence::order)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList());
        Set<CustomerId> people = new HashSet<>(buyers.values());
        for (Occurrence one : all)
            if (one.about().person() != null) people.add(one.about().person());
        Map<CustomerId, CustomerId> heads = faces.customers().canonical(tx, store, people);
        Map<Long, List<News>> byPerson = new HashMap<>();
        for (Occurrence one : all) {
            OrderId order = one.order();
            CustomerId told = one.about().person();
            CustomerId whose = told != null || order == null ? told : buyers.get(order);
            CustomerId head = whose == null ? null : heads.getOrDefault(whose, whose);
            long key = head == null ? Objects.requireNonNull(order).value() : head.value();
            byPerson.computeIfAbsent(key, id -> new ArrayList<>(4)).add(new Happened(one));
        }
        return byPerson;
    }

    /** All that happened to one person in one batch, so that what they were sent is counted together. */
    private static List<List<Long>> batches(Set<Long> some, Set<Long> others) {
        List<Long> all = new ArrayList<>(new TreeSet<>(some));
        others.stream().filter(one -> !some.contains(one)).sorted().forEach(all::add);
        List<List<Long>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PEOPLE_AT_ONCE)
            batches.add(all.subList(from, Math.min(all.size(), from + PEOPLE_AT_ONCE)));
        return batches;
    }
}
