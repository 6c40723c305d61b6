package io.postlude.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.deliveries.Expectation;
import io.postlude.deliveries.News;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Situation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The order for programs that read mails: schema.org Order, and a ParcelDelivery for each parcel, as JSON-LD. */
final class OrderData {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "https://schema.org";
    private static final int MOST_ITEMS = 20;

    private final DeliveryMail mail;
    private final Scene scene;

    private OrderData(DeliveryMail mail, Scene scene) {
        this.mail = mail;
        this.scene = scene;
    }

    /** Ready to stand in a script element: what could end one is written in another way. */
    static String of(DeliveryMail mail, Scene scene) {
        return new OrderData(mail, scene)
                .write()
                .toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private ArrayNode write() {
        ArrayNode all = JSON.createArrayNode();
        all.add(order(JSON.createObjectNode().put("@context", SCHEMA)));
        if (mail.news().kind() != News.Kind.ORDER_CONFIRMED) {
            for (Parcel parcel : mail.news().parcels()) {
                if (parcel.number() != null) {
                    all.add(parcel(parcel));
                }
            }
        }
        return all;
    }

    private ObjectNode order(ObjectNode order) {
        OrderFacts facts = scene.order();
        order.put("@type", "Order").put("orderNumber", facts.number());
        order.put("orderDate", facts.placedAt().toString());
        order.put("url", mail.links().page());
        order.put("orderStatus", SCHEMA + "/" + status());
        order.putObject("merchant")
                .put("@type", "Organization")
                .put("name", scene.brand().name());
        ArrayNode offers = order.putArray("acceptedOffer");
        facts.items().stream().limit(MOST_ITEMS).forEach(item -> offer(offers.addObject(), item));
        return order;
    }

    private void offer(ObjectNode offer, OrderFacts.Item item) {
        offer.put("@type", "Offer");
        product(offer.putObject("itemOffered"), item);
        if (item.price() != null) {
            offer.put("price", item.price().decimal());
            offer.put("priceCurrency", item.price().currency().getCurrencyCode());
        }
        offer.putObject("eligibleQuantity").put("@type", "QuantitativeValue").put("value", item.quantity());
    }

    private void product(ObjectNode product, OrderFacts.Item item) {
        product.put("@type", "Product").put("name", item.title());
        String picture = item.picture();
        if (picture != null) {
            product.put("image", picture.startsWith("/") ? mail.links().site() + picture : picture);
        }
    }

    private ObjectNode parcel(Parcel parcel) {
        ObjectNode delivery = JSON.createObjectNode().put("@context", SCHEMA).put("@type", "ParcelDelivery");
        delivery.put("trackingNumber", parcel.number());
        delivery.put("trackingUrl", mail.links().page());
        if (parcel.carrier().name() != null) {
            delivery.putObject("provider")
                    .put("@type", "Organization")
                    .put("name", parcel.carrier().name());
        }
        ObjectNode address = delivery.putObject("deliveryAddress").put("@type", "PostalAddress");
        if (scene.order().place() != null) {
            address.put("addressLocality", scene.order().place());
        }
        if (scene.order().recipient() != null) {
            address.put("name", scene.order().recipient());
        }
        arrival(delivery, parcel);
        ArrayNode items = delivery.putArray("itemShipped");
        parcel.items().stream().limit(MOST_ITEMS).forEach(item -> product(items.addObject(), item));
        delivery.putObject("partOfOrder")
                .put("@type", "Order")
                .put("orderNumber", scene.order().number())
                .putObject("merchant")
                .put("@type", "Organization")
                .put("name", scene.brand().name());
        return delivery;
    }

    private void arrival(ObjectNode delivery, Parcel parcel) {
        Expectation expected = parcel.expected();
        Window promised = scene.order().promised();
        LocalDate from = expected != null ? expected.from() : promised == null ? null : promised.from();
        LocalDate until = expected != null ? expected.to() : promised == null ? null : promised.to();
        if (until == null || Situation.of(parcel).isClosed()) {
            return;
        }
        put(delivery, "expectedArrivalFrom", from == null ? until : from);
        put(delivery, "expectedArrivalUntil", until);
    }

    private static void put(ObjectNode node, String name, @Nullable LocalDate day) {
        if (day != null) {
            node.put(name, day.toString());
        }
    }

    private String status() {
        return switch (scene.situation()) {
            case CANCELLED, VOIDED -> "OrderCancelled";
            case PLACED, PACKED, LABEL_MADE, NOT_HANDED_OVER -> "OrderProcessing";
            case PICKUP_READY, PICKUP_MISSED -> "OrderPickupAvailable";
            case DELIVERED -> "OrderDelivered";
            case RETURNED, RETURN_ARRIVED -> "OrderReturned";
            case MOVING, OUT_FOR_DELIVERY, APPOINTMENT, DELAYED, STALLED, FALSE_DELIVERY, RETURN_MOVING ->
                "OrderInTransit";
            case LOST,
                    DAMAGED,
                    UNDELIVERABLE,
                    NUMBER_WRONG,
                    REFUSED,
                    RETURNING,
                    PAYMENT_DUE,
                    ADDRESS,
                    CUSTOMS,
                    ATTEMPT_FAILED,
                    UNPROVEN,
                    SILENT,
                    HELD -> "OrderProblem";
        };
    }
}
