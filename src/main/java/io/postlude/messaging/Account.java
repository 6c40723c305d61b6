package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.kernel.StoreId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store's account with a provider, opened for use.
 *
 * @param kind which adapter speaks to it, such as {@code twilio}
 * @param values all that was entered, secrets among them; it keeps itself out of logs
 * @param reports the address under which this provider tells us of its messages
 */
public record Account(
        StoreId store,
        ProviderId id,
        Channel channel,
        String kind,
        String name,
        Map<String, String> values,
        String reports,
        boolean enabled,
        @Nullable Instant pausedUntil) {
    public Account {
        values = Map.copyOf(values);
    }

    /** Empty where it was not entered. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** A price that was entered; nothing where it was not, for no message may fail on its price. */
    public BigDecimal price(String name) {
        return price(values, name);
    }

    static BigDecimal price(Map<String, String> values, String name) {
        String entered = values.getOrDefault(name, "");
        return entered.matches("[0-9]{1,4}(\\.[0-9]{1,6})?") ? new BigDecimal(entered) : BigDecimal.ZERO;
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }
}
