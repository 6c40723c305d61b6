package io.postlude.customers;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to write to a person by e-mail, as far as it can be told without reading all there is about them.
 *
 * @param id the canonical record
 * @param refused purposes for which they said no to e-mail; the stricter word of merged records
 * @param agreed purposes for which they said yes to e-mail, and have not said no since
 * @param tags the shop's and the store's own
 * @param erased nothing else is left then
 */
public record Reach(
        CustomerId id,
        @Nullable String email,
        @Nullable String givenName,
        @Nullable String locale,
        @Nullable String zone,
        Set<Purpose> refused,
        Set<Purpose> agreed,
        Set<String> tags,
        boolean erased) {
    public Reach {
        refused = Set.copyOf(refused);
        agreed = Set.copyOf(agreed);
        tags = Set.copyOf(tags);
    }
}
