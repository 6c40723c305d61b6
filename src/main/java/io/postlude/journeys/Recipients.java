package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.customers.Reach;
import io.postlude.messaging.Mailbox;
import io.postlude.orders.OrderView;
import java.util.Locale;
import java.util.Map;
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
        return new Recipient(
                customer,
                mailbox,
                reach == null ? null : reach.givenName(),
                locale(around, order, reach),
                Zones.of(
                        reach == null ? null : reach.zone(),
                        order.shipTo(),
                        around.store().zone()),
                standing(around, reach, address),
                reach != null && reach.refused().contains(Purpose.SERVICE));
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

    /** The language of the order, which the person chose last; else the one they are known to speak; else the store's. */
    private static Locale locale(Surroundings around, OrderView order, @Nullable Reach reach) {
        for (String told : new @Nullable String[] {order.context().locale(), reach == null ? null : reach.locale()}) {
            if (told == null) continue;
            Locale locale = Locale.forLanguageTag(told.replace('_', '-'));
            if (!locale.getLanguage().isEmpty()) return locale;
        }
        return around.store().locale();
    }
}
