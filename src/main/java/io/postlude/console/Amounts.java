package io.postlude.console;

import io.postlude.kernel.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Amounts as people enter them. */
final class Amounts {
    private Amounts() {}

    /** Null where the text is none, or below zero; a comma counts as a point. */
    static @Nullable Money read(String text, Currency currency) {
        try {
            Money money = Money.parse(text.strip().replace(',', '.'), currency);
            return money.isNegative() ? null : money;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return null;
        }
    }

    /** {@code 25} or {@code 7.50}, for a field. */
    static String print(Money money) {
        String text = money.decimal();
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
