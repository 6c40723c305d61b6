package io.postlude.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was meant.
 *
 * @param customer null where nothing was told by which a person could be found again
 * @param email as we compare it, null where none was told or it is none
 * @param erased this person asked to be forgotten: keep nothing personal that came along
 * @param problems values that could not be taken, a sentence each
 */
public record Resolved(
        @Nullable CustomerId customer, @Nullable String email, boolean erased, List<String> problems) {}
