package io.postlude.stores;

import java.util.List;

/**
 * A place of the store.
 *
 * @param lines street and what stands around it, one to four
 * @param country ISO 3166-1, two letters
 */
public record StoreAddress(Use use, String name, List<String> lines, String postalCode, String city, String country) {
    public StoreAddress {
        lines = List.copyOf(lines);
    }

    /** What happens there. */
    public enum Use {
        SEAT,
        WAREHOUSE,
        RETURNS
    }
}
