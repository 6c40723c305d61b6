package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Something that messages may make more or less of, as the module counts it that knows: questions asked, returns announced. */
public record Counted(String name, Times times) {
    /** When each of these people did it; those who never did are left out. */
    @FunctionalInterface
    public interface Times {
        Map<CustomerId, List<Instant>> of(Tx tx, StoreId store, Collection<CustomerId> people);
    }
}
