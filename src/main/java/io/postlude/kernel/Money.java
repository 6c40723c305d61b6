package io.postlude.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;

/** An exact amount: whole minor units (cents, yen, fils) of one ISO 4217 currency. */
public record Money(long minor, Currency currency) implements Comparable<Money> {
    private static final Pattern AMOUNT = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,12})?");

    public static Money of(long minor, String currency) {
        return new Money(minor, Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads a decimal such as {@code 12.34}; digits past the currency's minor unit must be zeros.
     *
     * @throws IllegalArgumentException where the text is no plain decimal, too fine for the currency, or too large
     */
    public static Money parse(String decimal, Currency currency) {
        String text = decimal.strip();
        if (!AMOUNT.matcher(text).matches())
            throw new IllegalArgumentException("\"" + clip(text) + "\" is not an amount such as 12.34");
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        try {
            return new Money(new BigDecimal(text).movePointRight(digits).longValueExact(), currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "\"" + clip(text) + "\" does not fit " + currency + ", which has " + digits + " decimals", e);
        }
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    public Money times(long count) {
        return new Money(Math.multiplyExact(minor, count), currency);
    }

    public Money negate() {
        return new Money(Math.negateExact(minor), currency);
    }

    /** {@code basisPoints} hundredths of a per cent of this, rounded as the caller says. */
    public Money share(long basisPoints, RoundingMode rounding) {
        BigDecimal share = BigDecimal.valueOf(minor).multiply(BigDecimal.valueOf(basisPoints));
        return new Money(share.divide(BigDecimal.valueOf(10_000), 0, rounding).longValueExact(), currency);
    }

    /** Shares this out by weights; the parts add up to it exactly, the largest remainders get the odd units first. */
    public List<Money> allocate(List<Long> weights) {
        long total = 0;
        for (long weight : weights) {
            if (weight < 0) throw new IllegalArgumentException("a weight is not negative: " + weight);
            total = Math.addExact(total, weight);
        }
        if (total == 0) throw new IllegalArgumentException("no weight to allocate by");
        BigDecimal[][] parts = new BigDecimal[weights.size()][];
        List<Integer> byRemainder = new ArrayList<>();
        long given = 0;
        for (int i = 0; i < weights.size(); i++) {
            parts[i] = BigDecimal.valueOf(Math.abs(minor))
                    .multiply(BigDecimal.valueOf(weights.get(i)))
                    .divideAndRemainder(BigDecimal.valueOf(total));
            given += parts[i][0].longValueExact();
            byRemainder.add(i);
        }
        byRemainder.sort((a, b) -> parts[b][1].compareTo(parts[a][1]));
        long odd = Math.abs(minor) - given;
        List<Money> shares = new ArrayList<>(Collections.nCopies(weights.size(), zero(currency)));
        for (int rank = 0; rank < byRemainder.size(); rank++) {
            int i = byRemainder.get(rank);
            long units = parts[i][0].longValueExact() + (rank < odd ? 1 : 0);
            shares.set(i, new Money(Long.signum(minor) * units, currency));
        }
        return shares;
    }

    /** The plain decimal, for files and APIs: {@code 12.34}. */
    public String decimal() {
        return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()))
                .toPlainString();
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public boolean isZero() {
        return minor == 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    @Override
    public String toString() {
        return decimal() + " " + currency;
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency))
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        return other;
    }

    private static String clip(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
