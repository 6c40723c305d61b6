package io.postlude.twin;

import io.postlude.kernel.Json;
import io.postlude.twin.OrderPlan.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shop of its own making, which tells of its orders and of one carrier's scans over the JSON API. */
final class ApiVoice implements Voice {
    private static final String API = "/api/v1/";

    private final String key;
    private final Carrier ownScans;

    /** {@code ownScans} is the carrier whose scans the shop hands in itself. */
    ApiVoice(String key, Carrier ownScans) {
        this.key = key;
        this.ownScans = ownScans;
    }

    @Override
    public List<Sending> say(Happening happening) {
        return switch (happening) {
            case Happening.OrderPlaced(Instant at, OrderPlan order) -> List.of(put(order, order(order, at)));
            case Happening.OrderCancelled(Instant at, OrderPlan order) ->
                List.of(put(
                        order,
                        order(order, at).put("cancelledAt", at.toString()).put("cancelReason", "customer")));
            case Happening.ParcelShipped(Instant at, OrderPlan order, ParcelPlan parcel) ->
                List.of(send(
                        "PUT",
                        "orders/" + order.name() + "/fulfilments/" + parcel.reference(),
                        fulfilment(order, parcel, at)));
            case Happening.ParcelSeen seen -> seen(seen);
            case Happening.ReturnSent(Instant at, OrderPlan order, ParcelPlan parcel) ->
                List.of(ParcelCall.back(order.name(), order, parcel).send(this, at));
            case Happening.ParcelHandedOn(Instant at, OrderPlan order, ParcelPlan parcel) ->
                List.of(ParcelCall.handedOn(order.name(), order, parcel).send(this, at));
            case Happening.ProductsListed _,
                    Happening.MoneyBack _,
                    Happening.QuestionAsked _,
                    Happening.QuestionAnswered _,
                    Happening.Settled _ -> List.of();
        };
    }

    Sending send(String method, String path, Fields body) {
        return document(method, path, Json.write(body.map()).getBytes(StandardCharsets.UTF_8));
    }

    Sending document(String method, String path, byte[] body) {
        return new Sending(
                method, API + path, Map.of("Content-Type", "application/json", "Authorization", "Bearer " + key), body);
    }

    private Sending put(OrderPlan order, Fields body) {
        return send("PUT", "orders/" + order.name(), body);
    }

    private static Fields order(OrderPlan order, Instant at) {
        Shopper buyer = order.buyer();
        List<Map<String, Object>> items = new ArrayList<>();
        for (Line line : order.lines()) items.add(item(line).map());
        return Fields.of("number", order.name())
                .put("placedAt", order.placedAt().toString())
                .put("updatedAt", at.toString())
                .put("currency", "EUR")
                .put("channel", "web")
                .put("locale", buyer.country().locale)
                .put("paymentStatus", "paid")
                .put("customer", customer(order))
                .put("shipTo", address(buyer))
                .put("billTo", address(buyer))
                .put(
                        "promised",
                        Fields.of("from", order.promisedFrom().toString())
                                .put("by", order.promisedBy().toString()))
                .put("items", items)
                .put(
                        "totals",
                        Fields.of("goods", Fields.amount(order.goodsCents()))
                                .put("discount", Fields.amount(order.discountCents()))
                                .put("shipping", Fields.amount(order.shippingCents()))
                                .put("total", Fields.amount(order.totalCents()))
                                .put("shippingMethod", "Standard"));
    }

    private static Fields customer(OrderPlan order) {
        Shopper buyer = order.buyer();
        return Fields.of("reference", "C-" + buyer.number())
                .put("email", buyer.email(order.shop()))
                .put("phone", buyer.hasPhone() ? buyer.phone() : null)
                .put("givenName", buyer.name().given())
                .put("familyName", buyer.name().family())
                .put("locale", buyer.country().locale)
                .put("country", buyer.country().name())
                .put("birthday", buyer.birthday());
    }

    private static Fields address(Shopper buyer) {
        return Fields.of("name", buyer.name().whole())
                .put("line1", buyer.street())
                .put("postcode", buyer.home().postcode())
                .put("city", buyer.home().city())
                .put("country", buyer.country().name());
    }

    private static Fields item(Line line) {
        Article article = line.article();
        return Fields.of("reference", "L" + line.position())
                .put("productReference", article.sku())
                .put("sku", article.sku())
                .put("title", article.title())
                .put("variant", article.words().variant())
                .put("type", article.words().type())
                .put("imageUrl", article.picture())
                .put("quantity", line.quantity())
                .put("unitPrice", Fields.amount(article.cents()))
                .put("discount", Fields.amount(line.discountCents()));
    }

    private static Fields fulfilment(OrderPlan order, ParcelPlan parcel, Instant at) {
        return Fields.of("shippedAt", parcel.labelAt().toString())
                .put("updatedAt", at.toString())
                .put("service", "standard")
                .put(
                        "parcels",
                        List.of(Map.of(
                                "carrier", parcel.way().lane().carrier().slug(), "trackingNumber", parcel.number())))
                .put(
                        "items",
                        parcel.articles().stream()
                                .map(position -> order.lines().get(position - 1))
                                .map(line -> Map.of("reference", "L" + line.position(), "quantity", line.quantity()))
                                .toList());
    }

    private List<Sending> seen(Happening.ParcelSeen seen) {
        if (seen.parcel().way().lane().carrier() != ownScans) return List.of();
        List<Map<String, Object>> scans = new ArrayList<>();
        for (Seen one : seen.soFar()) scans.add(scan(seen.parcel(), one).map());
        return List.of(send("POST", "scans", Fields.of("scans", scans)));
    }

    private static Fields scan(ParcelPlan parcel, Seen seen) {
        String ours = seen.step().ours();
        return Fields.of("trackingNumber", parcel.number())
                .put("carrier", parcel.way().lane().carrier().slug())
                .put("vocabulary", ours == null ? parcel.way().lane().carrier().slug() : null)
                .put("status", ours == null ? seen.step().subtag() : ours)
                .put("occurredAt", seen.at().toString())
                .put("city", seen.city())
                .put("country", country(seen.country3()));
    }

    private static String country(String iso3) {
        for (Place.Country country : Place.Country.values()) if (country.iso3.equals(iso3)) return country.name();
        return iso3;
    }
}
