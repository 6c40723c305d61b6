package io.postlude.journeys;

import io.postlude.flows.FlowId;
import java.util.Set;

/**
 * What other journeys really sent to the same person around one rehearsed decision.
 *
 * @param sameDay those whose message went on the day this one would have gone, by the person's own clock
 * @param room those that had taken the room it had to wait for, or never got
 */
public record Meeting(Set<FlowId> sameDay, Set<FlowId> room) {
    static final Meeting NONE = new Meeting(Set.of(), Set.of());

    public Meeting {
        sameDay = Set.copyOf(sameDay);
        room = Set.copyOf(room);
    }
}
