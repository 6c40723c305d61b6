package io.postlude.connectors;

import io.postlude.returns.Payout;
import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Outcome;
import java.util.Map;

/** One kind of account through which refunds go, such as a shop's own refunds. What was entered is given with each call. */
interface RefundWay extends AccountWay {
    /** Whether it gives this kind for orders of this source. */
    boolean gives(Map<String, String> entered, String source, Payout.Kind kind);

    Outcome give(Map<String, String> entered, Due due);

    /**
     * What became of a call whose answer was lost. {@code Later} only where surely nothing was given; whoever gives no answer
     * leaves it in doubt.
     */
    Outcome ask(Map<String, String> entered, Due due);
}
