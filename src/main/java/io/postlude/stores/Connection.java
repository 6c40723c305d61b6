package io.postlude.stores;

import io.postlude.kernel.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store's tie to one outside system.
 *
 * @param pathToken the public word in the webhook's address; it finds the connection and proves nothing
 * @param shopDomain the shop's name in that system, such as {@code maren.myshopify.com}
 * @param secrets what signs its webhooks: the current one first, then the former one while it still counts
 */
public record Connection(
        ConnectionId id,
        StoreId store,
        Source source,
        String pathToken,
        @Nullable String shopDomain,
        List<Secret> secrets,
        Map<String, String> extras,
        boolean enabled) {
    public Connection {
        secrets = List.copyOf(secrets);
        extras = Map.copyOf(extras);
    }

    /** A signing secret; {@code until} is null for the current one. It keeps itself out of logs. */
    public record Secret(String value, @Nullable Instant until) {
        @Override
        public String toString() {
            return "Secret[until=" + until + "]";
        }
    }
}
