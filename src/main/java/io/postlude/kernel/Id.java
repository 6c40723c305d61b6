package io.postlude.kernel;

/**
 * A typed 64-bit id: each noun has its own record that implements this, so that an order's id cannot be passed as a
 * customer's. Events and JSON carry the bare number; people and other systems see {@link PublicId}.
 */
public interface Id {
    long value();
}
