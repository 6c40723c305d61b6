package io.postlude.returns;

import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import io.postlude.stores.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a request is judged by, read at one moment.
 *
 * @param facts of each line, with the reason left open
 * @param free the numbers of the pieces that can still come back, in order
 * @param held pieces of each line that are in a return now
 * @param shippingHeld what of the way out pieces in returns bring back
 */
record Situation(
        Store store,
        OrderView order,
        OrderWorth worth,
        Policy policy,
        Map<LineId, Facts> facts,
        Map<LineId, List<Integer>> free,
        Map<LineId, Set<Integer>> held,
        long shippingHeld) {

    /** Whether these pieces are all that was bought and not yet in a return. */
    boolean completes(Map<LineId, Integer> pieces) {
        return order.lines().stream()
                .filter(OrderView.Line::needsShipping)
                .allMatch(line -> held.getOrDefault(line.id(), Set.of()).size() + pieces.getOrDefault(line.id(), 0)
                        >= line.quantity());
    }
}
