package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.kernel.QrCode;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.returns.PackingSlip;
import io.postlude.returns.PackingSlips;
import io.postlude.stores.Scope;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a packing slip says, for programs that print their own. */
final class SlipEndpoints {
    private final Orders orders;
    private final PackingSlips slips;
    private final String url;

    /** {@code url}: under which customers reach this server, without a slash at its end. */
    SlipEndpoints(Orders orders, PackingSlips slips, String url) {
        this.orders = orders;
        this.slips = slips;
        this.url = url;
    }

    List<Endpoint> all() {
        return List.of(new Endpoint(HandlerType.GET, "/api/v1/orders/{reference}/slip", Scope.ORDERS_READ, this::get));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Slip(
            String number,
            boolean gift,
            @Nullable String link,
            @Nullable String qr,
            @Nullable String postcode,
            List<PackingSlip.Thing> items) {}

    private Answer get(Call call, Tx tx) {
        PackingSlip slip = find(call, tx)
                .flatMap(order -> slips.of(tx, call.store(), order))
                .orElseThrow(Refusal::notFound);
        String link = slip.path() == null ? null : url + slip.path();
        return Answer.ok(new Slip(
                slip.number(),
                slip.gift(),
                link,
                link == null ? null : QrCode.of(link).svg(),
                slip.postcode(),
                slip.things()));
    }

    private Optional<OrderId> find(Call call, Tx tx) {
        String reference = call.path("reference");
        Optional<OrderId> ours = OrderEndpoints.ours(reference);
        return ours.isPresent() ? ours : orders.byReference(tx, call.store(), OrderEndpoints.source(call), reference);
    }
}
