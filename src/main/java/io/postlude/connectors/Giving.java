package io.postlude.connectors;

import io.postlude.returns.Refunds.Due;
import io.postlude.returns.Refunds.Outcome;
import java.util.Map;

/** Gives one kind of what is due through an account. What was entered is given with each call. */
interface Giving {
    Outcome give(Map<String, String> entered, Due due);

    /**
     * What became of a call whose answer was lost. {@code Later} only where surely nothing was given; whoever gives no answer
     * leaves it in doubt.
     */
    Outcome ask(Map<String, String> entered, Due due);
}
