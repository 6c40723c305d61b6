package io.postlude.api;

import io.postlude.connectors.JsonFields;
import io.postlude.orders.OrderId;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ShipmentRegistration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads a parcel to be followed that no fulfilment tells of: one that comes back, or another number of one under way. */
final class ShipmentDocument {
    private static final int NUMBERS_LIMIT = 10;
    private static final int NUMBER_LIMIT_CHARS = 100;
    private static final int WORD_LIMIT_CHARS = 200;

    private ShipmentDocument() {}

    static ShipmentRegistration read(String reference, OrderId order, JsonFields body, Instant now) {
        List<ParcelNumber> numbers = numbers(body);
        if (numbers.isEmpty()) body.fault("numbers", "is needed: at least one, with its carrier");
        return new ShipmentRegistration(
                reference,
                order,
                direction(body),
                numbers,
                OrderDocument.items(body).stream()
                        .map(item -> new ShipmentRegistration.Item(item.lineReference(), item.quantity()))
                        .toList(),
                new ShipmentRegistration.Lane(body.text("service", WORD_LIMIT_CHARS), OrderDocument.country(body)),
                null,
                Objects.requireNonNullElse(body.instant("shippedAt"), now));
    }

    private static List<ParcelNumber> numbers(JsonFields body) {
        List<ParcelNumber> numbers = new ArrayList<>();
        for (JsonFields one : body.objects("numbers", NUMBERS_LIMIT)) {
            String number = ScansDocument.number(one, NUMBER_LIMIT_CHARS);
            if (!number.isEmpty()) numbers.add(new ParcelNumber(one.text("carrier", WORD_LIMIT_CHARS), number));
        }
        return numbers;
    }

    private static Direction direction(JsonFields body) {
        String word =
                Objects.requireNonNullElse(body.text("direction"), "outbound").toLowerCase(Locale.ROOT);
        if (word.equals("inbound")) return Direction.INBOUND;
        if (!word.equals("outbound")) body.fault("direction", "must be outbound, to the customer, or inbound, back");
        return Direction.OUTBOUND;
    }
}
