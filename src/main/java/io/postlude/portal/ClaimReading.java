package io.postlude.portal;

import io.postlude.claims.ClaimAnswer;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimSettings;
import io.postlude.claims.ClaimView;
import io.postlude.claims.Claimable;
import io.postlude.claims.Claims;
import io.postlude.claims.Warranty;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseState;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes what pages about claims need, each in one transaction of the store. */
final class ClaimReading {
    /** Who did something, as the history names customers. */
    static final String CUSTOMER = "customer";

    private final Database database;
    private final Faces faces;

    /** The modules it asks. */
    record Faces(Orders orders, Claims claims, Returns returns) {}

    ClaimReading(Database database, Faces faces) {
        this.database = database;
        this.faces = faces;
    }

    /** Everything the form shows. */
    record Form(
            Claimable claimable,
            List<ClaimView> others,
            ClaimSettings settings,
            List<Warranty.Registered> registered) {}

    Optional<Form> form(Target target) {
        StoreId store = target.store();
        OrderId order = new OrderId(target.order());
        return database.inStore(
                store,
                tx -> faces.claims()
                        .claimable(tx, store, order)
                        .map(claimable -> new Form(
                                claimable,
                                faces.claims().ofOrder(tx, store, order),
                                faces.claims().settings(tx, store),
                                faces.claims().warranty().registered(tx, store, order))));
    }

    ClaimAnswer ask(Target target, ClaimAsk ask) {
        return database.inStore(target.store(), tx -> faces.claims().ask(tx, target.store(), ask));
    }

    boolean register(Target target, Warranty.Registering thing) {
        return database.inStore(
                target.store(),
                tx -> faces.orders()
                        .order(tx, target.store(), new OrderId(target.order()))
                        .map(order -> faces.claims().register(tx, target.store(), order, thing))
                        .orElse(false));
    }

    /** One claim of this very order, with what its page shows; {@code replyBy} while an answer is owed. */
    record One(
            ClaimView view,
            OrderView order,
            @Nullable Instant replyBy,
            @Nullable ReturnView returned,
            long photos) {}

    Optional<One> one(Target target, String code) {
        StoreId store = target.store();
        return database.inStore(
                store,
                tx -> mine(tx, target, code)
                        .flatMap(view -> faces.orders()
                                .order(tx, store, view.order())
                                .map(order -> new One(
                                        view,
                                        order,
                                        replyBy(tx, store, view),
                                        view.returned() == null
                                                ? null
                                                : faces.returns()
                                                        .find(tx, store, view.returned())
                                                        .orElse(null),
                                        faces.claims().photoCount(tx, store, view.id())))));
    }

    private @Nullable Instant replyBy(Tx tx, StoreId store, ClaimView view) {
        return faces.claims()
                .reply(tx, store, view)
                .filter(promise -> promise.state() == PromiseState.OPEN)
                .map(Promise::window)
                .map(window -> window.by())
                .orElse(null);
    }

    private Optional<ClaimView> mine(Tx tx, Target target, String code) {
        return faces.claims()
                .byCode(tx, target.store(), code)
                .filter(view -> view.order().value() == target.order());
    }

    /** What the customer does with their claim. */
    interface Deed {
        ClaimAnswer run(Tx tx, StoreId store, ClaimView view, Claims claims);
    }

    /** Empty for a claim that is not of this order. */
    Optional<ClaimAnswer> change(Target target, String code, Deed deed) {
        return database.inStore(
                target.store(),
                tx -> mine(tx, target, code).map(view -> deed.run(tx, target.store(), view, faces.claims())));
    }
}
