package io.postlude.portal;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderEvent;
import java.util.List;

/** Runs the bench on the tests' database, while working on it. */
final class PageBenchProgram {
    private PageBenchProgram() {}

    static void main() {
        try (var test = TestDatabase.fresh()) {
            var ids = new Ids(9);
            var log = new EventLog(ids, EventTypes.register(test.database(), List.of(OrderEvent.class)));
            var clock = MovableClock.running();
            int ended = PageBench.run(
                    new PageBench.Ground(
                            test.database(), new Secrets(test.database()), log, new Messages(ids, clock), clock),
                    System.out);
            if (ended != 0) {
                throw new IllegalStateException("The bench could not run");
            }
        }
    }
}
