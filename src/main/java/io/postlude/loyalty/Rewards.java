package io.postlude.loyalty;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives rewards out of pools, each code once, and says what was given. A pool that is empty, closed or over gives nothing: that
 * is an answer and no failure.
 */
public final class Rewards {
    private final Stores stores;
    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;

    Rewards(Stores stores, EventLog log, Ids ids, InstantSource clock) {
        this.stores = stores;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Who is to have one.
     *
     * @param run the run of a journey that gives it: it has one of a pool at most, however often it asks
     * @param order it is given for; null: for none
     */
    public record Wish(
            long run,
            @Nullable CustomerId customer,
            @Nullable OrderId order) {}

    /**
     * Gives each run one of a pool; a run that has one keeps it. For whom none is left goes without. In the transaction it is
     * handed: what is undone was never given.
     */
    public void give(Tx tx, StoreId store, String pool, List<Wish> wishes) {
        Pool from = PoolSql.byKey(tx, store, pool).orElse(null);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, stores.get(store).zone());
        if (from == null || !from.gives(today)) return;
        List<Wish> open = open(tx, store, from, wishes);
        List<CodeSql.Code> codes = codes(tx, store, from, open.size());
        List<GivenSql.Row> given = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++)
            given.add(new GivenSql.Row(
                    new RewardId(ids.next()),
                    from,
                    codes.get(i).id(),
                    open.get(i),
                    now,
                    from.validity().lastDay(today)));
        GivenSql.insert(tx, store, given);
        log.append(tx, given.stream().map(one -> event(store, one)).toList());
        if (from.kind() == Pool.Kind.LISTED) lookLow(tx, store, from, now);
    }

    private static List<Wish> open(Tx tx, StoreId store, Pool pool, List<Wish> wishes) {
        Set<Long> have = new HashSet<>(GivenSql.have(
                tx, store, pool.id(), wishes.stream().map(Wish::run).toList()));
        return wishes.stream().filter(wish -> have.add(wish.run())).toList();
    }

    private static List<CodeSql.Code> codes(Tx tx, StoreId store, Pool pool, int many) {
        if (many == 0) return List.of();
        if (pool.kind() == Pool.Kind.LISTED) return CodeSql.take(tx, store, pool.id(), many);
        return java.util.Collections.nCopies(many, CodeSql.shared(tx, store, pool.id()));
    }

    private static RewardEvent event(StoreId store, GivenSql.Row one) {
        return new RewardEvent.RewardGiven(
                store,
                one.id(),
                one.pool().id(),
                one.wish().customer(),
                one.wish().order(),
                one.at());
    }

    /** Two that give at the same moment may both see enough left; the next one then tells it. */
    private void lookLow(Tx tx, StoreId store, Pool pool, Instant now) {
        int left = CodeSql.left(tx, store, pool.id(), pool.lowBelow());
        if (left < pool.lowBelow() && PoolSql.tellLow(tx, store, pool.id(), now))
            log.append(tx, new RewardEvent.PoolRanLow(store, pool.id(), pool.name(), left, now));
    }

    /** What these runs were given, of several the newest; who has none is not in it. */
    public Map<Long, Reward> ofRuns(Tx tx, StoreId store, Collection<Long> runs) {
        return runs.isEmpty() ? Map.of() : GivenSql.ofRuns(tx, store, runs);
    }

    /** What a pool would give, with a made-up code: for rehearsals. Nothing is used up, however often it is asked. */
    public record Offer(Pool pool, ZoneId zone) {
        /** Empty where it would give nothing at that moment; how many codes are left is not looked at. */
        public Optional<Reward> at(Instant moment) {
            LocalDate day = LocalDate.ofInstant(moment, zone);
            String shared = pool.shared();
            return pool.gives(day)
                    ? Optional.of(new Reward(
                            pool.key(),
                            pool.worth(),
                            shared == null ? Reward.EXAMPLE_CODE : shared,
                            pool.validity().lastDay(day),
                            false))
                    : Optional.empty();
        }
    }

    /** By their keys. */
    public Map<String, Offer> offers(Tx tx, StoreId store) {
        ZoneId zone = stores.get(store).zone();
        Map<String, Offer> offers = new LinkedHashMap<>();
        for (Pool one : PoolSql.all(tx, store)) offers.put(one.key(), new Offer(one, zone));
        return offers;
    }

    /** For how many a pool has enough, counted no further than this; a code for everybody is always enough. */
    public int left(Tx tx, StoreId store, String pool, int atMost) {
        return PoolSql.byKey(tx, store, pool)
                .map(one -> one.kind() == Pool.Kind.SHARED ? atMost : CodeSql.left(tx, store, one.id(), atMost))
                .orElse(0);
    }

    /** Names of those something can be given from, by their keys. */
    public Map<String, String> names(Tx tx, StoreId store) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Pool one : PoolSql.all(tx, store)) if (one.closedAt() == null) names.put(one.key(), one.name());
        return names;
    }
}
