package io.postlude.journeys;

import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import java.util.List;

/** Puts messages into the outbox: one for each group, about all touchpoints in it. The ids come back in the same order. */
interface Letters {
    List<MessageId> queue(Tx tx, Surroundings around, List<List<Plan>> groups);
}
