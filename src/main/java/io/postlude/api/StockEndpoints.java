package io.postlude.api;

import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.orders.VariantId;
import io.postlude.returns.Stock;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many there are of what exchanges are made with, by stock keeping unit. */
final class StockEndpoints {
    private static final String BY = "api";
    private static final int COUNTS_LIMIT = 1_000;
    private static final int SKU_LIMIT_CHARS = 200;
    private static final int MOST = 100_000_000;

    private final Stock stock;
    private final Orders orders;
    private final InstantSource clock;

    StockEndpoints(Stock stock, Orders orders, InstantSource clock) {
        this.stock = stock;
        this.orders = orders;
        this.clock = clock;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.PUT, "/api/v1/stock", Scope.RETURNS_WRITE, this::tell),
                new Endpoint(HandlerType.GET, "/api/v1/stock", Scope.RETURNS_READ, this::levels));
    }

    /** {@code unknown} are stock keeping units of no variant we know: nothing was taken for those. */
    record Taken(int taken, List<String> unknown) {}

    record Level(String variant, String sku, int onHand, int reserved, int free, Instant asOf) {}

    record Levels(List<Level> levels) {}

    private Answer tell(Call call, Tx tx) {
        JsonFields body = call.body();
        Instant asOf = body.has("asOf") ? body.instant("asOf") : clock.instant();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (JsonFields one : body.objects("counts", COUNTS_LIMIT)) {
            String sku = one.needed("sku", SKU_LIMIT_CHARS);
            Integer onHand = one.whole("onHand", 0, MOST);
            if (onHand == null) one.fault("onHand", "is needed");
            else counts.put(sku, onHand);
        }
        if (counts.isEmpty()) body.fault("counts", "is needed");
        call.faults().refuseIfAny();
        Map<String, List<VariantId>> known = orders.variantsOfSkus(tx, call.store(), counts.keySet());
        List<Stock.Count> told = new ArrayList<>();
        Instant at = asOf == null ? clock.instant() : asOf;
        known.forEach((sku, variants) ->
                variants.forEach(variant -> told.add(new Stock.Count(variant, counts.getOrDefault(sku, 0), at))));
        stock.tell(tx, call.store(), told, BY);
        List<String> unknown =
                counts.keySet().stream().filter(sku -> !known.containsKey(sku)).toList();
        return Answer.ok(new Taken(counts.size() - unknown.size(), unknown));
    }

    private Answer levels(Call call, Tx tx) {
        List<Stock.Level> levels = stock.levels(tx, call.store());
        Map<VariantId, Orders.VariantName> names = orders.variantNames(
                tx, call.store(), levels.stream().map(Stock.Level::variant).toList());
        return Answer.ok(new Levels(levels.stream()
                .map(level -> new Level(
                        level.variant().toString(),
                        names.containsKey(level.variant())
                                ? String.valueOf(names.get(level.variant()).sku())
                                : "",
                        level.onHand(),
                        level.reserved(),
                        level.free(),
                        level.asOf()))
                .toList()));
    }
}
