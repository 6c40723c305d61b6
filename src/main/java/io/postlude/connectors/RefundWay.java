package io.postlude.connectors;

import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.returns.Payout;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Outcome;
import java.util.List;
import java.util.Map;

/** One kind of account through which refunds go, such as a shop's own refunds. What was entered is given with each call. */
interface RefundWay {
    /** In one stable word; payouts name it. */
    String kind();

    /** As people call it. */
    String title();

    /** What it is for, in a few words. */
    String purpose();

    /** What a store enters to use it, in the order of the form. */
    List<Entry> entries();

    /** What is wrong with what was entered, by name; signs in there last. */
    Map<String, String> check(Map<String, String> entered);

    /** Whether it gives this kind for orders of this source. */
    boolean gives(Map<String, String> entered, String source, Payout.Kind kind);

    Outcome give(Map<String, String> entered, Due due);

    /**
     * What became of a call whose answer was lost. {@code Later} only where surely nothing was given; whoever gives no answer
     * leaves it in doubt.
     */
    Outcome ask(Map<String, String> entered, Due due);
}
