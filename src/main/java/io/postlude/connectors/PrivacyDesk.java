package io.postlude.connectors;

import io.postlude.connectors.Statement.PersonNamed;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What shops pass on of their customers' rights. Forgetting is done at once; what only a person can answer is noted with the
 * day it must be done by.
 */
final class PrivacyDesk {
    /** What Shopify and the law give. */
    private static final Duration TIME_TO_ANSWER = Duration.ofDays(30);

    private final Customers customers;
    private final Privacy privacy;
    private final Mentions mentions;
    private final Ids ids;
    private final InstantSource clock;

    PrivacyDesk(Customers customers, Privacy privacy, Mentions mentions, Making making) {
        this.customers = customers;
        this.privacy = privacy;
        this.mentions = mentions;
        this.ids = making.ids();
        this.clock = making.clock();
    }

    /** What rows are made with. */
    record Making(Ids ids, InstantSource clock) {}

    private record Request(
            Source source,
            String kind,
            String reference,
            @Nullable String customer,
            @Nullable String result) {}

    String dataAsked(Tx tx, StoreId store, Source source, Statement.DataAsked asked) {
        String customer = asked.person().reference();
        note(tx, store, new Request(source, "DATA", asked.requestReference(), customer, null));
        return "data request " + asked.requestReference() + " noted: send the customer's export to the shop in 30 days";
    }

    /**
     * Forgets a person, also one nobody knew: what was sent before and comes late is then known to be about somebody who is
     * to be forgotten.
     */
    String forget(Tx tx, StoreId store, Source source, PersonNamed person) {
        Instant now = clock.instant();
        List<CustomerId> who = customers.resolve(tx, store, List.of(details(source, person, now))).stream()
                .map(resolved -> resolved.customer())
                .filter(Objects::nonNull)
                .toList();
        int bodies = mentions.eraseBodies(tx, store, terms(person));
        for (CustomerId customer : who) {
            boolean _ = privacy.erase(tx, store, customer);
        }
        String result = "person forgotten, with " + bodies + " raw deliveries";
        String reference = Objects.requireNonNullElse(person.reference(), "customer " + who);
        note(tx, store, new Request(source, "ERASURE", reference, person.reference(), result));
        return result;
    }

    private static CustomerDetails details(Source source, PersonNamed person, Instant now) {
        return new CustomerDetails(
                source.word(),
                person.reference(),
                person.email(),
                person.phone(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                now);
    }

    private static List<String> terms(PersonNamed person) {
        List<String> terms = new ArrayList<>(person.orderReferences());
        Stream.of(person.reference(), person.email(), person.phone())
                .filter(Objects::nonNull)
                .forEach(terms::add);
        return terms;
    }

    /** The raw deliveries go at once; whether the merchant may forget the orders too, only the merchant can say. */
    String forgetShop(Tx tx, StoreId store, Source source, String shop) {
        int bodies = eraseBodies(tx, store, source.word());
        note(tx, store, new Request(source, "SHOP_ERASURE", shop, null, null));
        return "shop left: " + bodies + " raw deliveries erased; its customers wait for the owner's word";
    }

    static int eraseBodies(Tx tx, StoreId store, String source) {
        return tx.update("""
                update connectors.inbox set body = null, headers = '',
                  state = case state when 'FAILED' then 'IGNORED' else state end
                where store_id = ? and source = ? and body is not null""", store, source);
    }

    private void note(Tx tx, StoreId store, Request request) {
        Instant now = clock.instant();
        tx.execute(
                """
                insert into connectors.privacy_request
                  (store_id, id, source, kind, reference, customer_reference, requested_at, due_at, done_at, result)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, '')) on conflict do nothing""",
                store,
                ids.next(),
                request.source().word(),
                request.kind(),
                request.reference(),
                request.customer(),
                now,
                now.plus(TIME_TO_ANSWER),
                request.result() == null ? null : now,
                request.result());
    }
}
