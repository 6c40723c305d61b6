package io.postlude.console;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.postlude.claims.ClaimState;
import io.postlude.connectors.Inbox;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.promises.RiskQueue;
import io.postlude.returns.ReturnsModule;
import io.postlude.returns.Stage;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.util.Map;

/** The numbers in the navigation. Counted at most every few seconds: they stand on every page. */
final class Counts implements Frame.Waiting {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int MOST_STORES = 1_000;

    private final LoadingCache<StoreId, Map<String, Long>> counts;

    Counts(Database database, ConsoleModule.Faces faces) {
        Tracking tracking = faces.tracking();
        Inbox inbox = faces.inbox();
        RiskQueue risks = faces.risks();
        ReturnsModule returns = faces.returns();
        this.counts = Caffeine.newBuilder()
                .maximumSize(MOST_STORES)
                .expireAfterWrite(KEPT)
                .build(store -> database.inStore(
                        store,
                        tx -> Map.of(
                                "at-risk", risks.count(tx, store),
                                "trouble", tracking.troubledCount(tx, store),
                                "mapping",
                                        tracking.mappings().list(tx, store).stream()
                                                .filter(code -> code.decided() == null)
                                                .count(),
                                "inbox", inbox.counts(store).failed(),
                                "messages", faces.messages().stuck(tx, store),
                                "requests", faces.requests().waiting(tx, store),
                                "returns", returns.returns().counts(tx, store).getOrDefault(Stage.ASKED, 0L),
                                "claims",
                                        faces.claims()
                                                .claims()
                                                .counts(tx, store)
                                                .getOrDefault(ClaimState.ASKED, 0L),
                                "receive", returns.returns().counts(tx, store).getOrDefault(Stage.ARRIVED, 0L))));
    }

    @Override
    public Map<String, Long> of(StoreId store) {
        return counts.get(store);
    }
}
