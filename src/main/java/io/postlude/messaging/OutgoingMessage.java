package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rendered message on a channel other than e-mail, ready to be sent.
 *
 * @param kind what it is about in one word of ours: {@code delivery_shipped}
 * @param dedupeKey the same key in the same store is the same message: it is sent once, whatever the channel
 * @param to where: a telephone number in E.164 for SMS and WhatsApp, a subscription's id for push
 * @param customer the person it is written to, where known: an erasure empties the message
 * @param usefulFor after so long it is not sent any more
 */
public record OutgoingMessage(
        StoreId store,
        String kind,
        String dedupeKey,
        Channel channel,
        String to,
        @Nullable CustomerId customer,
        Purpose purpose,
        Wording wording,
        WhenInDoubt whenInDoubt,
        Duration usefulFor)
        implements Outgoing {
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern SUBSCRIPTION = Pattern.compile("[A-Za-z0-9_]{1,80}");

    public OutgoingMessage {
        OutgoingMail.check(kind, dedupeKey, usefulFor);
        if (!wording.fits(channel))
            throw new IllegalArgumentException(channel + " does not carry a "
                    + wording.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        // Says nothing of the address itself: it is personal, and this message may end in a log.
        Pattern form = channel == Channel.PUSH ? SUBSCRIPTION : NUMBER;
        if (!form.matcher(to).matches())
            throw new IllegalArgumentException("not an address on " + channel + "; telephone numbers are in E.164");
    }
}
