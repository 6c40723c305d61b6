package io.postlude.promises;

import io.postlude.stores.PersonId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open promise at risk, as the queue shows it.
 *
 * @param owner who has taken it in hand
 * @param deeds what was done about it, the oldest first
 */
public record AtRisk(
        Promise promise,
        Outlook outlook,
        Instant since,
        @Nullable PersonId owner,
        List<RiskDeed.Kind> deeds) {}
