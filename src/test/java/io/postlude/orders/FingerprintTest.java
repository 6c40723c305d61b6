package io.postlude.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerDetails;
import io.postlude.kernel.Money;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Instant AT = Instant.parse("2026-03-02T10:15:30Z");
    private static final Money TEN = Money.of(1_000, "EUR");

    @Test
    void the_same_news_has_the_same_fingerprint() {
        assertEquals(Fingerprint.of(whole()), Fingerprint.of(whole()));
    }

    @Test
    void every_value_counts_wherever_it_stands() throws Exception {
        Set<Long> seen = new HashSet<>();
        assertTrue(seen.add(Fingerprint.of(whole())));
        List<Record> variants = variants(whole());
        assertTrue(variants.size() > 60, "only " + variants.size() + " values were varied");
        for (Record variant : variants)
            assertTrue(seen.add(Fingerprint.of((OrderSnapshot) variant)), () -> "does not count: " + variant);
    }

    @Test
    void words_do_not_run_into_their_neighbours() {
        assertNotEquals(Fingerprint.of(named("ab", "c")), Fingerprint.of(named("a", "bc")));
        assertNotEquals(Fingerprint.of(named("", "x")), Fingerprint.of(named("x", "")));
    }

    /** The record with one value changed, for each value in it at any depth. */
    private static List<Record> variants(Record record) throws Exception {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++)
            values[i] = components[i].getAccessor().invoke(record);
        var constructor = record.getClass()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        List<Record> all = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (Object other : others(values[i])) {
                Object[] changed = values.clone();
                changed[i] = other;
                all.add((Record) constructor.newInstance(changed));
            }
        }
        return all;
    }

    private static List<? extends Object> others(Object value) throws Exception {
        return switch (value) {
            case String text -> List.of(text + "x");
            case Instant at -> List.of(at.plusNanos(1_000));
            case LocalDate day -> List.of(day.plusDays(1));
            case Integer number -> List.of(number + 1);
            case Boolean yes -> List.of(!yes);
            case Money money -> List.of(new Money(money.minor() + 1, money.currency()), Money.of(money.minor(), "USD"));
            case Enum<?> one ->
                List.of(Arrays.stream(one.getDeclaringClass().getEnumConstants())
                        .filter(other -> other != one)
                        .findFirst()
                        .orElseThrow());
            case List<?> list -> list.isEmpty() ? List.of() : lists(list);
            case Record record -> variants(record);
            default -> throw new AssertionError("no other " + value.getClass());
        };
    }

    private static List<List<?>> lists(List<?> list) throws Exception {
        List<List<?>> all = new ArrayList<>(List.of(List.of()));
        for (Object other : others(list.getFirst())) all.add(List.of(other));
        return all;
    }

    private static OrderSnapshot named(String first, String last) {
        OrderSnapshot whole = whole();
        return new OrderSnapshot(
                first,
                last,
                whole.number(),
                AT,
                AT,
                null,
                whole.lines(),
                whole.totals(),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                whole.context(),
                true);
    }

    private static OrderSnapshot whole() {
        var product = new OrderSnapshot.ProductRef("p", "v", "s", "maker", "kind", "https://i", "https://p");
        return new OrderSnapshot(
                "shopify",
                "1",
                "#1",
                AT,
                AT.plusSeconds(5),
                new CustomerDetails(
                        "shopify",
                        "7",
                        "a@example.com",
                        "+4930",
                        "Anna",
                        "Kessler",
                        "de",
                        "Europe/Berlin",
                        "DE",
                        "1990-01-01",
                        List.of("vip"),
                        List.of(),
                        AT),
                List.of(new OrderSnapshot.Line("l1", product, "Shirt", "M", 2, TEN, TEN, TEN, true)),
                new OrderSnapshot.Totals(TEN, TEN, TEN, TEN, TEN, true, List.of("CODE"), "Standard"),
                new Address("a", "b", "c", "d", "e", "f", "g", "DE", "h"),
                new Address("i", "j", "k", "l", "m", "n", "o", "DE", "p"),
                new OrderSnapshot.PromisedWindow(LocalDate.of(2026, 3, 4), LocalDate.of(2026, 3, 8)),
                new OrderSnapshot.Cancellation(AT, "changed their mind"),
                List.of(new FulfilmentSnapshot(
                        "f1",
                        AT,
                        AT,
                        List.of(new FulfilmentSnapshot.Parcel("dhl", "123", "https://dhl")),
                        List.of(new FulfilmentSnapshot.LineQuantity("l1", 1, "A7")),
                        false,
                        "express")),
                List.of(new RefundSnapshot(
                        "r1", AT, TEN, List.of(new FulfilmentSnapshot.LineQuantity("l1", 1, "A7")), "broken")),
                new OrderSnapshot.Context("web", "ad", List.of("gift"), "note", "open", "paid", "de-DE"),
                true);
    }
}
