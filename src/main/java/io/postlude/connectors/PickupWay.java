package io.postlude.connectors;

import io.postlude.returns.Doorstep.Ending;
import io.postlude.returns.Doorstep.Outcome;
import io.postlude.returns.Doorstep.Stop;
import java.util.Map;

/** How carriers are told to fetch parcels under the labels of one kind of account. What was entered is given with each call. */
interface PickupWay {
    Outcome offer(Map<String, String> entered, Stop stop);

    Outcome agree(Map<String, String> entered, Stop stop, String offer);

    Outcome ask(Map<String, String> entered, Stop stop, String offer);

    Ending callOff(Map<String, String> entered, String reference);
}
