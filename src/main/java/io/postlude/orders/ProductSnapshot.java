package io.postlude.orders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product as a source describes it, bought or not.
 *
 * @param reference the source's own id of the product, the same that orders name
 * @param imageUrl https, or a file of this server; null where there is none
 * @param asOf when the source last changed it: newer words win, holes are filled by older ones
 */
public record ProductSnapshot(
        String source,
        String reference,
        String title,
        @Nullable String vendor,
        @Nullable String type,
        @Nullable String imageUrl,
        @Nullable String pageUrl,
        Instant asOf) {}
