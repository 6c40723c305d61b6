package io.postlude.connectors;

import io.postlude.connectors.ProviderAccountSql.Book;
import io.postlude.connectors.ProviderAccountSql.Whose;
import io.postlude.kernel.Database;
import io.postlude.kernel.Json;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.messaging.ChannelProvider.Keeping;
import io.postlude.messaging.ChannelProvider.Need;
import io.postlude.stores.Actor;
import io.postlude.stores.Audit;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store's accounts with providers of one purpose, such as refunds or labels: entered by staff, tried when saved, secrets sealed. */
public final class ProviderAccounts {
    private static final int VALUE_LIMIT_CHARS = 1_000;

    private final Ground ground;
    private final Book book;
    private final List<? extends AccountWay> ways;

    record Ground(Database database, Secrets secrets, InstantSource clock, Audit audit) {}

    ProviderAccounts(Ground ground, Book book, List<? extends AccountWay> ways) {
        this.ground = ground;
        this.book = book;
        this.ways = List.copyOf(ways);
    }

    /**
     * One kind, as staff see it.
     *
     * @param values what was entered, without the secrets; empty where it is not set up
     */
    public record View(
            String kind,
            String title,
            String purpose,
            List<Entry> entries,
            boolean setUp,
            boolean enabled,
            Map<String, String> values) {
        public View {
            entries = List.copyOf(entries);
            values = Map.copyOf(values);
        }
    }

    /** All there are, set up or not. */
    public List<View> list(StoreId store) {
        return ground.database()
                .inStore(
                        store,
                        tx -> ways.stream().map(way -> view(tx, store, way)).toList());
    }

    private View view(Tx tx, StoreId store, AccountWay way) {
        Optional<ProviderAccountSql.Row> row = ProviderAccountSql.find(tx, whose(store, way.kind()));
        return new View(
                way.kind(),
                way.title(),
                way.purpose(),
                way.entries(),
                row.isPresent(),
                row.map(ProviderAccountSql.Row::enabled).orElse(false),
                row.map(ProviderAccountSql.Row::settings).orElse(Map.of()));
    }

    /**
     * Tries what was entered there and keeps it; an empty secret leaves the one that was there.
     *
     * @return what is wrong, each at its field; empty where it was kept
     */
    public List<FieldError> keep(StoreId store, String kind, Map<String, String> values, Actor actor) {
        AccountWay way = ways.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow(io.postlude.kernel.Refusal::notFound);
        List<FieldError> errors = new ArrayList<>();
        Map<String, String> plain = new TreeMap<>();
        Map<String, String> sealed = new TreeMap<>();
        Map<String, String> before = ground.database()
                .inStore(store, tx -> ProviderAccountSql.find(tx, whose(store, kind)))
                .map(this::secrets)
                .orElse(Map.of());
        for (Entry entry : way.entries()) {
            boolean secret = entry.keeping() == Keeping.SEALED;
            String given = given(entry, values, before);
            if (given.isEmpty() && entry.need() == Need.NEEDED)
                errors.add(new FieldError("/" + entry.name(), "Give one."));
            if (given.length() > VALUE_LIMIT_CHARS
                    || given.chars().anyMatch(character -> Character.isISOControl(character)))
                errors.add(new FieldError("/" + entry.name(), "One line of at most 1,000 characters."));
            (secret ? sealed : plain).put(entry.name(), given);
        }
        if (errors.isEmpty())
            way.check(all(plain, sealed)).forEach((field, wrong) -> errors.add(new FieldError("/" + field, wrong)));
        if (errors.isEmpty())
            ground.database().runInStore(store, tx -> {
                ProviderAccountSql.keep(
                        tx, whose(store, kind), new ProviderAccountSql.Row(kind, plain, seal(sealed), true), now());
                ground.audit().record(tx, store, actor, deed(".kept", kind));
            });
        return errors;
    }

    private static String given(Entry entry, Map<String, String> values, Map<String, String> before) {
        String given = values.getOrDefault(entry.name(), "").strip();
        if (given.isEmpty()) given = before.getOrDefault(entry.name(), "");
        return given.isEmpty() ? entry.otherwise() : given;
    }

    /** Switched off, a person gives what comes from now on; what is begun there is still asked about there. */
    public boolean turn(StoreId store, String kind, boolean enabled, Actor actor) {
        return ground.database().inStore(store, tx -> {
            boolean done = ProviderAccountSql.turn(tx, whose(store, kind), enabled);
            if (done) ground.audit().record(tx, store, actor, deed(enabled ? ".switched-on" : ".switched-off", kind));
            return done;
        });
    }

    /** What was entered for one that is set up, secrets among it. */
    Optional<Map<String, String>> entered(StoreId store, String kind) {
        return ground.database()
                .inStore(store, tx -> ProviderAccountSql.find(tx, whose(store, kind)))
                .map(row -> all(row.settings(), secrets(row)));
    }

    /** What was entered for one that is in use, without the secrets. */
    Optional<Map<String, String>> inUse(Tx tx, StoreId store, String kind) {
        return ProviderAccountSql.find(tx, whose(store, kind))
                .filter(ProviderAccountSql.Row::enabled)
                .map(ProviderAccountSql.Row::settings);
    }

    private Whose whose(StoreId store, String kind) {
        return new Whose(book, store, kind);
    }

    private java.time.Instant now() {
        return ground.clock().instant();
    }

    private Audit.Deed deed(String what, String kind) {
        return Audit.Deed.of(book.word + what, book.word, kind);
    }

    private static Map<String, String> all(Map<String, String> plain, Map<String, String> sealed) {
        Map<String, String> all = new TreeMap<>(plain);
        all.putAll(sealed);
        return all;
    }

    private String seal(Map<String, String> values) {
        return Base64.getEncoder().encodeToString(ground.secrets().seal(book.word, Json.write(values)));
    }

    private Map<String, String> secrets(ProviderAccountSql.Row row) {
        return ProviderAccountSql.map(
                ground.secrets().unseal(book.word, Base64.getDecoder().decode(row.sealed())));
    }
}
