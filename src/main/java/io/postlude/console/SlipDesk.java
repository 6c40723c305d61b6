package io.postlude.console;

import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Vocabulary;
import io.postlude.kernel.Database;
import io.postlude.kernel.QrCode;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.returns.PackingSlip;
import io.postlude.returns.PackingSlips;
import io.postlude.stores.Brand;
import io.postlude.stores.Permission;
import io.postlude.stores.Stores;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paper that goes into a parcel, in the language of whoever ordered. */
final class SlipDesk {
    private final Sources sources;

    /**
     * Where what it says comes from.
     *
     * @param url under which customers reach this server, without a slash at its end
     */
    record Sources(
            Database database, Stores stores, Orders orders, Deliveries deliveries, PackingSlips slips, String url) {
        static Sources of(ConsoleModule.Needs needs) {
            ConsoleModule.Faces faces = needs.faces();
            return new Sources(
                    needs.database(),
                    needs.stores().stores(),
                    faces.orders(),
                    faces.deliveries(),
                    faces.returns().slips(),
                    needs.url());
        }
    }

    /** Read with the first slip: a start needs none of it. */
    private static final class Sentences {
        static final Vocabulary ALL = new Vocabulary();
    }

    SlipDesk(Sources sources) {
        this.sources = sources;
    }

    static String path(OrderId order) {
        return OrdersDesk.PATH + "/" + order + "/slip";
    }

    void addTo(Counter counter) {
        counter.page("orders/{id}/slip", Permission.SEE_ORDERS, this::show);
    }

    private Answer show(Visit visit) {
        OrderId id = OrderDesk.id(visit.part("id"));
        return Answer.page("slip", sources.database().inStore(visit.store(), tx -> page(tx, visit, id)));
    }

    private SlipPage page(Tx tx, Visit visit, OrderId id) {
        PackingSlip slip = sources.slips().of(tx, visit.store(), id).orElseThrow(Refusal::notFound);
        Language language = sources.orders()
                .order(tx, visit.store(), id)
                .map(order ->
                        sources.deliveries().manner(tx, visit.store(), order).language())
                .orElseThrow(Refusal::notFound);
        Brand brand = sources.stores().get(visit.store()).brand();
        var words = Sentences.ALL.words(language, brand.tone());
        return new SlipPage(
                language.code(),
                OrdersDesk.PATH + "/" + id,
                brand,
                new SlipPage.Head(
                        words.get("slip.title"),
                        words.say("slip.order", Map.of("order", slip.number())),
                        words.get("slip.item"),
                        words.get("slip.quantity")),
                slip.things(),
                code(slip, words));
    }

    private SlipPage.@Nullable Code code(PackingSlip slip, io.postlude.deliveries.Words words) {
        if (slip.path() == null) return null;
        String link = sources.url() + slip.path();
        return new SlipPage.Code(
                QrCode.of(link),
                link,
                words.get(slip.gift() ? "slip.gift" : "slip.return"),
                slip.postcode() == null ? null : words.say("slip.postcode", Map.of("postcode", slip.postcode())));
    }
}
