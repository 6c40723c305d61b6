package io.postlude.messaging;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** The browsers people let a store send notices to, and the key the store shows to push services. */
public final class PushSubscriptions {
    public static final String KIND = "webpush";
    private static final String PURPOSE = "push-subscription";
    private static final String KEY_PURPOSE = "push-key";
    /** More than a person has devices; a page that is called over and over fills no table. */
    private static final int MOST_OF_ONE = 20;

    private final Database database;
    private final Ids ids;
    private final Secrets secrets;
    private final InstantSource clock;

    public PushSubscriptions(Database database, Ids ids, Secrets secrets, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Where a browser listens, as it told us.
     *
     * @param endpoint the address at its push service; secret, for whoever has it can write there
     * @param p256dh its public key, base64url of 65 bytes
     * @param auth 16 bytes it shares with us, base64url
     */
    public record Subscription(String endpoint, String p256dh, String auth) {
        private static final int LONGEST_ENDPOINT_CHARS = 1_500;

        /** Whether it has the form browsers give; whether its address may be called is the caller's to see. */
        public boolean isWhole() {
            return endpoint.matches("https?://\\S+")
                    && endpoint.length() <= LONGEST_ENDPOINT_CHARS
                    && p256dh.matches("[A-Za-z0-9_-]{87}=?")
                    && auth.matches("[A-Za-z0-9_-]{22}(==)?");
        }

        @Override
        public String toString() {
            return "Subscription";
        }
    }

    /** Whether a store sends notices: staff switched it on under Channels. */
    public boolean isOffered(Tx tx, StoreId store) {
        return PushSql.isOffered(tx, store);
    }

    /** A store's key; made the first time. */
    public PushKey key(StoreId store) {
        return database.inStore(store, tx -> key(tx, store));
    }

    private PushKey key(Tx tx, StoreId store) {
        Optional<PushSql.KeyRow> known = PushSql.key(tx, store);
        if (known.isEmpty()) {
            PushKey fresh = PushKey.make();
            String plain = Base64.getEncoder().encodeToString(fresh.privateKey().getEncoded());
            PushSql.keep(tx, store, new PushSql.KeyRow(fresh.publicKey(), seal(KEY_PURPOSE, plain)), clock.instant());
            known = PushSql.key(tx, store); // another node may have been first
        }
        PushSql.KeyRow row = known.orElseThrow();
        return PushKey.of(row.publicKey(), Base64.getDecoder().decode(open(KEY_PURPOSE, row.sealed())));
    }

    /** Keeps one; the same browser of the same person again is the same. Empty where a person has too many already. */
    public Optional<PushId> add(Tx tx, StoreId store, CustomerId customer, Subscription subscription) {
        if (PushSql.count(tx, store, customer) >= MOST_OF_ONE) return Optional.empty();
        return Optional.of(PushSql.add(
                tx,
                new PushSql.Row(
                        store,
                        new PushId(ids.next()),
                        customer,
                        digest(subscription.endpoint()),
                        seal(PURPOSE, Json.write(subscription))),
                clock.instant()));
    }

    /** The person wants no more of them in this browser. False where it was not subscribed. */
    public boolean end(Tx tx, StoreId store, CustomerId customer, String endpoint) {
        return PushSql.end(tx, store, customer, new PushSql.Ending(digest(endpoint), clock.instant()));
    }

    /** How many browsers of a person take notices. */
    public long count(Tx tx, StoreId store, CustomerId customer) {
        return PushSql.count(tx, store, customer);
    }

    /** Empty where it is gone. */
    public Optional<Subscription> find(StoreId store, PushId id) {
        return database.inStore(store, tx -> PushSql.sealed(tx, store, id))
                .map(kept -> Json.read(open(PURPOSE, kept), Subscription.class));
    }

    /** Its push service says that nobody listens there any more: all who subscribed in that browser are gone. */
    public void gone(StoreId store, PushId id, String why) {
        database.runInStore(store, tx -> PushSql.gone(tx, store, id, new PushSql.Gone(clock.instant(), why)));
    }

    private static byte[] digest(String endpoint) {
        return Secrets.sha256(endpoint.getBytes(StandardCharsets.UTF_8));
    }

    private String seal(String purpose, String plain) {
        return Base64.getEncoder().encodeToString(secrets.seal(purpose, plain));
    }

    private String open(String purpose, String sealed) {
        return secrets.unseal(purpose, Base64.getDecoder().decode(sealed));
    }
}
