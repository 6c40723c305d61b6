package io.postlude.deliveries;

import io.postlude.customers.Reach;
import io.postlude.orders.OrderView;
import io.postlude.stores.Store;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * In which language and by which clock a customer is told about an order. Decided here and nowhere else, so that the page and
 * every message name the same day in the same words.
 */
public record Manner(Locale locale, ZoneId zone) {

    /** {@code reach} is what is known of the person; absent where nobody is known. */
    public static Manner of(Store store, OrderView order, @Nullable Reach reach) {
        return new Manner(
                locale(store, order, reach),
                Zones.of(reach == null ? null : reach.zone(), order.shipTo(), store.zone()));
    }

    /** For what is about a person and no order. */
    public static Manner of(Store store, @Nullable Reach reach) {
        String told = reach == null || reach.locale() == null ? "" : reach.locale();
        Locale locale = Locale.forLanguageTag(told.replace('_', '-'));
        return new Manner(
                locale.getLanguage().isEmpty() ? store.locale() : locale,
                Zones.of(reach == null ? null : reach.zone(), null, store.zone()));
    }

    /** The clock of somebody without an order; {@code told}: the zone they are known to live by. */
    public static ZoneId zone(Store store, @Nullable String told) {
        return Zones.of(told, null, store.zone());
    }

    /** The language of the order, which the person chose last; else the one they are known to speak; else the store's. */
    private static Locale locale(Store store, OrderView order, @Nullable Reach reach) {
        for (String told : new @Nullable String[] {order.context().locale(), reach == null ? null : reach.locale()}) {
            if (told != null) {
                Locale locale = Locale.forLanguageTag(told.replace('_', '-'));
                if (!locale.getLanguage().isEmpty()) {
                    return locale;
                }
            }
        }
        return store.locale();
    }

    /** The language we write to them in. */
    public Language language() {
        return Language.of(locale.toLanguageTag());
    }
}
