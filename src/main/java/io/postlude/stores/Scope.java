package io.postlude.stores;

import java.util.Arrays;
import java.util.Optional;

/** What a key may do. */
public enum Scope {
    ORDERS_READ("orders:read"),
    ORDERS_WRITE("orders:write"),
    CUSTOMERS_READ("customers:read"),
    CUSTOMERS_WRITE("customers:write"),
    TRACKING_READ("tracking:read"),
    TRACKING_WRITE("tracking:write"),
    RETURNS_READ("returns:read"),
    RETURNS_WRITE("returns:write"),
    POLICY_WRITE("policy:write"),
    JOURNEYS_READ("journeys:read"),
    JOURNEYS_WRITE("journeys:write"),
    REWARDS_READ("rewards:read"),
    REWARDS_WRITE("rewards:write"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /** As the API and its documentation write it. */
    public String word() {
        return word;
    }

    public static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }
}
