package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The customer-service window of WhatsApp: for 24 hours after a person's own message a store may answer in its own words;
 * before and after, only approved templates go.
 */
public final class Window {
    public static final Duration OPEN = Duration.ofHours(24);

    private final Database database;
    private final InstantSource clock;

    public Window(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whether a free text may go to this number now. */
    public boolean isOpen(StoreId store, String number) {
        Instant since = clock.instant().minus(OPEN);
        return database.<Boolean>inStore(store, tx -> heard(tx, store, number, since));
    }

    private static boolean heard(Tx tx, StoreId store, String number, Instant since) {
        return tx.number("""
                        select count(*) from (select 1 from messaging.received
                          where store_id = ? and channel = ? and sender = ? and at > ? limit 1) one""", store, Channel.WHATSAPP, number, since) == 1;
    }
}
