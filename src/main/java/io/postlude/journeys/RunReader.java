package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.Flow;
import io.postlude.flows.Flows;
import io.postlude.flows.Happening;
import io.postlude.flows.Signal;
import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets subjects into journeys and ends waits as events come, in the transaction that moves its place in the log. */
final class RunReader implements LogReader {
    static final String NAME = "journey-runs";

    private final RunDesk desk;
    private final Entrance entrance;
    private final Flows flows;
    private final JourneysModule.Faces faces;

    RunReader(RunDesk desk, Entrance entrance, JourneysModule.Faces faces) {
        this.desk = desk;
        this.entrance = entrance;
        this.flows = faces.flows();
        this.faces = faces;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Arrays.stream(Happening.values()).map(Happening::type).collect(Collectors.toSet());
    }

    @Override
    public boolean startsAtTheEnd() {
        return true;
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        Map<StoreId, List<Occurrence>> byStore = new TreeMap<>(Comparator.comparingInt(StoreId::value));
        Map<StoreId, Set<ReturnId>> gifts = gifts(tx, events);
        for (Logged logged : events)
            if (!logged.seenBefore() && !isOfGift(gifts, logged))
                Occurrence.of(logged)
                        .ifPresent(one -> byStore.computeIfAbsent(logged.store(), store -> new ArrayList<>())
                                .add(one));
        byStore.forEach((store, all) -> take(tx, store, all));
    }

    /** Of what goes back to somebody else the buyer must not hear by a journey either. */
    private Map<StoreId, Set<ReturnId>> gifts(Tx tx, List<Logged> events) {
        Map<StoreId, Set<ReturnId>> asked = new HashMap<>();
        for (Logged logged : events)
            if (logged.event() instanceof ReturnEvent event && event.returned() != null)
                asked.computeIfAbsent(logged.store(), store -> new HashSet<>()).add(event.returned());
        asked.replaceAll((store, ids) -> faces.returns().gifts(tx, store, ids));
        return asked;
    }

    private static boolean isOfGift(Map<StoreId, Set<ReturnId>> gifts, Logged logged) {
        return logged.event() instanceof ReturnEvent event
                && event.returned() != null
                && gifts.getOrDefault(logged.store(), Set.of()).contains(event.returned());
    }

    private void take(Tx tx, StoreId store, List<Occurrence> all) {
        Map<OrderId, OrderView> orders = new HashMap<>();
        List<Flows.Published> live = flows.live(tx, store);
        List<OrderId> about = all.stream()
                .map(Occurrence::order)
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparingLong(OrderId::value))
                .toList();
        List<CustomerId> told = all.stream()
                .map(one -> one.about().person())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<Run> awaiting = RunSql.awaiting(tx, store, about, told);
        if (live.isEmpty() && awaiting.isEmpty()) return;
        faces.orders().orders(tx, store, about).forEach(order -> orders.put(order.id(), order));
        List<News> news = new ArrayList<>();
        for (Occurrence one : all) {
            OrderView order = one.order() == null ? null : orders.get(one.order());
            if ((order != null && !one.isHistoryOf(order)) || one.about().person() != null)
                news.add(new News(one, order));
        }
        for (List<News> round : rounds(news)) {
            wake(tx, store, round);
            enter(tx, store, round, live);
        }
    }

    /** Something that happened, with the order it happened to; null: it happened to a person. */
    private record News(Occurrence what, @Nullable OrderView order) {
        @Nullable
        CustomerId person() {
            return what.person(order);
        }

        long whose() {
            CustomerId customer = person();
            return customer == null ? Objects.requireNonNull(order).id().value() : customer.value();
        }
    }

    /** The first news of everybody, then everybody's second: each must find what the one before has done. */
    private static List<List<News>> rounds(List<News> news) {
        List<List<News>> rounds = new ArrayList<>();
        Map<Long, Integer> seen = new HashMap<>();
        for (News one : news) {
            int turn = seen.merge(one.whose(), 1, Integer::sum) - 1;
            if (turn == rounds.size()) rounds.add(new ArrayList<>());
            rounds.get(turn).add(one);
        }
        return rounds;
    }

    private void wake(Tx tx, StoreId store, List<News> news) {
        List<CustomerId> people = news.stream()
                .map(News::person)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<OrderId> orders = news.stream()
                .flatMap(one -> Stream.ofNullable(one.order()))
                .map(OrderView::id)
                .distinct()
                .toList();
        Map<Run, Instant> woken = new LinkedHashMap<>();
        for (Run run : RunSql.awaiting(tx, store, orders, people))
            news.stream()
                    .filter(one -> one.what().ends(run, one.order()))
                    .findFirst()
                    .ifPresent(one -> woken.put(run, one.what().at()));
        desk.wake(tx, store, woken);
    }

    private void enter(Tx tx, StoreId store, List<News> news, List<Flows.Published> live) {
        List<Entrance.Knock> knocks = new ArrayList<>();
        for (News one : news)
            for (Flows.Published published : live) {
                if (!published.open()) continue;
                Flow.Entry entry = published.flow().entry();
                if (!(entry.trigger() instanceof Flow.On(Signal signal))
                        || !signal.equals(one.what().signal())) continue;
                one.what()
                        .subject(entry.per(), one.order())
                        .ifPresent(subject -> knocks.add(new Entrance.Knock(
                                published,
                                subject,
                                one.what().what(),
                                one.what().event())));
            }
        entrance.enter(tx, store, knocks);
    }
}
