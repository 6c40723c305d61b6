package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Money;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.PoolFigures;
import io.postlude.loyalty.PoolId;
import io.postlude.loyalty.Pools;
import io.postlude.loyalty.Worth;
import io.postlude.stores.Actor;
import io.postlude.stores.Audit;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pools of codes that rewards are given out of: listed with what became of them, made, filled, closed. */
final class RewardEndpoints {
    private static final String ALL = "/api/v1/rewards";
    private static final String ONE = ALL + "/{pool}";
    private static final int KEY_LIMIT_SIGNS = 48;
    private static final int LANGUAGES_LIMIT = 30;
    private static final int NUMBER_MOST = 1_000_000;

    private final Pools pools;
    private final Audit audit;

    RewardEndpoints(Pools pools, Audit audit) {
        this.pools = pools;
        this.audit = audit;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.GET, ALL, Scope.REWARDS_READ, this::list),
                new Endpoint(HandlerType.POST, ALL, Scope.REWARDS_WRITE, this::make),
                new Endpoint(HandlerType.GET, ONE, Scope.REWARDS_READ, this::get),
                new Endpoint(HandlerType.POST, ONE + "/codes", Scope.REWARDS_WRITE, this::fill),
                new Endpoint(HandlerType.PUT, ONE + "/closure", Scope.REWARDS_WRITE, this::close));
    }

    record SumAnswer(String currency, String amount) {}

    /** {@code orders} and {@code money} count orders that carry a code; not what a reward brought. */
    record FiguresAnswer(
            long left, long spent, long given, long used, long expired, long open, long orders, List<SumAnswer> money) {
        static FiguresAnswer of(PoolFigures figures) {
            return new FiguresAnswer(
                    figures.left(),
                    figures.spent(),
                    figures.given(),
                    figures.used(),
                    figures.expired(),
                    figures.open(),
                    figures.orders(),
                    figures.money().stream()
                            .map(sum -> new SumAnswer(sum.currency().getCurrencyCode(), sum.decimal()))
                            .toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PoolAnswer(
            String id,
            String key,
            String name,
            String kind,
            @Nullable String code,
            String says,
            @Nullable Integer days,
            @Nullable LocalDate until,
            int lowBelow,
            boolean low,
            Instant madeAt,
            @Nullable Instant closedAt,
            FiguresAnswer figures) {
        static PoolAnswer of(Pool pool, Map<PoolId, PoolFigures> figures) {
            PoolFigures own = figures.getOrDefault(pool.id(), PoolFigures.NOTHING);
            return new PoolAnswer(
                    pool.id().toString(),
                    pool.key(),
                    pool.name(),
                    pool.kind().code(),
                    pool.shared(),
                    pool.worth().says(Locale.ENGLISH),
                    pool.validity().days(),
                    pool.validity().until(),
                    pool.lowBelow(),
                    pool.isLow(own),
                    pool.madeAt(),
                    pool.closedAt(),
                    FiguresAnswer.of(own));
        }
    }

    record PoolList(List<PoolAnswer> rewards) {}

    private Answer list(Call call, Tx tx) {
        Map<PoolId, PoolFigures> figures = pools.figures(tx, call.store());
        return Answer.ok(new PoolList(pools.all(tx, call.store()).stream()
                .map(pool -> PoolAnswer.of(pool, figures))
                .toList()));
    }

    private Answer get(Call call, Tx tx) {
        return Answer.ok(seen(call, tx, pool(call, tx).key()));
    }

    private PoolAnswer seen(Call call, Tx tx, String key) {
        return PoolAnswer.of(
                pools.byKey(tx, call.store(), key).orElseThrow(Refusal::notFound), pools.figures(tx, call.store()));
    }

    private Pool pool(Call call, Tx tx) {
        return pools.byKey(tx, call.store(), call.path("pool")).orElseThrow(Refusal::notFound);
    }

    private Answer make(Call call, Tx tx) {
        JsonFields body = call.body();
        String key = body.needed("key", KEY_LIMIT_SIGNS);
        String name = body.needed("name", Pools.NAME_LIMIT_SIGNS);
        Worth worth = worth(body);
        Integer low = body.whole("lowBelow", 0, NUMBER_MOST);
        Pool.Validity validity = new Pool.Validity(
                body.whole("days", 1, NUMBER_MOST), body.day("until").orElse(null));
        String shared = body.text("code", Pools.CODE_LIMIT_SIGNS);
        call.faults().refuseIfAny();
        Pools.Wanted wanted = new Pools.Wanted(
                key,
                name,
                shared,
                Objects.requireNonNull(worth),
                validity,
                low == null ? 0 : low,
                actor(call).name());
        return switch (pools.make(tx, call.store(), wanted)) {
            case Pools.Kept _ -> {
                record(call, tx, "reward-pool.made", key);
                yield Answer.created(seen(call, tx, key));
            }
            case Pools.Mistaken(List<Problem.FieldError> errors) -> throw Refusal.invalid(errors);
        };
    }

    /** Null where a fault was found. */
    private static @Nullable Worth worth(JsonFields body) {
        int ways = (body.has("percent") ? 1 : 0) + (body.has("amount") ? 1 : 0) + (body.has("words") ? 1 : 0);
        if (ways != 1) {
            body.fault("percent", "say one of percent, amount with currency, and words");
            return null;
        }
        if (body.has("percent")) {
            Integer percent = body.whole("percent", 1, 100);
            return percent == null ? null : new Worth.Percent(percent);
        }
        return body.has("amount") ? amount(body) : words(body);
    }

    private static @Nullable Worth amount(JsonFields body) {
        Money off = body.money("amount", body.currency("currency"));
        if (off != null && off.minor() > 0) return new Worth.Amount(off);
        body.fault("amount", "must be above zero");
        return null;
    }

    private static @Nullable Worth words(JsonFields body) {
        Map<String, String> words = new HashMap<>();
        body.flat("words", LANGUAGES_LIMIT).forEach((language, text) -> {
            boolean good = language.matches("[a-z]{2}")
                    && text instanceof String said
                    && !said.isBlank()
                    && said.length() <= Worth.WORDS_LIMIT_SIGNS;
            if (good) words.put(language, String.valueOf(text));
            else body.fault("words", "needs a text of 1 to " + Worth.WORDS_LIMIT_SIGNS + " signs by two letters");
        });
        if (words.containsKey(Worth.FALLBACK)) return new Worth.Said(words);
        body.fault("words", "needs words in “" + Worth.FALLBACK + "”");
        return null;
    }

    record RefusedAnswer(String code, String detail) {}

    record FilledAnswer(int taken, List<RefusedAnswer> refused) {}

    private Answer fill(Call call, Tx tx) {
        Pool pool = pool(call, tx);
        JsonFields body = call.body();
        List<String> codes = body.texts("codes");
        if (codes.isEmpty()) body.fault("codes", "is needed");
        if (codes.size() > Pools.CODES_LIMIT)
            body.fault(
                    "codes", "has " + codes.size() + " entries; at most " + Pools.CODES_LIMIT + " are taken at once");
        if (pool.kind() == Pool.Kind.SHARED)
            body.fault("codes", "this pool has one code for everybody and takes no list");
        call.faults().refuseIfAny();
        Pools.Filled filled = pools.fill(
                tx, call.store(), pool, new Pools.Filling(codes, actor(call).name()));
        record(call, tx, "reward-pool.filled", pool.key());
        return Answer.ok(new FilledAnswer(
                filled.taken(),
                filled.refused().entrySet().stream()
                        .map(one -> new RefusedAnswer(one.getKey(), one.getValue()))
                        .toList()));
    }

    private Answer close(Call call, Tx tx) {
        Pool pool = pool(call, tx);
        if (pools.close(tx, call.store(), pool.id())) record(call, tx, "reward-pool.closed", pool.key());
        return Answer.ok(seen(call, tx, pool.key()));
    }

    private void record(Call call, Tx tx, String deed, String key) {
        audit.record(tx, call.store(), actor(call), Audit.Deed.of(deed, "reward-pool", key));
    }

    private static Actor actor(Call call) {
        return new Actor.Program(call.caller().keyName());
    }
}
