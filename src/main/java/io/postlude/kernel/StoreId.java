package io.postlude.kernel;

/** The tenant's key. It stands first in every key and query; the kernel knows it because the database's row rules hang on it. */
public record StoreId(int value) {
    public StoreId {
        if (value <= 0) throw new IllegalArgumentException("a store id is positive, not " + value);
    }

    @Override
    public String toString() {
        return "sto_" + value;
    }
}
