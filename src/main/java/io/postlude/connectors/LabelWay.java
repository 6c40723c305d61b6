package io.postlude.connectors;

import io.postlude.returns.Postage.Outcome;
import io.postlude.returns.Postage.Voiding;
import io.postlude.returns.Postage.Wanted;
import java.util.Map;

/** One kind of account through which labels are bought. What was entered is given with each call. */
interface LabelWay extends AccountWay {
    /** What it would cost, under a name by which it is bought and asked about. Nothing is bought. */
    Outcome offer(Map<String, String> entered, Wanted wanted);

    Outcome buy(Map<String, String> entered, Wanted wanted, String offer);

    /**
     * What became of a purchase whose answer was lost. {@code Later} only where surely nothing was bought; whoever gives no
     * answer leaves it in doubt.
     */
    Outcome ask(Map<String, String> entered, Wanted wanted, String offer);

    /** How carriers are told to fetch what goes under its labels. */
    PickupWay pickups();

    /** Gives a label back, or says how that stands; it looks first, so that it may be asked as often as one likes. */
    Voiding giveBack(Map<String, String> entered, String reference);
}
