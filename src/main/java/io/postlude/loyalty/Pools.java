package io.postlude.loyalty;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.CleanText;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A store's pools as staff keep them: making and closing them, filling them up, seeing what became of what was given. */
public final class Pools {
    public static final int POOLS_LIMIT = 200;
    public static final int NAME_LIMIT_SIGNS = 60;
    public static final int CODE_LIMIT_SIGNS = 64;
    /** Taken in at once. */
    public static final int CODES_LIMIT = 10_000;

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{0,47}");
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}._+*#@!%&-]{3," + CODE_LIMIT_SIGNS + "}");
    private static final int DAYS_MOST = 3_650;
    private static final int LOW_MOST = 100_000;

    private final Stores stores;
    private final Orders orders;
    private final Ids ids;
    private final InstantSource clock;

    Pools(Stores stores, Orders orders, Ids ids, InstantSource clock) {
        this.stores = stores;
        this.orders = orders;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a pool is to be.
     *
     * @param shared the one code of everybody; null: a list, filled later
     * @param by who says so
     */
    public record Wanted(
            String key,
            String name,
            @Nullable String shared,
            Worth worth,
            Pool.Validity validity,
            int lowBelow,
            String by) {}

    /** What became of making one. */
    public sealed interface Made {}

    public record Kept(PoolId id) implements Made {}

    /** {@code pointer} of each: /key, /name, /code, /days, /until, /lowBelow. */
    public record Mistaken(List<FieldError> errors) implements Made {
        public Mistaken {
            errors = List.copyOf(errors);
        }
    }

    public Made make(Tx tx, StoreId store, Wanted wanted) {
        Instant now = clock.instant();
        List<FieldError> errors = wrong(
                tx, store, wanted, LocalDate.ofInstant(now, stores.get(store).zone()));
        if (!errors.isEmpty()) return new Mistaken(errors);
        Pool pool = new Pool(
                new PoolId(ids.next()),
                wanted.key(),
                CleanText.orEmpty(wanted.name(), NAME_LIMIT_SIGNS),
                wanted.shared() == null ? Pool.Kind.LISTED : Pool.Kind.SHARED,
                wanted.shared(),
                wanted.worth(),
                wanted.validity(),
                wanted.shared() == null ? wanted.lowBelow() : 0,
                now,
                wanted.by(),
                null);
        if (!PoolSql.insert(tx, store, pool))
            return mistaken("/key", "There is a pool “" + wanted.key() + "” already.");
        if (wanted.shared() != null)
            // Looked at before: only somebody else's at this very moment can be in the way, and then all is undone.
            CodeSql.insertOne(
                    tx, store, new CodeSql.Adding(pool.id(), "SHARED", now, wanted.by()), code(wanted.shared()));
        return new Kept(pool.id());
    }

    private CodeSql.Code code(String text) {
        return new CodeSql.Code(ids.next(), text);
    }

    private static Mistaken mistaken(String pointer, String text) {
        return new Mistaken(List.of(new FieldError(pointer, text)));
    }

    private static List<FieldError> wrong(Tx tx, StoreId store, Wanted wanted, LocalDate today) {
        List<FieldError> errors = new ArrayList<>();
        if (!KEY.matcher(wanted.key()).matches())
            errors.add(new FieldError("/key", "The key is a word of small letters, digits and hyphens, at most 48."));
        if (CleanText.orEmpty(wanted.name(), NAME_LIMIT_SIGNS).isEmpty())
            errors.add(new FieldError("/name", "Give the pool a name, such as “Thank you, 10%”."));
        Integer days = wanted.validity().days();
        LocalDate until = wanted.validity().until();
        if (days != null && until != null)
            errors.add(new FieldError("/days", "Either so many days or a last day, not both."));
        if (days != null && (days < 1 || days > DAYS_MOST))
            errors.add(new FieldError("/days", "Give 1 to 3650 days, or none."));
        if (until != null && until.isBefore(today))
            errors.add(new FieldError("/until", "This day has passed: nothing could be given any more."));
        if (wanted.lowBelow() < 0 || wanted.lowBelow() > LOW_MOST)
            errors.add(new FieldError("/lowBelow", "Give a number from 0 to 100000."));
        String shared = wanted.shared();
        if (shared != null && !CODE.matcher(shared).matches()) errors.add(new FieldError("/code", form(shared)));
        else if (shared != null
                && !CodeSql.known(tx, store, List.of(CodeSql.key(shared))).isEmpty())
            errors.add(new FieldError("/code", "“" + shared + "” is in a pool already."));
        if (PoolSql.count(tx, store) >= POOLS_LIMIT)
            errors.add(new FieldError("/key", "A store has at most " + POOLS_LIMIT + " pools."));
        return errors;
    }

    private static String form(String code) {
        return "“" + CleanText.orEmpty(code, CODE_LIMIT_SIGNS)
                + "” is no code: 3 to 64 letters, digits or - _ . + * # @ ! % &, without spaces.";
    }

    /**
     * What became of taking codes in.
     *
     * @param taken how many are new
     * @param refused each that was not taken, as it was written, with why
     */
    public record Filled(int taken, Map<String, String> refused) {}

    /** Codes as they were written, and who brings them; blank ones are passed over. */
    public record Filling(List<String> codes, String by) {
        public Filling {
            codes = List.copyOf(codes);
        }
    }

    /** Takes codes into a pool of the kind {@code LISTED}; what is wrong with one keeps none of the others out. */
    public Filled fill(Tx tx, StoreId store, Pool pool, Filling filling) {
        if (pool.kind() == Pool.Kind.SHARED)
            throw new IllegalArgumentException("a pool of one code for everybody takes no list");
        Map<String, String> refused = new LinkedHashMap<>();
        Map<String, CodeSql.Code> good = new LinkedHashMap<>();
        for (String one : filling.codes()) {
            String text = one.strip();
            if (text.isEmpty()) continue;
            if (!CODE.matcher(text).matches()) refused.put(text, form(text));
            else if (good.putIfAbsent(CodeSql.key(text), code(text)) != null)
                refused.put(text, "“" + text + "” stands in the list twice; it was taken once.");
        }
        Set<String> redeemed = good.isEmpty() ? Set.of() : orders.redeemed(tx, store, good.keySet());
        for (String used : redeemed) {
            String text = java.util.Objects.requireNonNull(good.remove(used)).text();
            refused.put(text, "“" + text + "” was used in an order already.");
        }
        Set<String> taken = CodeSql.insert(
                tx,
                store,
                new CodeSql.Adding(pool.id(), "FREE", clock.instant(), filling.by()),
                List.copyOf(good.values()));
        Set<String> there = new HashSet<>(good.keySet());
        there.removeAll(taken);
        there.forEach(key -> {
            String text = java.util.Objects.requireNonNull(good.get(key)).text();
            refused.put(text, "“" + text + "” is in a pool already.");
        });
        if (CodeSql.left(tx, store, pool.id(), pool.lowBelow()) >= pool.lowBelow()) PoolSql.calm(tx, store, pool.id());
        return new Filled(taken.size(), refused);
    }

    /** Nothing is given from it any more; what was given stays good. False where it was closed before. */
    public boolean close(Tx tx, StoreId store, PoolId pool) {
        return PoolSql.close(tx, store, pool, clock.instant());
    }

    /** The open ones first, by their names. */
    public List<Pool> all(Tx tx, StoreId store) {
        return PoolSql.all(tx, store);
    }

    public Optional<Pool> byKey(Tx tx, StoreId store, String key) {
        return PoolSql.byKey(tx, store, key);
    }

    /** Who is handed codes, and how many at most. */
    public record Reading(StoreId store, int most, Consumer<CodeSeen> taker) {}

    /** Codes with what became of them, those given last first. */
    public void codes(Tx tx, Pool pool, Reading reading) {
        StoreId store = reading.store();
        CodeSeenSql.each(tx, store, new CodeSeenSql.Asked(pool.id(), today(store), reading.most()), reading.taker());
    }

    /** At most so many of what these people were given, the newest first; one person's ids may be several. */
    public List<CodeSeen.Given> given(Tx tx, StoreId store, Collection<CustomerId> people, int most) {
        long[] ids = people.stream().mapToLong(CustomerId::value).toArray();
        return CodeSeenSql.ofPeople(tx, store, new CodeSeenSql.Whose(ids, today(store), most));
    }

    /** Pools in which fewer codes are left than staff want. */
    public List<Pool> low(Tx tx, StoreId store) {
        return PoolSql.all(tx, store).stream()
                .filter(pool -> pool.kind() == Pool.Kind.LISTED && pool.closedAt() == null)
                .filter(pool -> CodeSql.left(tx, store, pool.id(), pool.lowBelow()) < pool.lowBelow())
                .toList();
    }

    private LocalDate today(StoreId store) {
        return LocalDate.ofInstant(clock.instant(), stores.get(store).zone());
    }

    /** What became of the codes of each pool, as of today by the store's days. */
    public Map<PoolId, PoolFigures> figures(Tx tx, StoreId store) {
        return FigureSql.figures(tx, store, today(store));
    }
}
