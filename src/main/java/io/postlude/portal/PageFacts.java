package io.postlude.portal;

import io.postlude.deliveries.Deliveries.Known;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Manner;
import io.postlude.kernel.StoreId;
import io.postlude.orders.LineId;
import io.postlude.returns.ShopReturn;
import io.postlude.returns.SizeFit;
import io.postlude.stores.Brand;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the facts of the pages come from: the modules before this one, or a bench that needs none of them. */
interface PageFacts {
    Optional<Shop> shop(StoreId store);

    Optional<Shop> shop(String slug);

    /** Everything a tracking page says about an order; nothing if the store has no such order. */
    Optional<Known> order(StoreId store, long order);

    /** In which language, and by which clock, its customer is told about an order; nothing if the store has no such order. */
    default Optional<Manner> manner(StoreId store, long order) {
        return order(store, order)
                .map(known -> new Manner(Locale.of(known.language().code()), known.zone()));
    }

    /** Whether anything of an order can be sent back, and what is. */
    default Backs backs(StoreId store, long order) {
        return Backs.NONE;
    }

    /**
     * Which size others kept of these things, as long as it helps: until they come, and then as long as they can go back. By
     * the order's line.
     */
    default Map<LineId, Fit> sizes(StoreId store, long order, boolean came) {
        return Map.of();
    }

    /** What there is to say about one size; {@code better} null: of the product as a whole. */
    record Fit(
            SizeFit.Says says,
            SizeFit.Direction direction,
            String size,
            @Nullable String better,
            long agreeing,
            long settled) {}

    /** What a journey put on the page; {@code language} null: the customer's own. Asked for only when a page is really sent. */
    default Optional<TrackingPage.Block> block(StoreId store, long order, @Nullable Language language) {
        return Optional.empty();
    }

    /** Returns of an order that were made in the shop. */
    default List<InShop> inShop(StoreId store, long order) {
        return List.of();
    }

    /** With what its things are called; {@code refunded}: the shop gave the money for all of it. */
    record InShop(ShopReturn it, Map<String, String> titles, boolean refunded) {
        public InShop {
            titles = Map.copyOf(titles);
        }
    }

    /** {@code until} is the last day, where there is one; {@code codes} are those of its returns. */
    record Backs(boolean possible, @Nullable LocalDate until, List<String> codes, Troubles troubles) {
        static final Backs NONE = new Backs(false, null, List.of(), Troubles.NONE);

        public Backs {
            codes = List.copyOf(codes);
        }
    }

    /** Whether something can be reported, and the codes of what was. */
    record Troubles(boolean possible, List<String> codes) {
        static final Troubles NONE = new Troubles(false, List.of());

        public Troubles {
            codes = List.copyOf(codes);
        }
    }

    /** The order of that number, if that e-mail is the one it was bought with; both as a person types them. */
    Optional<Long> find(StoreId store, String number, String email);

    /** A store as its pages see it; {@code language} is what a page is in unless the customer asks for another. */
    record Shop(StoreId id, String slug, Brand brand, Language language, ZoneId zone) {
        FrameWriter.StoreFace face() {
            return new FrameWriter.StoreFace(slug, brand);
        }
    }
}
