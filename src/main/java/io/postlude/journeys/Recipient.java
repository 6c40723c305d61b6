package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.customers.Reach;
import io.postlude.messaging.Mailbox;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a touchpoint is for.
 *
 * @param customer the id the order came in under
 * @param mailbox absent where there is none, or none that can be written to
 * @param phone in E.164
 * @param standing what stands between us and the person, if anything
 * @param refused purposes they said no to
 * @param agreed purposes they said yes to
 * @param elsewhere the same of other channels than mail
 */
record Recipient(
        @Nullable CustomerId customer,
        @Nullable Mailbox mailbox,
        @Nullable String phone,
        @Nullable String givenName,
        Locale locale,
        ZoneId zone,
        Standing standing,
        Set<Purpose> refused,
        Set<Purpose> agreed,
        Map<Channel, Reach.Said> elsewhere) {
    Recipient {
        refused = Set.copyOf(refused);
        agreed = Set.copyOf(agreed);
        elsewhere = Map.copyOf(elsewhere);
    }

    /** They asked not to be told what they can do without. */
    boolean refusesCourtesy() {
        return refused.contains(Purpose.SERVICE);
    }

    Reach.Said said(Channel channel) {
        return channel == Channel.EMAIL
                ? new Reach.Said(refused, agreed)
                : elsewhere.getOrDefault(channel, Reach.Said.NOTHING);
    }

    Recipient speaking(Locale other) {
        return new Recipient(customer, mailbox, phone, givenName, other, zone, standing, refused, agreed, elsewhere);
    }

    /** The same under the id the person is known by now. */
    Recipient known(CustomerId canonical) {
        return new Recipient(canonical, mailbox, phone, givenName, locale, zone, standing, refused, agreed, elsewhere);
    }

    /** Whether the person is there to be written to. */
    enum Standing {
        REACHABLE,
        ERASED,
        BOUNCED
    }
}
