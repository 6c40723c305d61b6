package io.postlude.customers;

import io.postlude.kernel.Ids;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is meant by many details at once, and claims a key for whom nobody knew. Where another transaction was
 * faster with a key, all is looked at again from the start: one person never becomes two.
 */
final class Resolution {
    private static final int ATTEMPTS_LIMIT = 50;
    private static final String ERASED_PURPOSE = "customers.erased-identity";

    private final Ids ids;
    private final Secrets secrets;
    private final Tx tx;
    private final StoreId store;

    Resolution(Ids ids, Secrets secrets, Tx tx, StoreId store) {
        this.ids = ids;
        this.secrets = secrets;
        this.tx = tx;
        this.store = store;
    }

    /** Who each is; null where nothing tells. {@code fresh} are new, {@code erased} were forgotten. */
    record Found(List<@Nullable CustomerId> who, Set<CustomerId> fresh, Set<CustomerId> erased) {}

    Found find(List<KnownAs> people) {
        for (int attempt = 0; attempt < ATTEMPTS_LIMIT; attempt++) {
            Attempt decided = decide(people);
            if (decided.claims.isEmpty()) return decided.found();
            tx.execute("savepoint resolution");
            Set<String> won = IdentitySql.claim(tx, store, decided.claims);
            if (won.containsAll(decided.needed())) {
                tx.execute("release savepoint resolution");
                return decided.found();
            }
            tx.execute("rollback to savepoint resolution");
        }
        throw new IllegalStateException(
                "people kept being registered by others, " + ATTEMPTS_LIMIT + " times in a row");
    }

    private Attempt decide(List<KnownAs> people) {
        Set<String> keys = HashSet.newHashSet(people.size() * 2);
        for (KnownAs person : people) {
            keys.addAll(person.decidingKeys());
            String phone = person.phoneKey();
            if (phone != null) keys.add(phone);
        }
        Attempt attempt = new Attempt(IdentitySql.find(tx, store, keys));
        Map<KnownAs, CustomerId> forgotten = forgotten(people, attempt.owners);
        for (KnownAs person : people) attempt.decide(person, forgotten.get(person));
        return attempt;
    }

    /** Those told of from before their erasure. Who comes back later on their own is a new person. */
    private Map<KnownAs, CustomerId> forgotten(List<KnownAs> people, Map<String, CustomerId> owners) {
        if (!IdentitySql.anyErased(tx, store)) return Map.of();
        Map<KnownAs, CustomerId> forgotten = new HashMap<>();
        List<byte[]> hashes = new ArrayList<>();
        for (KnownAs person : people) {
            if (person.decidingKeys().stream().anyMatch(owners::containsKey)) continue;
            for (String key : person.decidingKeys()) hashes.add(hash(key));
        }
        if (hashes.isEmpty()) return Map.of();
        Map<ByteBuffer, IdentitySql.Erased> erased = IdentitySql.erased(tx, store, hashes);
        for (KnownAs person : people)
            for (String key : person.decidingKeys()) {
                IdentitySql.Erased before = erased.get(ByteBuffer.wrap(hash(key)));
                if (before != null && !person.asOf().isAfter(before.at()))
                    forgotten.putIfAbsent(person, before.customer());
            }
        return forgotten;
    }

    private byte[] hash(String key) {
        return hash(secrets, store, key);
    }

    static byte[] hash(Secrets secrets, StoreId store, String key) {
        return secrets.sign(ERASED_PURPOSE, (store.value() + " " + key).getBytes(StandardCharsets.UTF_8));
    }

    private final class Attempt {
        private final Map<String, CustomerId> owners;
        private final Map<String, CustomerId> claims = new HashMap<>();
        private final Set<String> needed = new HashSet<>();
        private final List<@Nullable CustomerId> who = new ArrayList<>();
        private final Set<CustomerId> fresh = new HashSet<>();
        private final Set<CustomerId> erased = new HashSet<>();

        Attempt(Map<String, CustomerId> owners) {
            this.owners = owners;
        }

        void decide(KnownAs person, @Nullable CustomerId forgotten) {
            if (forgotten != null) {
                erased.add(forgotten);
                who.add(forgotten);
                return;
            }
            List<String> deciding = person.decidingKeys();
            if (deciding.isEmpty()) {
                who.add(null);
                return;
            }
            CustomerId customer = deciding.stream()
                    .map(owners::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (customer == null) {
                customer = new CustomerId(ids.next());
                fresh.add(customer);
            }
            for (String key : deciding) claim(key, customer);
            needed.addAll(deciding);
            String phone = person.phoneKey();
            if (phone != null) claim(phone, customer);
            who.add(customer);
        }

        private void claim(String key, CustomerId customer) {
            if (owners.putIfAbsent(key, customer) == null) claims.put(key, customer);
        }

        /** The claims without which somebody is not who we think. A phone beside an e-mail is only nice to have. */
        Set<String> needed() {
            Set<String> claimed = new HashSet<>(claims.keySet());
            claimed.retainAll(needed);
            return claimed;
        }

        Found found() {
            return new Found(who, fresh, erased);
        }
    }
}
