package io.postlude.promises;

import org.jspecify.annotations.Nullable;

/**
 * How what was promised travels, where that is known: carriers and lanes are compared by it.
 *
 * @param carrier as {@code tracking} calls it
 * @param lane the carrier's service and the country it goes to, like {@code standard DE}
 */
public record Way(@Nullable String carrier, @Nullable String lane) {
    public static final Way UNKNOWN = new Way(null, null);
}
