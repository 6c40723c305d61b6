package io.postlude.journeys;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import io.postlude.orders.Address;
import io.postlude.orders.OrderSnapshot;
import java.time.Instant;
import java.util.List;

/** An order to test with, as a shop would tell it. */
final class SampleOrder {
    private SampleOrder() {}

    static OrderSnapshot snapshot(JourneysWorld.Sample sample) {
        OrderSnapshot.Cancellation cancellation = sample.cancellation();
        Instant asOf = cancellation == null ? sample.placedAt() : cancellation.at();
        return new OrderSnapshot(
                "api",
                sample.number(),
                "#" + sample.number(),
                sample.placedAt(),
                asOf,
                new CustomerDetails(
                        "api",
                        sample.email() == null ? "nobody-" + sample.number() : null,
                        sample.email(),
                        null,
                        "Anna",
                        "Kessler",
                        "en",
                        sample.zone(),
                        sample.country(),
                        null,
                        List.of(),
                        List.of(),
                        sample.placedAt()),
                List.of(new OrderSnapshot.Line(
                        "l1",
                        OrderSnapshot.ProductRef.NONE,
                        "Linen shirt",
                        null,
                        sample.quantity(),
                        Money.of(4900, "EUR"),
                        Money.of(0, "EUR"),
                        Money.of(0, "EUR"),
                        true)),
                new OrderSnapshot.Totals(
                        Money.of(4900L * sample.quantity(), "EUR"),
                        Money.of(0, "EUR"),
                        Money.of(0, "EUR"),
                        Money.of(0, "EUR"),
                        Money.of(4900L * sample.quantity(), "EUR"),
                        true,
                        List.of(),
                        null),
                new Address(
                        "Anna Kessler", null, "Feldstraße 36", null, "20357", "Hamburg", null, sample.country(), null),
                null,
                null,
                cancellation,
                List.of(),
                List.of(),
                new OrderSnapshot.Context(sample.channel(), null, sample.tags(), null, null, null, "en"),
                true);
    }
}
