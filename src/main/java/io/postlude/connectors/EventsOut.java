package io.postlude.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.postlude.claims.ClaimEvent;
import io.postlude.customers.CustomerEvent;
import io.postlude.kernel.Event;
import io.postlude.kernel.Id;
import io.postlude.kernel.Json;
import io.postlude.loyalty.RewardEvent;
import io.postlude.messaging.MessagingEvent;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromiseEvent;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ShopReturnEvent;
import io.postlude.tracking.TrackingEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which events leave the house, under which names, and in which form: CloudEvents 1.0 as JSON, with ids as other systems see
 * them. A name is a promise: what it holds may grow, never change its meaning; that would be a v2.
 */
final class EventsOut {
    static final String PING = "postlude.ping.v1";
    /** A journey came by a step that calls. */
    static final String CALLED = "postlude.journey.called.v1";

    private static final Map<Class<? extends Event>, String> NAMES = names();
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .addModule(new SimpleModule("public-ids").addSerializer(Id.class, ToStringSerializer.instance))
            .build();

    private EventsOut() {}

    private static Map<Class<? extends Event>, String> names() {
        Map<Class<? extends Event>, String> names = new LinkedHashMap<>();
        names.put(OrderEvent.OrderPlaced.class, "order.placed");
        names.put(OrderEvent.OrderChanged.class, "order.changed");
        names.put(OrderEvent.OrderCancelled.class, "order.cancelled");
        names.put(OrderEvent.FulfilmentShipped.class, "order.shipped");
        names.put(OrderEvent.OrderRefunded.class, "order.refunded");
        names.put(TrackingEvent.ShipmentRegistered.class, "shipment.registered");
        names.put(TrackingEvent.ShipmentMoved.class, "shipment.moved");
        names.put(TrackingEvent.ShipmentDelayed.class, "shipment.delayed");
        names.put(TrackingEvent.ShipmentStalled.class, "shipment.stalled");
        names.put(TrackingEvent.ShipmentProblemOpened.class, "shipment.problem");
        names.put(TrackingEvent.ShipmentDelivered.class, "shipment.delivered");
        names.put(PromiseEvent.PromiseMade.class, "promise.made");
        names.put(PromiseEvent.PromiseAtRisk.class, "promise.at_risk");
        names.put(PromiseEvent.PromiseKept.class, "promise.kept");
        names.put(PromiseEvent.PromiseBroken.class, "promise.broken");
        names.put(CustomerEvent.CustomerRegistered.class, "customer.registered");
        names.put(CustomerEvent.ConsentGiven.class, "customer.consent_given");
        names.put(CustomerEvent.ConsentWithdrawn.class, "customer.consent_withdrawn");
        names.put(CustomerEvent.CustomerErased.class, "customer.erased");
        ofMessages(names);
        returns(names);
        names.put(ClaimEvent.ClaimMade.class, "claim.made");
        names.put(ClaimEvent.ClaimAskedBack.class, "claim.asked_back");
        names.put(ClaimEvent.ClaimAnswered.class, "claim.answered");
        names.put(ClaimEvent.ClaimAgreed.class, "claim.agreed");
        names.put(ClaimEvent.ClaimRefused.class, "claim.refused");
        names.put(ClaimEvent.ClaimWithdrawn.class, "claim.withdrawn");
        names.put(ClaimEvent.ClaimSettled.class, "claim.settled");
        names.put(ClaimEvent.ProductRegistered.class, "product.registered");
        names.put(RewardEvent.RewardGiven.class, "reward.given");
        names.put(RewardEvent.RewardUsed.class, "reward.used");
        names.put(RewardEvent.PoolRanLow.class, "reward.pool_low");
        names.replaceAll((type, name) -> "postlude." + name + ".v1");
        return Map.copyOf(names);
    }

    private static void returns(Map<Class<? extends Event>, String> names) {
        names.put(ReturnEvent.ReturnRequested.class, "return.requested");
        names.put(ReturnEvent.ReturnApproved.class, "return.approved");
        names.put(ReturnEvent.ReturnRefused.class, "return.refused");
        names.put(ReturnEvent.ReturnCalledOff.class, "return.called_off");
        names.put(ReturnEvent.ReturnShipped.class, "return.shipped");
        names.put(ReturnEvent.ReturnReceived.class, "return.received");
        names.put(ReturnEvent.ReturnOverdue.class, "return.overdue");
        names.put(ReturnEvent.ReturnReasonRose.class, "return.reason_rose");
        names.put(ReturnEvent.ReturnAppealed.class, "return.appealed");
        names.put(ReturnEvent.ReturnAppealAnswered.class, "return.appeal_answered");
        names.put(ReturnEvent.ReturnAccepted.class, "return.accepted");
        names.put(ReturnEvent.ReturnDeclined.class, "return.declined");
        names.put(ReturnEvent.RefundSettled.class, "return.refund_settled");
        names.put(ReturnEvent.ExchangeOrdered.class, "return.exchange_ordered");
        names.put(ReturnEvent.DifferenceCharged.class, "return.payment_asked");
        names.put(ReturnEvent.DifferencePaid.class, "return.payment_received");
        names.put(ReturnEvent.ExchangeLapsed.class, "return.exchange_lapsed");
        names.put(ReturnEvent.ContractWithdrawn.class, "order.withdrawn");
        names.put(ShopReturnEvent.ShopReturnChanged.class, "shop_return.changed");
    }

    private static void ofMessages(Map<Class<? extends Event>, String> names) {
        names.put(MessagingEvent.MessageSent.class, "message.sent");
        names.put(MessagingEvent.MessageDelivered.class, "message.delivered");
        names.put(MessagingEvent.MessageBounced.class, "message.bounced");
        names.put(MessagingEvent.MessageOpened.class, "message.opened");
        names.put(MessagingEvent.MessageClicked.class, "message.clicked");
        names.put(MessagingEvent.MessageUnwanted.class, "message.unwanted");
        names.put(MessagingEvent.MessageGaveUp.class, "message.given_up");
        names.put(MessagingEvent.MessageReceived.class, "message.received");
    }

    /** All names, sorted. */
    static List<String> types() {
        return NAMES.values().stream().sorted().toList();
    }

    static Set<Class<? extends Event>> wanted() {
        return NAMES.keySet();
    }

    /** Empty for one that does not leave, and for one of the past that came with a file: nobody is to be told of it. */
    static Optional<String> type(Event event) {
        boolean past = event instanceof OrderEvent order && order.imported();
        return past ? Optional.empty() : Optional.ofNullable(NAMES.get(event.getClass()));
    }

    /** Where an event of a lower module names an order by its bare number. */
    private static Optional<OrderId> orderOf(Event event) {
        Long order = switch (event) {
            case MessagingEvent.MessageOpened opened -> opened.order();
            case MessagingEvent.MessageClicked clicked -> clicked.order();
            default -> null;
        };
        return Optional.ofNullable(order).map(OrderId::new);
    }

    /** {@code source} names the store that it happened in. */
    static String body(Event event, String type, String id, String source) {
        ObjectNode data = MAPPER.valueToTree(event);
        orderOf(event).ifPresent(order -> data.put("order", order.toString()));
        data.remove(List.of("store", "occurredAt", "imported"));
        return envelope(new Head(type, id, source, event.occurredAt()), data);
    }

    static String ping(String id, String source, Instant at) {
        return envelope(
                new Head(PING, id, source, at), MAPPER.createObjectNode().put("says", "hello"));
    }

    static String called(String id, String source, Endpoints.Call call) {
        ObjectNode data = MAPPER.createObjectNode().put("name", call.name()).put("run", call.run());
        call.about().forEach(data::put);
        return envelope(new Head(CALLED, id, source, call.at()), data);
    }

    private record Head(String type, String id, String source, Instant at) {}

    private static String envelope(Head head, ObjectNode data) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("specversion", "1.0")
                .put("id", head.id())
                .put("source", head.source())
                .put("type", head.type())
                .put("time", head.at().toString())
                .put("datacontenttype", "application/json");
        event.set("data", data);
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON", e);
        }
    }
}
