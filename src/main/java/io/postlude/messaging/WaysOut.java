package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be reached beside mail, for some people of one store.
 *
 * @param set channels with a provider that is switched on
 * @param suppressed numbers nobody writes to, by channel
 * @param windows numbers that wrote on WhatsApp within 24 hours
 * @param browsers those that take notices, the newest last
 */
public record WaysOut(
        Set<Channel> set,
        Map<Channel, Set<String>> suppressed,
        Set<String> windows,
        Map<CustomerId, List<PushId>> browsers) {
    public WaysOut {
        set = Set.copyOf(set);
        suppressed = Map.copyOf(suppressed);
        windows = Set.copyOf(windows);
        browsers = Map.copyOf(browsers);
    }

    /** Who is asked about. */
    public record Of(Collection<String> numbers, Collection<CustomerId> people) {}

    /** Four statements, however many they are; {@code now}: for the window of WhatsApp. */
    public static WaysOut read(Tx tx, StoreId store, Of of, Instant now) {
        Set<Channel> set = EnumSet.noneOf(Channel.class);
        tx.each(
                "select distinct channel from messaging.provider where store_id = ? and enabled",
                row -> set.add(Channel.valueOf(row.getString(1))),
                store);
        Map<Channel, Set<String>> suppressed = new EnumMap<>(Channel.class);
        for (Channel channel : List.of(Channel.SMS, Channel.WHATSAPP))
            if (set.contains(channel)) suppressed.put(channel, SuppressionSql.among(tx, store, channel, of.numbers()));
        return new WaysOut(
                set,
                suppressed,
                set.contains(Channel.WHATSAPP) ? windows(tx, store, of.numbers(), now) : Set.of(),
                set.contains(Channel.PUSH) ? PushSql.ofCustomers(tx, store, of.people()) : Map.of());
    }

    private static Set<String> windows(Tx tx, StoreId store, Collection<String> numbers, Instant now) {
        return new HashSet<>(tx.list(
                """
                select distinct sender from messaging.received
                where store_id = ? and channel = ? and sender = any(?) and at > ? and at <= ?""",
                row -> row.getString(1),
                store,
                Channel.WHATSAPP,
                numbers.toArray(String[]::new),
                now.minus(Window.OPEN),
                now));
    }
}
