package io.postlude.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A postal address as the shop has it; {@code country} is ISO 3166 alpha-2 where it could be told. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Address(
        @Nullable String name,
        @Nullable String company,
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String postcode,
        @Nullable String city,
        @Nullable String region,
        @Nullable String country,
        @Nullable String phone) {}
