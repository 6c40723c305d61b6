package io.postlude.deliveries;

import io.postlude.kernel.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Amounts of money as people of a language write them. */
public final class Prices {
    /** Made once for each language, for a format is dear to make; copied for each use, for it may serve one at a time. */
    private static final Map<Locale, NumberFormat> FORMATS = new ConcurrentHashMap<>();

    private Prices() {}

    /** "12.00 EUR" as "12,00 \u20ac". */
    public static String full(Money amount, Locale locale) {
        return text(amount, locale, Math.max(0, amount.currency().getDefaultFractionDigits()));
    }

    /** As {@link #full}, and a whole amount without decimals. */
    public static String brief(Money amount, Locale locale) {
        int digits = Math.max(0, amount.currency().getDefaultFractionDigits());
        return text(amount, locale, amount.decimal().endsWith(".00") ? 0 : digits);
    }

    private static String text(Money amount, Locale locale, int digits) {
        NumberFormat format = (NumberFormat) FORMATS.computeIfAbsent(locale, NumberFormat::getCurrencyInstance)
                .clone();
        format.setCurrency(amount.currency());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(new BigDecimal(amount.decimal()));
    }
}
