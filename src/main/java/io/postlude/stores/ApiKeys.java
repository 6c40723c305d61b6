package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys of programs. A key is {@code plk_} and 192 random bits, shown once; the database holds its SHA-256. A slow hash is for
 * words people choose: nobody can try 2^192 keys, and the fast one allows a look-up by index, which tells nothing by its time.
 */
public final class ApiKeys {
    private static final String MARK = "plk_";
    private static final int SHOWN_CHARACTERS = MARK.length() + 6;
    private static final int MOST_NAME_CHARACTERS = 80;
    private static final int MOST_KEYS = 200;
    /** Coarse on purpose: a row written for each call would cost more than the call. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(5);

    private final Database database;
    private final Ids ids;
    private final InstantSource clock;
    private final Generation generation;
    private final Audit audit;
    private final Remembered<String, Optional<ApiKeySql.Live>> byHash;

    ApiKeys(Ground ground, Audit audit) {
        this.database = ground.database();
        this.ids = ground.ids();
        this.clock = ground.wallClock();
        this.generation = ground.generation();
        this.audit = audit;
        this.byHash = new Remembered<>(generation, this::load);
    }

    /** A key as the console lists it. */
    public record Key(
            ApiKeyId id,
            String name,
            String prefix,
            Set<Scope> scopes,
            String madeBy,
            Instant madeAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    public sealed interface Issued {
        /** {@code token} is nowhere else: show it now or never. */
        record Made(Key key, String token) implements Issued {
            @Override
            public String toString() {
                return "Made[" + key + "]";
            }
        }

        record Invalid(List<Problem.FieldError> errors) implements Issued {}
    }

    /** What a person asks for; no {@code expiresAt}: until it is revoked. */
    public record Wanted(
            String name, Set<Scope> scopes, @Nullable Instant expiresAt) {}

    public Issued issue(StoreId store, Wanted wanted, Actor actor) {
        Field field = new Field();
        String name = field.line("/name", wanted.name(), MOST_NAME_CHARACTERS);
        field.require(!wanted.scopes().isEmpty(), "/scopes", "Choose at least one.");
        Instant now = clock.instant();
        Instant expires = wanted.expiresAt();
        field.require(expires == null || expires.isAfter(now), "/expiresAt", "Give a time that is still to come.");
        field.require(list(store).size() < MOST_KEYS, "/name", "This store has 200 keys; that is the most.");
        if (!field.errors().isEmpty()) return new Issued.Invalid(field.errors());
        String token = MARK + ids.token();
        Key key = new Key(
                new ApiKeyId(ids.next()),
                name,
                token.substring(0, SHOWN_CHARACTERS),
                wanted.scopes(),
                actor.name(),
                now,
                expires,
                null,
                null);
        database.runInStore(store, tx -> {
            ApiKeySql.insert(tx, store, key, Secrets.fingerprint(token));
            audit.record(
                    tx, store, actor, deed("api-key.made", key.id()).after(Map.of("name", name, "scopes", words(key))));
            Generation.raise(tx);
        });
        generation.look();
        return new Issued.Made(key, token);
    }

    /** Newest first, revoked ones too. */
    public List<Key> list(StoreId store) {
        return database.inStore(store, tx -> ApiKeySql.list(tx, store));
    }

    /** False where the store has no such key, or it was revoked before. Takes effect here at once, elsewhere within a second. */
    public boolean revoke(StoreId store, ApiKeyId key, Actor actor) {
        boolean revoked = database.inStore(store, tx -> {
            if (!ApiKeySql.revoke(tx, store, key, clock.instant())) return false;
            audit.record(tx, store, actor, deed("api-key.revoked", key));
            Generation.raise(tx);
            return true;
        });
        generation.look();
        return revoked;
    }

    /** The caller behind {@code Authorization: Bearer plk_...}; empty for anything else, a revoked or an expired key. */
    public Optional<ApiCaller> authenticate(@Nullable String authorization) {
        if (authorization == null || authorization.length() > 200) return Optional.empty();
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) return Optional.empty();
        String token = authorization.substring(7).strip();
        if (!token.startsWith(MARK)) return Optional.empty();
        return byHash.get(Secrets.fingerprint(token))
                .filter(live -> live.expiresAt() == null || clock.instant().isBefore(live.expiresAt()))
                .map(ApiKeySql.Live::caller);
    }

    private Optional<ApiKeySql.Live> load(String hash) {
        return database.acrossStores(tx -> {
            Optional<ApiKeySql.Live> live = ApiKeySql.find(tx, hash);
            live.ifPresent(key -> noteUse(tx, key.caller()));
            return live;
        });
    }

    private void noteUse(Tx tx, ApiCaller caller) {
        Instant now = clock.instant();
        ApiKeySql.noteUse(tx, caller, now, now.minus(USE_NOTED_EVERY));
    }

    private static Audit.Deed deed(String action, ApiKeyId key) {
        return Audit.Deed.of(action, "api-key", key.toString());
    }

    private static List<String> words(Key key) {
        return key.scopes().stream().map(Scope::word).sorted().toList();
    }
}
