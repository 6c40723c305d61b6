package io.postlude.connectors;

import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.FulfilmentSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What deliveries are about: order references and numbers, tracking numbers, people. Kept as keyed digests, so that a body
 * can be found again to be shown or erased while the table itself tells nobody anything.
 */
final class Mentions {
    private static final String PURPOSE = "connectors.inbox-mention";
    private static final int DIGEST_BYTES = 16;

    private final Secrets secrets;

    Mentions(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The terms of one statement. */
    static Set<String> of(Statement statement) {
        Set<String> terms = new HashSet<>();
        switch (statement) {
            case Statement.OrderStands(var order) -> {
                add(terms, order.reference(), order.number());
                if (order.customer() != null) addPerson(terms, order.customer());
                order.fulfilments().forEach(fulfilment -> addParcels(terms, fulfilment));
            }
            case Statement.FulfilmentStands(String order, var fulfilment) -> {
                add(terms, order);
                addParcels(terms, fulfilment);
            }
            case Statement.MoneyWentBack refund -> add(terms, refund.orderReference());
            case Statement.ReturnStands(var news) -> add(terms, news.order(), news.reference(), news.name());
            case Statement.ProductIs(var product) -> add(terms, product.reference());
            case Statement.PersonIs(var person) -> addPerson(terms, person);
            case Statement.ParcelSeen(var scan) -> add(terms, scan.number());
            case Statement.EstimateSaid(var estimate) -> add(terms, estimate.number());
            case Statement.FulfilmentSeen seen -> add(terms, seen.orderReference());
            case Statement.DataAsked(String _, var person) -> addNamed(terms, person);
            case Statement.ForgetPerson(var person) -> addNamed(terms, person);
            case Statement.ForgetShop _, Statement.Nothing _ -> {}
        }
        return terms;
    }

    private static void addPerson(Set<String> terms, io.postlude.customers.CustomerDetails person) {
        add(terms, person.reference(), person.email(), person.phone());
    }

    private static void addNamed(Set<String> terms, Statement.PersonNamed person) {
        add(terms, person.reference(), person.email(), person.phone());
        person.orderReferences().forEach(order -> add(terms, order));
    }

    private static void addParcels(Set<String> terms, FulfilmentSnapshot fulfilment) {
        fulfilment.parcels().forEach(parcel -> add(terms, parcel.trackingNumber()));
    }

    private static void add(Set<String> terms, @Nullable String... texts) {
        for (String text : texts) if (text != null && !normal(text).isEmpty()) terms.add(normal(text));
    }

    /** Spelling does not matter: {@code #1001} is 1001, a number's blanks are not its own. */
    private static String normal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[\\s#()-]", "");
    }

    byte[] digest(StoreId store, String text) {
        byte[] message = (store.value() + " " + normal(text)).getBytes(StandardCharsets.UTF_8);
        return java.util.Arrays.copyOf(secrets.sign(PURPOSE, message), DIGEST_BYTES);
    }

    void write(Tx tx, StoreId store, Map<InboxId, Set<String>> terms) {
        int n = terms.values().stream().mapToInt(Set::size).sum();
        if (n == 0) return;
        byte[][] digests = new byte[n][];
        long[] ids = new long[n];
        int i = 0;
        for (Map.Entry<InboxId, Set<String>> entry : terms.entrySet())
            for (String term : entry.getValue()) {
                digests[i] = digest(store, term);
                ids[i++] = entry.getKey().value();
            }
        tx.execute("""
                insert into connectors.inbox_mention (store_id, digest, inbox_id)
                select ?, d, i from unnest(?::bytea[], ?::bigint[]) as u(d, i) on conflict do nothing""", store, digests, ids);
    }

    /**
     * Erases the bodies of all deliveries that mention one of these, and of those that share an order or a parcel with them:
     * a fulfilment's body holds an address and names only its order. Answers how many.
     */
    int eraseBodies(Tx tx, StoreId store, Collection<String> texts) {
        byte[][] digests = digests(store, texts);
        if (digests.length == 0) return 0;
        return tx.update("""
                update connectors.inbox set body = null, headers = '', state = case state when 'FAILED' then 'IGNORED' else state end
                where store_id = ? and body is not null and id in
                  (select near.inbox_id from connectors.inbox_mention direct
                     join connectors.inbox_mention of on of.store_id = direct.store_id and of.inbox_id = direct.inbox_id
                     join connectors.inbox_mention near on near.store_id = of.store_id and near.digest = of.digest
                   where direct.store_id = ? and direct.digest = any(?::bytea[]))""", store, store, digests);
    }

    /** The deliveries that mention one of these, the oldest first. */
    List<InboxEntry> deliveries(Tx tx, StoreId store, Collection<String> texts) {
        return InboxSql.mentioning(tx, store, digests(store, texts));
    }

    /** Works at once what waits for one of these to come. */
    void hasten(Tx tx, StoreId store, Collection<String> texts, java.time.Instant now) {
        byte[][] digests = digests(store, texts);
        if (digests.length == 0) return;
        tx.execute("""
                update connectors.inbox set due_at = ?, state = 'RECEIVED',
                  attempts = case when state = 'FAILED' then 0 else attempts end
                where store_id = ?
                  and ((state = 'RECEIVED' and due_at > ?) or (state = 'FAILED' and starts_with(result, ?)))
                  and id in
                    (select inbox_id from connectors.inbox_mention where store_id = ? and digest = any(?::bytea[]))""", now, store, now, InboxWorker.WAITS, store, digests);
    }

    private byte[][] digests(StoreId store, Collection<String> texts) {
        List<byte[]> digests = texts.stream()
                .filter(text -> !normal(text).isEmpty())
                .map(text -> digest(store, text))
                .toList();
        return digests.toArray(byte[][]::new);
    }
}
