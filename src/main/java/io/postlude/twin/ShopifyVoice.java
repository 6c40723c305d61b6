package io.postlude.twin;

import io.postlude.twin.OrderPlan.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shop at Shopify: its webhooks of products, orders, fulfilments and refunds. */
final class ShopifyVoice implements Voice {
    /** Of so many orders the shop says that they are gifts. */
    private static final double GIFTS = 0.06;

    private static final String CURRENCY = "EUR";

    private final Hook hook;
    private final String domain;

    ShopifyVoice(Hook hook, String domain) {
        this.hook = hook;
        this.domain = domain;
    }

    @Override
    public List<Sending> say(Happening happening) {
        return switch (happening) {
            case Happening.ProductsListed(Instant at, List<Article> articles) ->
                articles.stream()
                        .map(article -> send("products/create", article.sku(), product(article, at)))
                        .toList();
            case Happening.OrderPlaced(Instant at, OrderPlan order) ->
                List.of(send("orders/create", order.name(), order(order, at)));
            case Happening.OrderCancelled(Instant at, OrderPlan order) ->
                List.of(send(
                        "orders/cancelled",
                        order.name(),
                        order(order, at).put("cancelled_at", at.toString()).put("cancel_reason", "customer")));
            case Happening.ParcelShipped(Instant at, OrderPlan order, ParcelPlan parcel) ->
                List.of(send("fulfillments/create", parcel.reference(), fulfilment(order, parcel, at)));
            case Happening.ParcelSeen(Instant at, OrderPlan order, ParcelPlan parcel, List<Seen> soFar) ->
                soFar.getLast().step() == Step.VOIDED
                        ? List.of(send(
                                "fulfillments/update",
                                parcel.reference(),
                                fulfilment(order, parcel, at).put("status", "cancelled")))
                        : List.of();
            case Happening.MoneyBack back ->
                List.of(send("refunds/create", back.order().name(), refund(back)));
            case Happening.ParcelHandedOn _,
                    Happening.ReturnSent _,
                    Happening.QuestionAsked _,
                    Happening.QuestionAnswered _,
                    Happening.Settled _ -> List.of();
        };
    }

    private Sending send(String topic, String about, Fields body) {
        return hook.shopify(
                body.map(),
                Map.of(
                        "X-Shopify-Topic", topic,
                        "X-Shopify-Shop-Domain", domain,
                        "X-Shopify-Webhook-Id", topic.replace('/', '-') + "-" + about));
    }

    private static Fields product(Article article, Instant at) {
        return Fields.of("id", article.number())
                .put("title", article.title())
                .put("vendor", "Maren & Pine")
                .put("product_type", article.words().type())
                .put("status", "active")
                .put("created_at", at.toString())
                .put("updated_at", at.toString())
                .put(
                        "variants",
                        List.of(Fields.of("id", article.number() + 1)
                                .put("title", article.words().variant())
                                .put("sku", article.sku())
                                .put("price", Fields.amount(article.cents()))
                                .map()))
                .put("images", List.of(Map.of("src", article.picture())));
    }

    private static Fields order(OrderPlan order, Instant at) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Line line : order.lines()) lines.add(line(order, line).map());
        Shopper buyer = order.buyer();
        return Fields.of("id", order.shopNumber())
                .put("name", order.name())
                .put("order_number", order.number())
                .put("created_at", order.placedAt().toString())
                .put("processed_at", order.placedAt().toString())
                .put("updated_at", at.toString())
                .put("currency", CURRENCY)
                .put("financial_status", "paid")
                .put("source_name", "web")
                .put("tags", order.dice().on("gift").chance(GIFTS) ? "gift" : "")
                .put(
                        "landing_site",
                        order.dice().on("landing").pick(List.of("/", "/collections/new", "/?utm_source=news")))
                .put("customer_locale", buyer.country().locale)
                .put("buyer_accepts_marketing", buyer.readsNews())
                .put("taxes_included", true)
                .put("total_line_items_price", Fields.amount(order.goodsCents()))
                .put("total_discounts", Fields.amount(order.discountCents()))
                .put("total_tax", "0.00")
                .put("total_price", Fields.amount(order.totalCents()))
                .put("discount_codes", order.discountCents() > 0 ? List.of(Map.of("code", "FIKA10")) : List.of())
                .put(
                        "shipping_lines",
                        List.of(Fields.of("title", "Standard")
                                .put("price", Fields.amount(order.shippingCents()))
                                .map()))
                .put(
                        "note_attributes",
                        List.of(
                                Map.of(
                                        "name",
                                        "promised_from",
                                        "value",
                                        order.promisedFrom().toString()),
                                Map.of(
                                        "name",
                                        "promised_by",
                                        "value",
                                        order.promisedBy().toString())))
                .put("customer", customer(order))
                .put("email", buyer.email(order.shop()))
                .put("shipping_address", address(buyer))
                .put("billing_address", address(buyer))
                .put("line_items", lines);
    }

    private static Fields customer(OrderPlan order) {
        Shopper buyer = order.buyer();
        return Fields.of("id", 6_200_000_000_000L + buyer.number())
                .put("email", buyer.email(order.shop()))
                .put("phone", buyer.hasPhone() ? buyer.phone() : null)
                .put("first_name", buyer.name().given())
                .put("last_name", buyer.name().family());
    }

    private static Fields address(Shopper buyer) {
        return Fields.of("name", buyer.name().whole())
                .put("address1", buyer.street())
                .put("zip", buyer.home().postcode())
                .put("city", buyer.home().city())
                .put("country_code", buyer.country().name());
    }

    private static Fields line(OrderPlan order, Line line) {
        Fields fields = Fields.of("id", line.number(order.number()))
                .put("product_id", line.article().number())
                .put("variant_id", line.article().number() + 1)
                .put("sku", line.article().sku())
                .put("title", line.article().title())
                .put("variant_title", line.article().words().variant())
                .put("vendor", "Maren & Pine")
                .put("quantity", line.quantity())
                .put("price", Fields.amount(line.article().cents()))
                .put("requires_shipping", true);
        return line.discountCents() == 0
                ? fields
                : fields.put("discount_allocations", List.of(Map.of("amount", Fields.amount(line.discountCents()))));
    }

    private static Fields fulfilment(OrderPlan order, ParcelPlan parcel, Instant at) {
        return Fields.of("id", 5_100_000_000_000L + order.number() * 100 + parcel.position())
                .put("order_id", order.shopNumber())
                .put("name", order.name() + "." + parcel.position())
                .put("status", "success")
                .put("created_at", parcel.labelAt().toString())
                .put("updated_at", at.toString())
                .put("service", "standard")
                .put("tracking_company", parcel.way().lane().carrier().written())
                .put("tracking_number", parcel.number())
                .put("tracking_numbers", List.of(parcel.number()))
                .put(
                        "line_items",
                        parcel.articles().stream()
                                .map(position -> order.lines().get(position - 1))
                                .map(line -> Map.of("id", line.number(order.number()), "quantity", line.quantity()))
                                .toList());
    }

    private static Fields refund(Happening.MoneyBack back) {
        OrderPlan order = back.order();
        @Nullable Line line = back.line();
        long cents = line == null ? order.totalCents() : line.cents() - line.discountCents();
        List<Line> lines = line == null ? order.lines() : List.of(line);
        return Fields.of("id", 4_300_000_000_000L + order.number())
                .put("order_id", order.shopNumber())
                .put("created_at", back.at().toString())
                .put("processed_at", back.at().toString())
                .put("note", back.why())
                .put(
                        "refund_line_items",
                        lines.stream()
                                .map(one -> Map.of(
                                        "line_item_id", one.number(order.number()),
                                        "quantity", one.quantity(),
                                        "subtotal", Fields.amount(one.cents() - one.discountCents()),
                                        "subtotal_set",
                                                Map.of(
                                                        "shop_money",
                                                        Map.of(
                                                                "amount",
                                                                Fields.amount(one.cents()),
                                                                "currency_code",
                                                                CURRENCY))))
                                .toList())
                .put(
                        "transactions",
                        List.of(Map.of(
                                "kind",
                                "refund",
                                "status",
                                "success",
                                "amount",
                                Fields.amount(cents),
                                "currency",
                                CURRENCY)));
    }
}
