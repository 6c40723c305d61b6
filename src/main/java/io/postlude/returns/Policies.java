package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.kernel.Json;
import io.postlude.kernel.Later;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of each store's policy. What was published is never changed; a store that published none has our usual one. */
public final class Policies {
    /** The version of the policy a store has before its first own. */
    public static final int USUAL_VERSION = 0;

    private static final String USUAL = "/returns/default-policy.json";
    private static final int REMEMBERED = 2_000;
    private static final int VERSIONS_LIMIT = 200;

    private final InstantSource clock;
    private final Later<JsonNode> usualDocument = new Later<>(Policies::usualDocument);
    /** Reading its conditions loads all that understands conditions: a sixth of a start that asks for no return. */
    private final Later<Policy> usual = new Later<>(() -> understood(usualDocument(), USUAL_VERSION));

    private final Cache<Key, Policy> read =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    Policies(InstantSource clock) {
        this.clock = clock;
    }

    private record Key(StoreId store, int version) {}

    /** One version as the console lists it; {@code publishedAt} is null for the draft. */
    public record Version(
            int version,
            JsonNode document,
            Instant savedAt,
            String savedBy,
            @Nullable Instant publishedAt) {}

    /** What became of saving. */
    public sealed interface Saved {}

    public record Kept(int version) implements Saved {}

    public record Mistaken(List<FieldError> errors) implements Saved {
        public Mistaken {
            errors = List.copyOf(errors);
        }
    }

    /** The policy that holds now. */
    public Policy live(Tx tx, StoreId store) {
        int version = (int) tx.number(
                "select coalesce(max(version), 0) from returns.policy where store_id = ? and published_at is not null",
                store);
        return version(tx, store, version);
    }

    /** One that was published, or the usual one. */
    Policy version(Tx tx, StoreId store, int version) {
        if (version == USUAL_VERSION) return usual.get();
        Key key = new Key(store, version);
        Policy known = read.getIfPresent(key);
        if (known != null) return known;
        Policy policy = tx.first(
                        "select document from returns.policy where store_id = ? and version = ?",
                        row -> understood(Json.read(row.getString(1), JsonNode.class), version),
                        store,
                        version)
                .orElseThrow();
        read.put(key, policy);
        return policy;
    }

    /** Newest first, the draft before all; ends with the usual one. */
    public List<Version> versions(Tx tx, StoreId store) {
        List<Version> own = tx.list(
                "select * from returns.policy where store_id = ? order by version desc limit ?",
                row -> new Version(
                        row.getInt("version"),
                        Json.read(row.getString("document"), JsonNode.class),
                        Tx.instantNotNull(row, "saved_at"),
                        row.getString("saved_by"),
                        Tx.instant(row, "published_at")),
                store,
                VERSIONS_LIMIT);
        var all = new java.util.ArrayList<>(own);
        all.add(new Version(USUAL_VERSION, usualDocument.get(), Instant.EPOCH, "Postlude", Instant.EPOCH));
        return List.copyOf(all);
    }

    /** The draft, if there is one. */
    public Optional<Version> draft(Tx tx, StoreId store) {
        return versions(tx, store).stream()
                .filter(version -> version.publishedAt() == null)
                .findFirst();
    }

    /** All that is wrong with a document, each at its place, rules that can never decide among it. */
    public static List<FieldError> wrong(JsonNode document) {
        return switch (PolicyReading.read(document, 1)) {
            case PolicyReading.Understood(Policy policy) -> PolicyDoubts.of(policy);
            case PolicyReading.Mistaken(var errors) -> errors;
        };
    }

    /**
     * What may be kept and is better looked at again, each at its place: repairs offered for longer than claims would agree to one.
     *
     * @param warrantyMonths the store's usual term
     */
    public static List<FieldError> warnings(Policy policy, int warrantyMonths) {
        return PolicyDoubts.repairs(policy, warrantyMonths);
    }

    /** Keeps a document as the draft, in the place of the one before; it has to be without mistakes. */
    public Saved saveDraft(Tx tx, StoreId store, JsonNode document, String by) {
        List<FieldError> errors = wrong(document);
        if (!errors.isEmpty()) return new Mistaken(errors);
        tx.execute("delete from returns.policy where store_id = ? and published_at is null", store);
        int version =
                1 + (int) tx.number("select coalesce(max(version), 0) from returns.policy where store_id = ?", store);
        tx.execute("""
                insert into returns.policy (store_id, version, document, saved_at, saved_by)
                values (?, ?, ?::json, ?, ?)""", store, version, Json.write(document), clock.instant(), by);
        return new Kept(version);
    }

    /** Lets the draft hold from now on; false where there is none. */
    public boolean publish(Tx tx, StoreId store) {
        return tx.update(
                        "update returns.policy set published_at = ? where store_id = ? and published_at is null",
                        clock.instant(),
                        store)
                == 1;
    }

    private static Policy understood(JsonNode document, int version) {
        return switch (PolicyReading.read(document, version)) {
            case PolicyReading.Understood(Policy policy) -> policy;
            case PolicyReading.Mistaken(var errors) ->
                throw new IllegalStateException("a policy that was kept is not understood: " + errors);
        };
    }

    private static JsonNode usualDocument() {
        try (InputStream in = Objects.requireNonNull(Policies.class.getResourceAsStream(USUAL), USUAL)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
