package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What messages cost by the prices a store entered, at the provider that is tried first; in the store's currency.
 *
 * @param sms for one segment
 */
public record ChannelPrices(BigDecimal sms, BigDecimal whatsappUtility, BigDecimal whatsappMarketing) {

    public static ChannelPrices read(Tx tx, StoreId store) {
        Map<String, String> sms = Map.of();
        Map<String, String> whatsapp = Map.of();
        for (ProviderSql.Row row : ProviderSql.list(tx, store).reversed()) {
            if (!row.enabled()) continue;
            if (row.channel() == Channel.SMS) sms = row.settings();
            if (row.channel() == Channel.WHATSAPP) whatsapp = row.settings();
        }
        return new ChannelPrices(
                Account.price(sms, "price"),
                Account.price(whatsapp, "price_utility"),
                Account.price(whatsapp, "price_marketing"));
    }
}
