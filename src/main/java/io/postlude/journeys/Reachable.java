package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.flows.Medium;
import io.postlude.messaging.PushId;
import java.util.List;
import java.util.Set;

/**
 * What is known about reaching one person beside mail.
 *
 * @param set channels with a provider that is switched on
 * @param suppressed channels on which nobody writes to their number
 * @param window they wrote on WhatsApp within 24 hours
 * @param template the text goes by a template of WhatsApp
 * @param forms what the text has words for
 */
record Reachable(
        Set<Channel> set,
        Set<Channel> suppressed,
        boolean window,
        boolean template,
        List<PushId> browsers,
        Set<Medium> forms) {
    /** Where only mail is asked about. */
    static final Reachable BY_MAIL = new Reachable(Set.of(), Set.of(), false, false, List.of(), Set.of(Medium.EMAIL));

    Reachable {
        set = Set.copyOf(set);
        suppressed = Set.copyOf(suppressed);
        browsers = List.copyOf(browsers);
        forms = Set.copyOf(forms);
    }
}
