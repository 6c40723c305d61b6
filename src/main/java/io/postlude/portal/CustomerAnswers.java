package io.postlude.portal;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.Requests;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes down what customers answer on their pages. */
final class CustomerAnswers {
    private final Database database;
    private final Orders orders;
    private final Deliveries deliveries;
    private final InstantSource clock;

    CustomerAnswers(Database database, Orders orders, Deliveries deliveries, InstantSource clock) {
        this.database = database;
        this.orders = orders;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    void choose(Target target, Choice choice, @Nullable String words) {
        OrderId order = new OrderId(target.order());
        Requests.Request _ = database.inStore(
                target.store(),
                tx -> deliveries
                        .requests()
                        .ask(tx, target.store(), new Requests.Wish(order, customer(tx, target), choice, words)));
    }

    /** The same question about the same order within an hour is one: a form sent twice. */
    void ask(Target target, Contact.Cause cause, @Nullable String words) {
        OrderId order = new OrderId(target.order());
        Instant now = clock.instant();
        String said = target.order() + "|" + cause + "|" + words + "|" + now.truncatedTo(ChronoUnit.HOURS);
        String key = "page " + Assets.fingerprint(said.getBytes(StandardCharsets.UTF_8));
        var _ = database.inStore(
                target.store(),
                tx -> deliveries
                        .contacts()
                        .record(
                                tx,
                                target.store(),
                                new Contact(
                                        key, order, customer(tx, target), cause, Contact.Channel.PAGE, words, now)));
    }

    private @Nullable CustomerId customer(Tx tx, Target target) {
        return orders.order(tx, target.store(), new OrderId(target.order()))
                .map(OrderView::customer)
                .orElse(null);
    }
}
