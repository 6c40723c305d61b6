package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void a_decimal_is_read_in_the_minor_units_of_its_currency() {
        assertEquals(1234, Money.parse("12.34", EUR).minor());
        assertEquals(1230, Money.parse("12.3", EUR).minor());
        assertEquals(1230, Money.parse("12.300", EUR).minor());
        assertEquals(12, Money.parse("12", Currency.getInstance("JPY")).minor());
        assertEquals(12, Money.parse("12.00", Currency.getInstance("JPY")).minor());
        assertEquals(12_345, Money.parse("12.345", Currency.getInstance("KWD")).minor());
        assertEquals(-5, Money.parse("-0.05", EUR).minor());
    }

    @Test
    void an_amount_too_fine_or_malformed_is_refused_with_what_is_expected() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Money.parse("12.345", EUR))
                .getMessage()
                .contains("2 decimals"));
        for (String wrong : List.of("", "12,34", "1e3", "NaN", "12.", ".5", "12 34", "9999999999999999999"))
            assertThrows(IllegalArgumentException.class, () -> Money.parse(wrong, EUR), wrong);
        assertThrows(
                IllegalArgumentException.class,
                () -> Money.parse("99999999999999999.99".repeat(1) + "9", Currency.getInstance("KWD")));
    }

    @Test
    void a_printed_amount_reads_back_as_itself() {
        Random random = new Random(42);
        for (String code : List.of("EUR", "JPY", "KWD", "BRL")) {
            Currency currency = Currency.getInstance(code);
            for (int i = 0; i < 1_000; i++) {
                Money money = new Money(random.nextLong(-1_000_000_000, 1_000_000_000), currency);
                assertEquals(money, Money.parse(money.decimal(), currency));
            }
        }
    }

    @Test
    void shares_add_up_to_the_whole_and_none_is_off_by_more_than_one_unit() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            Money whole = new Money(random.nextLong(-100_000, 100_000), EUR);
            List<Long> weights = new ArrayList<>();
            int count = random.nextInt(1, 12);
            for (int i = 0; i < count; i++) weights.add((long) random.nextInt(0, 50));
            long total = weights.stream().mapToLong(Long::longValue).sum();
            if (total == 0) continue;
            List<Money> shares = whole.allocate(weights);
            assertEquals(whole.minor(), shares.stream().mapToLong(Money::minor).sum(), "seed " + seed);
            for (int i = 0; i < count; i++) {
                double exact = (double) whole.minor() * weights.get(i) / total;
                assertTrue(Math.abs(shares.get(i).minor() - exact) < 1.0, "seed " + seed);
            }
        }
    }

    @Test
    void a_share_in_basis_points_rounds_as_told() {
        assertEquals(13, new Money(250, EUR).share(500, RoundingMode.HALF_UP).minor());
        assertEquals(12, new Money(250, EUR).share(500, RoundingMode.DOWN).minor());
    }

    @Test
    void currencies_do_not_mix_and_sums_do_not_overflow_silently() {
        Money euro = Money.of(1, "EUR");
        assertThrows(IllegalArgumentException.class, () -> euro.plus(Money.of(1, "USD")));
        assertThrows(
                ArithmeticException.class, () -> Money.of(Long.MAX_VALUE, "EUR").plus(euro));
    }
}
