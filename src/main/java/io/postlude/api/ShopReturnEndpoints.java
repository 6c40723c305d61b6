package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.kernel.Page;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.returns.ShopReturn;
import io.postlude.returns.ShopReturnQuery;
import io.postlude.returns.ShopReturns;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Returns that were made in the shop's own admin, as seen here. */
final class ShopReturnEndpoints {
    private final ShopReturns returns;

    ShopReturnEndpoints(ShopReturns returns) {
        this.returns = returns;
    }

    List<Endpoint> all() {
        return List.of(new Endpoint(HandlerType.GET, "/api/v1/shop-returns", Scope.RETURNS_READ, this::list));
    }

    record Listed(List<One> shopReturns) {}

    /** {@code reference} and {@code item} are the shop's own ids. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record One(
            String id,
            String reference,
            @Nullable String name,
            String order,
            String state,
            Instant firstAt,
            Instant stateAt,
            @Nullable String declined,
            List<Thing> things) {}

    record Thing(String item, int quantity, String reason) {}

    private Answer list(Call call, Tx tx) {
        Page<ShopReturn> page =
                returns.list(tx, call.store(), new ShopReturnQuery(states(call), call.cursor(), call.limit()));
        call.next(page.next());
        return Answer.ok(
                new Listed(page.rows().stream().map(ShopReturnEndpoints::one).toList()));
    }

    private static Set<ShopReturn.State> states(Call call) {
        String asked = call.context().queryParam("state");
        if (asked == null) return Set.of();
        return Arrays.stream(ShopReturn.State.values())
                .filter(state -> state.word().equals(asked))
                .findFirst()
                .map(Set::of)
                .orElseThrow(() -> Refusal.invalid(List.of(new Problem.FieldError("/query/state", "is no state"))));
    }

    private static One one(ShopReturn it) {
        return new One(
                it.id().toString(),
                it.reference(),
                it.name(),
                it.order().toString(),
                it.state().word(),
                it.firstAt(),
                it.stateAt(),
                it.declined(),
                it.items().stream()
                        .map(item -> new Thing(
                                item.line(), item.pieces(), item.reason().word()))
                        .toList());
    }
}
