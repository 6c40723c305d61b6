package io.postlude.journeys;

import io.postlude.messaging.Mailbox;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a store has settled about its touchpoints.
 *
 * @param sender from whom mails come; absent where neither the installation nor the brand has an address
 */
record StoreRules(
        Rhythm rhythm,
        Caps caps,
        Set<TouchpointKind> off,
        @Nullable Mailbox sender) {
    StoreRules {
        off = Set.copyOf(off);
    }
}
