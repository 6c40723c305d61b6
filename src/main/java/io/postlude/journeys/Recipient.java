package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.messaging.Mailbox;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom a touchpoint is for.
 *
 * @param customer the id the order came in under
 * @param mailbox absent where there is none, or none that can be written to
 * @param standing what stands between us and the person, if anything
 * @param refusesCourtesy they asked not to be told what they can do without
 */
record Recipient(
        @Nullable CustomerId customer,
        @Nullable Mailbox mailbox,
        @Nullable String givenName,
        Locale locale,
        ZoneId zone,
        Standing standing,
        boolean refusesCourtesy) {

    /** Whether the person is there to be written to. */
    enum Standing {
        REACHABLE,
        ERASED,
        BOUNCED
    }
}
