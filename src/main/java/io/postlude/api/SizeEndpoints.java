package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.ProductView;
import io.postlude.orders.VariantId;
import io.postlude.returns.SizeFit;
import io.postlude.returns.SizeFits;
import io.postlude.stores.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which size people kept in the end: for the page of a product, before anybody buys. */
final class SizeEndpoints {
    private static final int SKU_LIMIT_CHARS = 200;

    private final SizeFits fits;
    private final Orders orders;

    SizeEndpoints(SizeFits fits, Orders orders) {
        this.fits = fits;
        this.orders = orders;
    }

    List<Endpoint> all() {
        return List.of(new Endpoint(HandlerType.GET, "/api/v1/size-advice", Scope.RETURNS_READ, this::ask));
    }

    /** {@code advice} is empty where too few bought it, where sizes fit, and where staff have switched it off. */
    record SizesAnswer(String product, List<Told> advice) {}

    /** {@code better} absent: told of all sizes of the product together. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(
            @Nullable String sku,
            @Nullable String size,
            String says,
            String direction,
            @Nullable Better better,
            long agreeing,
            long settled) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Better(@Nullable String sku, @Nullable String size) {}

    private Answer ask(Call call, Tx tx) {
        String sku = call.context().queryParam("sku");
        if (sku == null || sku.isBlank() || sku.length() > SKU_LIMIT_CHARS)
            throw Refusal.invalid(List.of(new Problem.FieldError("/query/sku", "is needed: of any size")));
        List<VariantId> named =
                orders.variantsOfSkus(tx, call.store(), Set.of(sku)).getOrDefault(sku, List.of());
        ProductId product = orders.productsOf(tx, call.store(), named).values().stream()
                .min(Comparator.comparingLong(ProductId::value))
                .orElseThrow(Refusal::notFound);
        ProductView view = orders.product(tx, call.store(), product).orElseThrow(Refusal::notFound);
        Map<VariantId, ProductId> asked = new HashMap<>();
        view.variants().forEach(variant -> asked.put(variant.id(), product));
        Map<VariantId, SizeFit> telling = fits.telling(tx, call.store(), asked);
        List<Told> advice = new ArrayList<>();
        for (ProductView.Variant variant : view.variants()) {
            SizeFit fit = telling.get(variant.id());
            if (fit != null) advice.add(told(variant, fit, view));
        }
        return Answer.ok(new SizesAnswer(view.title(), advice));
    }

    private static Told told(ProductView.Variant variant, SizeFit fit, ProductView of) {
        return new Told(
                variant.sku(),
                variant.title(),
                fit.says().name().toLowerCase(Locale.ROOT),
                fit.direction().name().toLowerCase(Locale.ROOT),
                of.variants().stream()
                        .filter(one -> one.id().equals(fit.better()))
                        .map(one -> new Better(one.sku(), one.title()))
                        .findFirst()
                        .orElse(null),
                fit.agreeing(),
                fit.settled());
    }
}
