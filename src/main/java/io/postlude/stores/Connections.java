package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Problem;
import io.postlude.kernel.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ties of stores to outside systems: how a webhook finds its store, and the secrets that prove who sent it. */
public final class Connections {
    /** How long a replaced secret still counts: senders take up to an hour to use the new one, people longer to paste it. */
    static final Duration ROTATION = Duration.ofHours(24);

    private static final int MOST_SECRET_CHARACTERS = 500;
    private static final int MOST_EXTRAS = 20;
    private static final int MOST_CONNECTIONS = 100;

    private final Database database;
    private final Ids ids;
    private final Sealed secrets;
    private final InstantSource clock;
    private final Generation generation;
    private final Audit audit;
    private final Remembered<String, Optional<Connection>> byPath;
    private final Remembered<Shop, Optional<Connection>> byShop;

    private record Shop(Source source, String domain) {}

    Connections(Ground ground, Audit audit) {
        this.database = ground.database();
        this.ids = ground.ids();
        this.secrets = new Sealed(ground.secrets(), "connection-secret");
        this.clock = ground.wallClock();
        this.generation = ground.generation();
        this.audit = audit;
        this.byPath = new Remembered<>(
                generation,
                token -> database.acrossStores(
                        tx -> ConnectionSql.byPath(tx, token).map(this::open)));
        this.byShop = new Remembered<>(
                generation,
                shop -> database.acrossStores(tx ->
                        ConnectionSql.byShop(tx, shop.source(), shop.domain()).map(this::open)));
    }

    /** What a person enters. {@code shopDomain} may be null where the system has none. */
    public record Wanted(Source source, @Nullable String shopDomain, String secret, Map<String, String> extras) {
        @Override
        public String toString() {
            return "Wanted[" + source + ", " + shopDomain + "]";
        }
    }

    public sealed interface Outcome {
        record Saved(Connection connection) implements Outcome {}

        record Invalid(List<Problem.FieldError> errors) implements Outcome {}

        /** The store has no such connection. */
        record Unknown() implements Outcome {}

        /** The connection, where the caller knows its input to be right (a demo, a test). */
        default Connection orThrow() {
            return switch (this) {
                case Saved(Connection connection) -> connection;
                case Invalid(List<Problem.FieldError> errors) -> throw new IllegalArgumentException(errors.toString());
                case Unknown() -> throw new IllegalArgumentException("there is no such connection");
            };
        }
    }

    public Outcome connect(StoreId store, Wanted wanted, Actor actor) {
        Field field = new Field();
        String shop = check(wanted, field);
        field.require(
                list(store).size() < MOST_CONNECTIONS, "/source", "This store has 100 connections; that is the most.");
        if (!field.errors().isEmpty()) return new Outcome.Invalid(field.errors());
        var row = new ConnectionSql.Row(
                new ConnectionId(ids.next()),
                store,
                wanted.source(),
                ids.token(),
                shop,
                secrets.seal(wanted.secret().strip()),
                null,
                null,
                wanted.extras(),
                true);
        return change(store, tx -> {
            ConnectionSql.insert(tx, row, clock.instant());
            audit.record(
                    tx,
                    store,
                    actor,
                    deed("connection.made", row.id())
                            .after(Map.of("source", row.source().word())));
            return Optional.of(row);
        });
    }

    private static @Nullable String check(Wanted wanted, Field field) {
        checkSecret(wanted.secret(), field);
        field.require(wanted.extras().size() <= MOST_EXTRAS, "/extras", "At most " + MOST_EXTRAS + ".");
        wanted.extras()
                .forEach((key, value) -> field.require(
                        key.length() <= 60 && value.length() <= 1_000, "/extras/" + key, "At most 1,000 characters."));
        String domain = wanted.shopDomain();
        if (domain == null || domain.isBlank()) {
            field.require(
                    wanted.source() != Source.SHOPIFY,
                    "/shopDomain",
                    "Give the shop's domain at Shopify, such as name.myshopify.com.");
            return null;
        }
        String shop = normal(domain);
        field.require(
                shop.matches("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?)+")
                        && shop.length() <= 253,
                "/shopDomain",
                "Give a domain, such as name.myshopify.com.");
        return shop;
    }

    private static void checkSecret(String secret, Field field) {
        int length = secret.strip().length();
        field.require(
                length >= 6 && length <= MOST_SECRET_CHARACTERS,
                "/secret",
                "Give the secret the other system signs with, 6 to 500 characters.");
    }

    /** Takes a new secret; the one before it counts for another 24 hours, so that nothing is lost while both sides change. */
    public Outcome rotate(StoreId store, ConnectionId id, String secret, Actor actor) {
        Field field = new Field();
        checkSecret(secret, field);
        if (!field.errors().isEmpty()) return new Outcome.Invalid(field.errors());
        String sealed = secrets.seal(secret.strip());
        Instant until = clock.instant().plus(ROTATION);
        return change(store, tx -> {
            if (!ConnectionSql.rotate(tx, store, id, new ConnectionSql.Rotation(sealed, until)))
                return Optional.empty();
            audit.record(tx, store, actor, deed("connection.secret-rotated", id));
            return ConnectionSql.find(tx, store, id);
        });
    }

    public Outcome enable(StoreId store, ConnectionId id, Actor actor) {
        return switchTo(store, id, true, actor);
    }

    /** Its webhooks are refused from now on; nothing that came before is lost. */
    public Outcome disable(StoreId store, ConnectionId id, Actor actor) {
        return switchTo(store, id, false, actor);
    }

    private Outcome switchTo(StoreId store, ConnectionId id, boolean enabled, Actor actor) {
        return change(store, tx -> {
            if (!ConnectionSql.enable(tx, store, id, enabled)) return Optional.empty();
            audit.record(tx, store, actor, deed(enabled ? "connection.enabled" : "connection.disabled", id));
            return ConnectionSql.find(tx, store, id);
        });
    }

    private Outcome change(StoreId store, Database.Work<Optional<ConnectionSql.Row>> work) {
        try {
            Optional<ConnectionSql.Row> row = database.inStore(store, tx -> {
                Optional<ConnectionSql.Row> changed = work.run(tx);
                if (changed.isPresent()) Generation.raise(tx);
                return changed;
            });
            generation.look();
            Function<ConnectionSql.Row, Outcome> saved = changed -> new Outcome.Saved(open(changed));
            return row.map(saved).orElseGet(Outcome.Unknown::new);
        } catch (DatabaseException e) {
            if (!DatabaseException.constraint(e).equals("connection_shop_unique")) throw e;
            return new Outcome.Invalid(
                    List.of(new Problem.FieldError("/shopDomain", "This shop is connected already.")));
        }
    }

    public List<Connection> list(StoreId store) {
        return database.inStore(store, tx -> ConnectionSql.list(tx, store)).stream()
                .map(this::open)
                .toList();
    }

    /** For a webhook's address; also disabled ones, so that the answer can say so. Costs a query now and then. */
    public Optional<Connection> byPathToken(String token) {
        return token.length() > 100 ? Optional.empty() : byPath.get(token).map(this::current);
    }

    /** As {@link #byPathToken}, where it can be said at once without the database; null where it cannot. */
    public @Nullable Connection rememberedByPathToken(String token) {
        Optional<Connection> known = byPath.ifHere(token);
        return known == null ? null : known.map(this::current).orElse(null);
    }

    /** For a webhook that names its shop, such as {@code X-Shopify-Shop-Domain}. Costs no query. */
    public Optional<Connection> byShopDomain(Source source, String domain) {
        return domain.length() > 253
                ? Optional.empty()
                : byShop.get(new Shop(source, normal(domain))).map(this::current);
    }

    /** Without the former secret once its time is over. */
    private Connection current(Connection kept) {
        Instant now = clock.instant();
        if (kept.secrets().stream().allMatch(secret -> counts(secret, now))) return kept;
        List<Connection.Secret> valid =
                kept.secrets().stream().filter(secret -> counts(secret, now)).toList();
        return new Connection(
                kept.id(),
                kept.store(),
                kept.source(),
                kept.pathToken(),
                kept.shopDomain(),
                valid,
                kept.extras(),
                kept.enabled());
    }

    private static boolean counts(Connection.Secret secret, Instant now) {
        return secret.until() == null || now.isBefore(secret.until());
    }

    private Connection open(ConnectionSql.Row row) {
        Connection.Secret secret = new Connection.Secret(secrets.open(row.sealed()), null);
        String former = row.former();
        List<Connection.Secret> all = former == null
                ? List.of(secret)
                : List.of(secret, new Connection.Secret(secrets.open(former), row.formerUntil()));
        return current(new Connection(
                row.id(),
                row.store(),
                row.source(),
                row.pathToken(),
                row.shopDomain(),
                all,
                row.extras(),
                row.enabled()));
    }

    private static String normal(String domain) {
        return domain.strip().toLowerCase(Locale.ROOT);
    }

    private static Audit.Deed deed(String action, ConnectionId id) {
        return Audit.Deed.of(action, "connection", id.toString());
    }
}
