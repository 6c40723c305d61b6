package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Reach;
import io.postlude.deliveries.Manner;
import io.postlude.messaging.Mailbox;
import io.postlude.orders.OrderView;
import io.postlude.returns.GiftRecipient;
import io.postlude.returns.ReturnNews;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who an order's news goes to: the address given with the order, else the one the person is known by. */
final class Recipients {
    private Recipients() {}

    static Recipient of(Surroundings around, OrderView order) {
        CustomerId customer = order.customer();
        Reach reach = customer == null ? null : around.people().get(customer);
        String address = address(order, around.people());
        Mailbox mailbox =
                address == null ? null : Mailbox.parse(order.buyer(), address).orElse(null);
        Manner manner = Manner.of(around.store(), order, reach);
        return new Recipient(
                customer,
                mailbox,
                reach == null ? null : reach.phone(),
                reach == null ? null : reach.givenName(),
                manner.locale(),
                manner.zone(),
                standing(around, reach, address),
                reach == null ? Set.of() : reach.refused(),
                reach == null ? Set.of() : reach.agreed(),
                reach == null ? Map.of() : reach.elsewhere());
    }

    /** Of a gift that goes back: whoever sends it, and nothing of the buyer's. In the language it was asked for in. */
    static Recipient of(Surroundings around, OrderView order, ReturnNews.@Nullable Stand back) {
        Recipient buyer = of(around, order);
        if (back == null) return buyer;
        Locale locale = back.language() == null
                ? buyer.locale()
                : Locale.forLanguageTag(back.language().code());
        GiftRecipient gift = back.recipient();
        if (!back.view().isGift()) return buyer.speaking(locale);
        String address = gift == null ? null : gift.email();
        return new Recipient(
                null,
                gift == null ? null : Mailbox.parse(gift.name(), gift.email()).orElse(null),
                null,
                gift == null ? null : gift.name(),
                locale,
                buyer.zone(),
                standing(around, null, address),
                Set.of(),
                Set.of(),
                Map.of());
    }

    static @Nullable String ofGift(ReturnNews.Stand back) {
        return back.recipient() == null ? null : back.recipient().email();
    }

    /** A person, without an order to go by. */
    static Recipient of(Surroundings around, CustomerId customer) {
        Reach reach = around.people().get(customer);
        String address = reach == null ? null : reach.email();
        Manner manner = Manner.of(around.store(), reach);
        return new Recipient(
                reach == null ? customer : reach.id(),
                address == null ? null : Mailbox.parse(null, address).orElse(null),
                reach == null ? null : reach.phone(),
                reach == null ? null : reach.givenName(),
                manner.locale(),
                manner.zone(),
                standing(around, reach, address),
                reach == null ? Set.of() : reach.refused(),
                reach == null ? Set.of() : reach.agreed(),
                reach == null ? Map.of() : reach.elsewhere());
    }

    static @Nullable String address(OrderView order, Map<CustomerId, Reach> people) {
        if (order.email() != null) return order.email();
        Reach reach = order.customer() == null ? null : people.get(order.customer());
        return reach == null ? null : reach.email();
    }

    private static Recipient.Standing standing(Surroundings around, @Nullable Reach reach, @Nullable String address) {
        if (reach != null && reach.erased()) return Recipient.Standing.ERASED;
        return address != null && around.bounced().contains(address.toLowerCase(Locale.ROOT))
                ? Recipient.Standing.BOUNCED
                : Recipient.Standing.REACHABLE;
    }
}
