package io.postlude.orders;

import io.postlude.kernel.Money;
import java.time.LocalDate;

/** How many orders of one day (in the store's zone) stand like this, and what they came to; one row per currency. */
public record DayCount(
        LocalDate day, OrderState state, FulfilmentState fulfilment, long orders, long units, Money total) {}
