package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.messaging.Mailbox;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a touchpoint is for.
 *
 * @param customer the id the order came in under
 * @param mailbox absent where there is none, or none that can be written to
 * @param standing what stands between us and the person, if anything
 * @param refused purposes they said no to
 * @param agreed purposes they said yes to
 */
record Recipient(
        @Nullable CustomerId customer,
        @Nullable Mailbox mailbox,
        @Nullable String givenName,
        Locale locale,
        ZoneId zone,
        Standing standing,
        Set<Purpose> refused,
        Set<Purpose> agreed) {
    Recipient {
        refused = Set.copyOf(refused);
        agreed = Set.copyOf(agreed);
    }

    /** They asked not to be told what they can do without. */
    boolean refusesCourtesy() {
        return refused.contains(Purpose.SERVICE);
    }

    /** The same under the id the person is known by now. */
    Recipient known(CustomerId canonical) {
        return new Recipient(canonical, mailbox, givenName, locale, zone, standing, refused, agreed);
    }

    /** Whether the person is there to be written to. */
    enum Standing {
        REACHABLE,
        ERASED,
        BOUNCED
    }
}
