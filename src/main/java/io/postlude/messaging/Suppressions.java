package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is not written to any more on a channel, and why. What is lifted stays on record. */
public final class Suppressions {
    private final Ids ids;
    private final InstantSource clock;

    public Suppressions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** Why nobody writes there. */
    public enum Reason {
        /** It came back: there is no such address. */
        BOUNCE,
        /** The reader called it unwanted. */
        COMPLAINT,
        /** They answered STOP. */
        STOP,
        /** The provider says that nothing can be sent there. */
        INVALID,
        /** A person of the store said so. */
        MANUAL
    }

    /** {@code source} says who told: a provider's kind, a mailbox, a colleague. */
    public record Telling(
            Channel channel,
            String address,
            Reason reason,
            @Nullable String detail,
            String source) {}

    /** One entry; {@code liftedAt} null while it stands. */
    public record Entry(
            long id,
            Telling telling,
            Instant at,
            @Nullable Instant liftedAt,
            @Nullable String liftedBy) {}

    /** Says it once: where one stands already, nothing changes. Answers whether it is new. */
    public boolean suppress(Tx tx, StoreId store, Telling telling) {
        return SuppressionSql.insert(tx, store, new Entry(ids.next(), normal(telling), clock.instant(), null, null));
    }

    /** Whose address is lifted and by whom; {@code only} names the one reason that may be lifted, null any. */
    public record Lifting(
            Channel channel,
            String address,
            String by,
            @Nullable Reason only) {}

    /** Writing there is allowed again. */
    public boolean lift(Tx tx, StoreId store, Lifting lifting) {
        Lifting normal = new Lifting(
                lifting.channel(), normal(lifting.channel(), lifting.address()), lifting.by(), lifting.only());
        return SuppressionSql.lift(tx, store, normal, clock.instant());
    }

    /** A person of the store lifts one entry of the list. */
    public boolean lift(Tx tx, StoreId store, long id, String by) {
        return SuppressionSql.liftOne(tx, store, new SuppressionSql.Lifted(id, by, clock.instant()));
    }

    /** Those of the addresses that stand on the list. */
    public Set<String> among(Tx tx, StoreId store, Channel channel, Collection<String> addresses) {
        return SuppressionSql.among(
                tx,
                store,
                channel,
                addresses.stream().map(address -> normal(channel, address)).toList());
    }

    /** A page of a store's list, newest first; {@code text} finds an address. */
    public Page<Entry> list(Tx tx, StoreId store, @Nullable String text, @Nullable String cursor) {
        return SuppressionSql.list(tx, store, text, cursor);
    }

    private static Telling normal(Telling telling) {
        return new Telling(
                telling.channel(),
                normal(telling.channel(), telling.address()),
                telling.reason(),
                telling.detail(),
                telling.source());
    }

    private static String normal(Channel channel, String address) {
        return channel == Channel.EMAIL ? address.strip().toLowerCase(Locale.ROOT) : address.strip();
    }
}
