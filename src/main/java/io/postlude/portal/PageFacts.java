package io.postlude.portal;

import io.postlude.deliveries.Deliveries.Known;
import io.postlude.deliveries.Language;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Brand;
import java.time.ZoneId;
import java.util.Optional;

/** Where the facts of the pages come from: the modules before this one, or a bench that needs none of them. */
interface PageFacts {
    Optional<Shop> shop(StoreId store);

    Optional<Shop> shop(String slug);

    /** Everything a tracking page says about an order; nothing if the store has no such order. */
    Optional<Known> order(StoreId store, long order);

    /** The order of that number, if that e-mail is the one it was bought with; both as a person types them. */
    Optional<Long> find(StoreId store, String number, String email);

    /** A store as its pages see it; {@code language} is what a page is in unless the customer asks for another. */
    record Shop(StoreId id, String slug, Brand brand, Language language, ZoneId zone) {
        FrameWriter.StoreFace face() {
            return new FrameWriter.StoreFace(slug, brand);
        }
    }
}
