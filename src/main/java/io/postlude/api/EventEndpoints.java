package io.postlude.api;

import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.customers.CustomEvents;
import io.postlude.customers.CustomEvents.Told;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerView;
import io.postlude.customers.Customers;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other programs tell of customers, for journeys and segments: one at a time, or up to a thousand. */
final class EventEndpoints {
    private static final int MOST_AT_ONCE = 1_000;
    private static final int EMAIL_LIMIT_CHARS = 254;

    private final Customers customers;
    private final Orders orders;

    EventEndpoints(Customers customers, Orders orders) {
        this.customers = customers;
        this.orders = orders;
    }

    List<Endpoint> all() {
        return List.of(new Endpoint(HandlerType.POST, "/api/v1/events", Scope.CUSTOMERS_WRITE, this::post));
    }

    /** {@code fresh} false: it was told before, under the same reference. */
    record TakenAnswer(String id, boolean fresh) {}

    record AllTaken(List<TakenAnswer> events) {}

    private Answer post(Call call, Tx tx) {
        JsonFields body = call.body();
        List<JsonFields> each = body.has("events") ? body.objects("events", MOST_AT_ONCE) : List.of(body);
        Found found = new Found(tx, call.store());
        List<Told> told = new ArrayList<>();
        for (JsonFields one : each) found.read(one, call.now()).ifPresent(told::add);
        call.faults().refuseIfAny();
        List<TakenAnswer> taken = customers.customEvents().tell(tx, call.store(), told).stream()
                .map(one -> new TakenAnswer(one.id().toString(), one.fresh()))
                .toList();
        return Answer.ok(new AllTaken(taken));
    }

    /** Reads the events of one call; each customer and order is looked up once. */
    private final class Found {
        private final Tx tx;
        private final StoreId store;
        private final Map<String, Optional<CustomerId>> people = new HashMap<>();
        private final Map<String, Optional<OrderId>> bought = new HashMap<>();

        Found(Tx tx, StoreId store) {
            this.tx = tx;
            this.store = store;
        }

        /** Empty where a fault was noted. */
        Optional<Told> read(JsonFields one, Instant now) {
            String name = one.needed("name", 48);
            boolean named = CustomEvents.NAME.matcher(name).matches();
            if (!named && !name.isEmpty())
                one.fault("name", "has small letters, digits and _, and begins with a letter");
            CustomerId customer = customer(one).orElse(null);
            OrderId order = order(one).orElse(null);
            String reference = one.text("reference", CustomEvents.REFERENCE_LIMIT_CHARS);
            Instant at = one.instant("at");
            Map<String, Object> details = details(one);
            return named && customer != null
                    ? Optional.of(new Told(
                            customer,
                            order == null ? null : order.value(),
                            name,
                            reference,
                            Objects.requireNonNullElse(at, now),
                            details))
                    : Optional.empty();
        }

        private Optional<CustomerId> customer(JsonFields one) {
            String named = one.text("customer", OrderDocument.REFERENCE_LIMIT_CHARS);
            String email = named == null ? one.text("email", EMAIL_LIMIT_CHARS) : null;
            if (named == null && email == null) {
                one.fault("customer", "is needed: our id, your own reference, or an e-mail as “email”");
                return Optional.empty();
            }
            String source = Objects.requireNonNullElse(one.text("source", 40), OrderDocument.SOURCE);
            Optional<CustomerId> found = people.computeIfAbsent(
                    named == null ? "e " + email : "r " + source + " " + named,
                    key -> named == null
                            ? customers.byEmail(tx, store, Objects.requireNonNull(email))
                            : byName(source, named));
            if (found.isEmpty()) one.fault(named == null ? "email" : "customer", "is nobody this store knows");
            return found;
        }

        private Optional<CustomerId> byName(String source, String named) {
            var ours = PublicId.parse(CustomerId.PREFIX, named);
            return ours.isPresent()
                    ? customers
                            .customer(tx, store, new CustomerId(ours.getAsLong()))
                            .filter(view -> view.erasedAt() == null)
                            .map(CustomerView::id)
                    : customers.byReference(tx, store, source, named);
        }

        private Optional<OrderId> order(JsonFields one) {
            String named = one.text("order", OrderDocument.REFERENCE_LIMIT_CHARS);
            if (named == null) return Optional.empty();
            Optional<OrderId> found = bought.computeIfAbsent(named, key -> orderOf(one, key));
            if (found.isEmpty()) one.fault("order", "is no order of this store");
            return found;
        }

        private Optional<OrderId> orderOf(JsonFields one, String named) {
            String source = Objects.requireNonNullElse(one.text("source", 40), OrderDocument.SOURCE);
            var ours = PublicId.parse(OrderId.PREFIX, named);
            return ours.isPresent()
                    ? orders.order(tx, store, new OrderId(ours.getAsLong())).map(view -> view.id())
                    : orders.byReference(tx, store, source, named);
        }

        private Map<String, Object> details(JsonFields one) {
            Map<String, @Nullable Object> read = one.flat("details", CustomEvents.MOST_DETAILS);
            Map<String, Object> details = new HashMap<>();
            JsonFields of = one.object("details");
            read.forEach((name, value) -> {
                if (!CustomEvents.NAME.matcher(name).matches())
                    of.fault(name, "is no name: small letters, digits and _, at most 48");
                else if (value instanceof String text && text.length() > CustomEvents.DETAIL_LIMIT_CHARS)
                    of.fault(name, "has more than " + CustomEvents.DETAIL_LIMIT_CHARS + " characters");
                else if (value != null) details.put(name, value);
            });
            return details;
        }
    }
}
