package io.postlude.twin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API call about a parcel that no fulfilment tells of: sent back by the customer, or given to another carrier.
 *
 * @param source where the order comes from; null for the API itself
 */
record ParcelCall(String reference, @Nullable String source, Fields body, ParcelPlan parcel) {

    static ParcelCall back(String orderReference, OrderPlan order, ParcelPlan parcel) {
        return new ParcelCall(
                "RET-" + order.name(),
                null,
                Fields.of("order", orderReference)
                        .put("direction", "inbound")
                        .put("country", order.buyer().country().name())
                        .put("numbers", List.of(number(parcel.way().lane().carrier(), parcel.number()))),
                parcel);
    }

    static ParcelCall handedOn(String orderReference, OrderPlan order, ParcelPlan parcel) {
        Carrier first = parcel.way().lane().carrier();
        Carrier last = parcel.way().lane().lastMile();
        return new ParcelCall(
                order.name() + "." + parcel.position(),
                null,
                Fields.of("order", orderReference)
                        .put("country", order.buyer().country().name())
                        .put(
                                "numbers",
                                List.of(
                                        number(first, parcel.number()),
                                        number(last == null ? first : last, parcel.lastMileNumber()))),
                parcel);
    }

    ParcelCall from(String otherSource) {
        return new ParcelCall(reference, otherSource, body, parcel);
    }

    Sending send(ApiVoice voice, Instant at) {
        String query = source == null ? "" : "?source=" + source;
        return voice.send("PUT", "shipments/" + reference + query, body.put("shippedAt", at.toString()))
                .building();
    }

    private static Map<String, String> number(Carrier carrier, String number) {
        return Map.of("carrier", carrier.slug(), "trackingNumber", number);
    }
}
