package io.postlude.customers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person as a row of a list. */
public record CustomerSummary(
        CustomerId id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String country,
        Instant since,
        List<String> tags) {}
