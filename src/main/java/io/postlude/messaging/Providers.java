package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store's ways out on each channel: entered by staff, checked when saved, secrets sealed. */
public final class Providers {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);
    private static final String PURPOSE = "provider-secret";
    private static final int VALUE_LIMIT_CHARS = 4_000;
    private static final int NAME_LIMIT_CHARS = 60;
    private static final int MOST_PROVIDERS = 20;

    private final Ground ground;
    private final Map<String, ChannelProvider> adapters;

    /** {@code url} is where providers reach this server, without a slash at its end. */
    public record Ground(Database database, Ids ids, Secrets secrets, InstantSource clock, String url, Audit audit) {}

    public Providers(Ground ground, List<ChannelProvider> adapters) {
        this.ground = ground;
        this.adapters = new TreeMap<>();
        adapters.forEach(adapter -> this.adapters.put(adapter.kind(), adapter));
    }

    /** The kinds there are adapters for. */
    public List<ChannelProvider> kinds() {
        return List.copyOf(adapters.values());
    }

    public Optional<ChannelProvider> kind(String word) {
        return Optional.ofNullable(adapters.get(word));
    }

    /**
     * One of them, as staff see it.
     *
     * @param values what was entered, without the secrets
     * @param reports the address to give to the provider
     */
    public record View(
            ProviderId id,
            Channel channel,
            String kind,
            String name,
            Map<String, String> values,
            String reports,
            boolean enabled,
            @Nullable Instant pausedUntil,
            @Nullable String pausedWhy) {}

    /** In the order they are tried, channel by channel. */
    public List<View> list(StoreId store) {
        return ground.database().inStore(store, tx -> ProviderSql.list(tx, store)).stream()
                .map(row -> new View(
                        row.id(),
                        row.channel(),
                        row.kind(),
                        row.name(),
                        row.settings(),
                        reports(row),
                        row.enabled(),
                        row.pausedUntil(),
                        row.pausedWhy()))
                .toList();
    }

    /** What went through a provider, and what that cost by the prices entered when it went. */
    public record Spent(long messages, BigDecimal cost) {}

    /** Since a time; one that took nothing is left out. */
    public Map<ProviderId, Spent> spent(StoreId store, Instant since) {
        return ground.database().inStore(store, tx -> ProviderSql.spent(tx, store, since));
    }

    /** What a person entered; an empty secret leaves the one that was there. */
    public record Wanted(String kind, String name, Map<String, String> values) {
        @Override
        public String toString() {
            return "Wanted[" + kind + ", " + name + "]";
        }
    }

    public sealed interface Outcome {
        record Saved(ProviderId id) implements Outcome {}

        record Invalid(List<FieldError> errors) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    public Outcome add(StoreId store, Wanted wanted, Actor actor) {
        ChannelProvider adapter = adapters.get(wanted.kind());
        if (adapter == null) return new Outcome.Unknown();
        if (list(store).size() >= MOST_PROVIDERS)
            return new Outcome.Invalid(
                    List.of(new FieldError("/name", "This store has 20 providers; that is the most.")));
        ProviderId id = new ProviderId(ground.ids().next());
        return save(store, new Draft(adapter, wanted, id, ground.ids().token(), Map.of()), (tx, row) -> {
            ProviderSql.insert(tx, row, ground.clock().instant());
            ground.audit().record(tx, store, actor, deed("provider.added", id));
            return true;
        });
    }

    public Outcome change(StoreId store, ProviderId id, Wanted wanted, Actor actor) {
        Optional<ProviderSql.Row> old = find(store, id);
        ChannelProvider adapter = old.map(row -> adapters.get(row.kind())).orElse(null);
        if (old.isEmpty() || adapter == null) return new Outcome.Unknown();
        Draft draft = new Draft(adapter, wanted, id, old.get().pathToken(), secrets(old.get()));
        return save(store, draft, (tx, row) -> {
            ground.audit().record(tx, store, actor, deed("provider.changed", id));
            return ProviderSql.change(tx, row);
        });
    }

    private static Audit.Deed deed(String what, ProviderId id) {
        return Audit.Deed.of(what, "provider", id.toString());
    }

    private record Draft(
            ChannelProvider adapter, Wanted wanted, ProviderId id, String token, Map<String, String> oldSecrets) {}

    private interface Writing {
        boolean write(Tx tx, ProviderSql.Row row);
    }

    private Outcome save(StoreId store, Draft draft, Writing writing) {
        List<FieldError> errors = new ArrayList<>();
        String name = draft.wanted().name().strip();
        if (name.isEmpty() || name.length() > NAME_LIMIT_CHARS || HeaderText.breaksLine(name))
            errors.add(new FieldError("/name", "Give it a name of at most 60 characters."));
        Map<String, String> plain = new TreeMap<>();
        Map<String, String> sealed = new TreeMap<>();
        for (Entry entry : draft.adapter().entries())
            read(draft, entry, plain, sealed).ifPresent(errors::add);
        Map<String, String> all = new TreeMap<>(plain);
        all.putAll(sealed);
        ProviderSql.Row row = new ProviderSql.Row(
                store,
                draft.id(),
                draft.adapter().channel(),
                draft.adapter().kind(),
                name,
                0,
                plain,
                seal(sealed),
                draft.token(),
                true,
                null,
                null);
        if (errors.isEmpty())
            draft.adapter()
                    .check(account(row, all))
                    .forEach((field, wrong) -> errors.add(new FieldError("/" + field, wrong)));
        if (!errors.isEmpty()) return new Outcome.Invalid(errors);
        boolean saved = ground.database().<Boolean>inStore(store, tx -> writing.write(tx, row));
        return saved ? new Outcome.Saved(draft.id()) : new Outcome.Unknown();
    }

    private static Optional<FieldError> read(
            Draft draft, Entry entry, Map<String, String> plain, Map<String, String> sealed) {
        String given = draft.wanted().values().getOrDefault(entry.name(), "").strip();
        boolean secret = entry.keeping() == Keeping.SEALED;
        if (given.isEmpty() && secret) given = draft.oldSecrets().getOrDefault(entry.name(), "");
        if (given.isEmpty()) given = entry.otherwise();
        if (given.isEmpty() && entry.need() == Need.NEEDED)
            return Optional.of(new FieldError("/" + entry.name(), "Give one."));
        if (given.length() > VALUE_LIMIT_CHARS || HeaderText.breaksLine(given))
            return Optional.of(new FieldError("/" + entry.name(), "One line of at most 4,000 characters."));
        (secret ? sealed : plain).put(entry.name(), given);
        return Optional.empty();
    }

    public boolean enable(StoreId store, ProviderId id, Actor actor) {
        return switchTo(store, id, true, actor);
    }

    /** Nothing new goes through it; what went still gets its reports. */
    public boolean disable(StoreId store, ProviderId id, Actor actor) {
        return switchTo(store, id, false, actor);
    }

    private boolean switchTo(StoreId store, ProviderId id, boolean enabled, Actor actor) {
        return ground.database().inStore(store, tx -> {
            boolean done = ProviderSql.enable(tx, store, id, enabled);
            if (done)
                ground.audit()
                        .record(tx, store, actor, deed(enabled ? "provider.switched-on" : "provider.switched-off", id));
            return done;
        });
    }

    /** It is tried before the others of its channel from now on. */
    public boolean putFirst(StoreId store, ProviderId id, Actor actor) {
        return ground.database().inStore(store, tx -> {
            boolean done = ProviderSql.first(tx, store, id);
            if (done) ground.audit().record(tx, store, actor, deed("provider.put-first", id));
            return done;
        });
    }

    /** For a report of a provider: the account behind the word in its address, switched off or not. */
    public Optional<Account> byReportsToken(String token) {
        if (token.length() > 100) return Optional.empty();
        return ground.database()
                .acrossStores(tx -> ProviderSql.byToken(tx, token))
                .map(this::open);
    }

    /** All that are in use of a kind: for adapters that keep a connection open. */
    public List<Account> ofKindAcrossStores(String kind) {
        return ground.database().acrossStores(tx -> ProviderSql.ofKindAcrossStores(tx, kind)).stream()
                .flatMap(this::openable)
                .toList();
    }

    /** Switched off or not: what went through one is still asked about there. */
    List<Account> accountsAcrossStores(Tx tx, int[] stores) {
        return ProviderSql.ofStoresAcrossStores(tx, stores).stream()
                .filter(row -> adapters.containsKey(row.kind()))
                .flatMap(this::openable)
                .toList();
    }

    /** One whose secrets cannot be read, as with a database under another key, must not stop everybody else's messages. */
    private Stream<Account> openable(ProviderSql.Row row) {
        try {
            return Stream.of(open(row));
        } catch (IllegalStateException | IllegalArgumentException unreadable) {
            LOG.error("{} of {} is left out: its secrets cannot be read, enter them anew", row.id(), row.store());
            return Stream.empty();
        }
    }

    private Optional<ProviderSql.Row> find(StoreId store, ProviderId id) {
        return ground.database().inStore(store, tx -> ProviderSql.list(tx, store)).stream()
                .filter(row -> row.id().equals(id))
                .findFirst();
    }

    private Account open(ProviderSql.Row row) {
        Map<String, String> all = new TreeMap<>(row.settings());
        all.putAll(secrets(row));
        return account(row, all);
    }

    private Account account(ProviderSql.Row row, Map<String, String> all) {
        return new Account(
                row.store(),
                row.id(),
                row.channel(),
                row.kind(),
                row.name(),
                all,
                reports(row),
                row.enabled(),
                row.pausedUntil());
    }

    private String reports(ProviderSql.Row row) {
        return ground.url() + "/channels/" + row.kind() + "/" + row.pathToken();
    }

    private String seal(Map<String, String> values) {
        return Base64.getEncoder().encodeToString(ground.secrets().seal(PURPOSE, Json.write(values)));
    }

    private Map<String, String> secrets(ProviderSql.Row row) {
        return ProviderSql.map(
                ground.secrets().unseal(PURPOSE, Base64.getDecoder().decode(row.sealed())));
    }

    ChannelProvider adapter(Account account) {
        return Objects.requireNonNull(adapters.get(account.kind()));
    }
}
