package io.postlude.loyalty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was given.
 *
 * @param pool its key
 * @param until the last day it is good on; null: for ever
 * @param used an order that stands carried it
 */
public record Reward(
        String pool, Worth worth, String code, @Nullable LocalDate until, boolean used) {
    /** What stands for a code where none is given: in rehearsals and trials. */
    public static final String EXAMPLE_CODE = "THANKS-EXAMPLE";
}
