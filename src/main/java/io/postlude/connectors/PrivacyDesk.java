package io.postlude.connectors;

import io.postlude.connectors.Statement.PersonNamed;
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

    private final Mentions mentions;
    private final Ids ids;
    private final InstantSource clock;

    PrivacyDesk(Mentions mentions, Ids ids, InstantSource clock) {
        this.mentions = mentions;
        this.ids = ids;
        this.clock = clock;
    }

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

    /** The raw deliveries about a person go at once; the person's record waits for the owner. */
    String forget(Tx tx, StoreId store, Source source, PersonNamed person) {
        int bodies = mentions.eraseBodies(tx, store, terms(person));
        String reference = Objects.requireNonNullElse(person.reference(), "unnamed");
        note(tx, store, new Request(source, "ERASURE", reference, person.reference(), null));
        return bodies + " raw deliveries erased; forget the customer in the console in 30 days";
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
        int bodies = tx.update("""
                update connectors.inbox set body = null, headers = '',
                  state = case state when 'FAILED' then 'IGNORED' else state end
                where store_id = ? and source = ? and body is not null""", store, source.word());
        note(tx, store, new Request(source, "SHOP_ERASURE", shop, null, null));
        return "shop left: " + bodies + " raw deliveries erased; its customers wait for the owner's word";
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
