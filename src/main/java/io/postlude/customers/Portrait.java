package io.postlude.customers;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person besides who they are: what groups of people are told apart by.
 *
 * @param id the canonical record
 * @param locale BCP 47
 * @param birthday {@code 1990-05-17} or {@code --05-17}
 * @param refused purposes for which they said no to e-mail
 * @param agreed purposes for which they said yes to e-mail, and have not said no since
 */
public record Portrait(
        CustomerId id,
        Instant since,
        @Nullable String locale,
        @Nullable String country,
        @Nullable String birthday,
        boolean mailed,
        boolean phoned,
        List<String> tags,
        Set<Purpose> refused,
        Set<Purpose> agreed) {
    public Portrait {
        tags = List.copyOf(tags);
        refused = Set.copyOf(refused);
        agreed = Set.copyOf(agreed);
    }
}
