package io.postlude.promises;

import io.postlude.kernel.StoreId;
import java.time.Instant;

/**
 * What was promised has happened.
 *
 * @param at when it happened in the world: this decides between kept and broken
 * @param replayed whether it is history read again, which nobody is to hear of
 */
public record Settlement(StoreId store, PromiseId promise, Instant at, boolean replayed) {}
