package io.postlude.twin;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.Offering;
import io.postlude.returns.Returns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Staff who work in Shopify's own admin: a return they made there, told by signed webhooks like everything else. */
final class ShopifyAdmin {
    private static final int ORDERS_LIMIT = 200;
    private static final long FIRST_RETURN = 7_700_000_000_000L;
    private static final Duration UNTIL_APPROVED = Duration.ofMinutes(20);

    private final Hook hook;
    private final String domain;
    private final Faces faces;

    /** What it asks: whose thing may come back. */
    record Faces(Database database, Orders orders, Returns returns) {}

    ShopifyAdmin(Hook hook, String domain, Faces faces) {
        this.hook = hook;
        this.domain = domain;
        this.faces = faces;
    }

    /** Of the oldest order of which something can still come back, asked for and let come. */
    void make(StoreId store, Instant now, Door door) {
        found(store)
                .ifPresent(found -> door.deliver(List.of(
                        send("returns/request", now.minus(UNTIL_APPROVED), body(found, "requested", null)),
                        send(
                                "returns/approve",
                                now,
                                body(found, "open", found.order().number() + "-R1")))));
    }

    private record Found(OrderView order, Offering.Thing thing) {}

    private Optional<Found> found(StoreId store) {
        return faces.database().inStore(store, tx -> {
            List<OrderSummary> latest = faces.orders()
                    .list(tx, store, OrderQuery.newest(ORDERS_LIMIT))
                    .rows();
            for (OrderSummary order : latest.reversed()) {
                Optional<Offering> offering = faces.returns().offering(tx, store, order.id());
                if (offering.isEmpty()) continue;
                for (Offering.Thing thing : offering.get().things())
                    if (thing.isPossible())
                        return Optional.of(new Found(offering.get().order(), thing));
            }
            return Optional.empty();
        });
    }

    private static Fields body(Found found, String status, @Nullable String name) {
        long id = FIRST_RETURN + 1;
        return Fields.of("id", id)
                .put("admin_graphql_api_id", "gid://shopify/Return/" + id)
                .put("status", status)
                .put("name", name)
                .put("order", Fields.of("id", Long.parseLong(found.order().reference())))
                .put("total_return_line_items", 1)
                .put(
                        "return_line_items",
                        List.of(Fields.of("id", id + 1)
                                .put("quantity", 1)
                                .put("return_reason", "unwanted")
                                .put("customer_note", "Rang up: it does not go with the sofa after all")
                                .put(
                                        "fulfillment_line_item",
                                        Fields.of("id", id + 2)
                                                .put(
                                                        "line_item",
                                                        Fields.of(
                                                                "id",
                                                                Long.parseLong(found.thing()
                                                                        .line()
                                                                        .reference()))))
                                .map()));
    }

    private Sending send(String topic, Instant at, Fields body) {
        return hook.shopify(
                body.map(),
                Map.of(
                        "X-Shopify-Topic",
                        topic,
                        "X-Shopify-Shop-Domain",
                        domain,
                        "X-Shopify-Triggered-At",
                        at.toString(),
                        "X-Shopify-Webhook-Id",
                        topic.replace('/', '-') + "-in-the-admin"));
    }
}
