package io.postlude.api;

import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductSnapshot;
import io.postlude.stores.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a shop without a connector says of its products: how they are marked, and what their variants cost. */
final class ProductEndpoints {
    private static final int REFERENCE_LIMIT_CHARS = 200;
    private static final int TITLE_LIMIT_CHARS = 500;
    private static final int DESCRIPTION_LIMIT_CHARS = 100_000;
    private static final int WORD_LIMIT_CHARS = 200;
    private static final int LINK_LIMIT_CHARS = 2_000;
    private static final int VARIANTS_LIMIT = 1_000;

    private final Orders orders;
    private final InstantSource clock;

    ProductEndpoints(Orders orders, InstantSource clock) {
        this.orders = orders;
        this.clock = clock;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.PUT, "/api/v1/products/{reference}", Scope.ORDERS_WRITE, this::describe));
    }

    /** What was taken. */
    record Described(String reference, String title, List<String> tags, int variants) {}

    private Answer describe(Call call, Tx tx) {
        JsonFields body = call.body();
        Instant asOf = body.has("asOf") ? body.instant("asOf") : clock.instant();
        ProductSnapshot told = new ProductSnapshot(
                OrderDocument.SOURCE,
                call.path("reference"),
                body.needed("title", TITLE_LIMIT_CHARS),
                body.text("vendor", WORD_LIMIT_CHARS),
                body.text("type", WORD_LIMIT_CHARS),
                body.has("tags") ? body.texts("tags") : null,
                body.text("imageUrl", LINK_LIMIT_CHARS),
                body.text("pageUrl", LINK_LIMIT_CHARS),
                body.text("description", DESCRIPTION_LIMIT_CHARS),
                body.objects("variants", VARIANTS_LIMIT).stream()
                        .map(ProductEndpoints::variant)
                        .toList(),
                asOf == null ? clock.instant() : asOf);
        call.faults().refuseIfAny();
        List<FieldError> errors =
                orders.describe(tx, call.store(), List.of(told)).getFirst();
        if (!errors.isEmpty()) throw Refusal.invalid(errors);
        return Answer.ok(new Described(
                told.reference(),
                told.title(),
                told.tags() == null ? List.of() : told.tags(),
                told.variants().size()));
    }

    private static ProductSnapshot.Variant variant(JsonFields one) {
        return new ProductSnapshot.Variant(
                one.needed("reference", REFERENCE_LIMIT_CHARS),
                one.text("title", TITLE_LIMIT_CHARS),
                one.text("sku", REFERENCE_LIMIT_CHARS),
                one.text("imageUrl", LINK_LIMIT_CHARS),
                price(one));
    }

    private static @Nullable BigDecimal price(JsonFields variant) {
        String told = variant.text("price", WORD_LIMIT_CHARS);
        if (told == null) return null;
        try {
            return new BigDecimal(told);
        } catch (NumberFormatException e) {
            variant.fault("price", "must be a decimal like 24.90");
            return null;
        }
    }
}
