package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.connectors.OrderIntake;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Page;
import io.postlude.kernel.Problem;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.Arrival;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.LatePart;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.Orders;
import io.postlude.orders.Taken;
import io.postlude.stores.Scope;
import io.postlude.tracking.EstimateReport;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Orders and what was handed over of them. */
final class OrderEndpoints {
    private final Orders orders;
    private final OrderIntake intake;
    private final Journeys journeys;

    OrderEndpoints(Orders orders, OrderIntake intake, Journeys journeys) {
        this.orders = orders;
        this.intake = intake;
        this.journeys = journeys;
    }

    List<Endpoint> all() {
        String one = "/api/v1/orders/{reference}";
        return List.of(
                new Endpoint(HandlerType.GET, "/api/v1/orders", Scope.ORDERS_READ, this::list),
                new Endpoint(HandlerType.PUT, one, Scope.ORDERS_WRITE, this::put),
                new Endpoint(HandlerType.GET, one, Scope.ORDERS_READ, this::get),
                new Endpoint(HandlerType.GET, one + "/touchpoints", Scope.ORDERS_READ, this::touchpoints),
                new Endpoint(
                        HandlerType.PUT, one + "/fulfilments/{fulfilment}", Scope.ORDERS_WRITE, this::putFulfilment));
    }

    private Answer put(Call call, Tx tx) {
        String reference = reference(call, "reference");
        JsonFields body = call.body();
        OrderSnapshot order = read(call, reference, body);
        call.faults().refuseIfAny();
        List<EstimateReport> estimates = OrderDocument.estimates(body, call.now());
        call.faults().refuseIfAny();
        Taken taken =
                orders.take(tx, call.store(), Arrival.LIVE, List.of(order)).getFirst();
        Answer answer = answer(call, tx, reference, taken);
        intake.expect(tx, call.store(), estimates);
        return answer;
    }

    private static OrderSnapshot read(Call call, String reference, JsonFields body) {
        try {
            return OrderDocument.read(reference, body, call.now());
        } catch (ArithmeticException e) {
            throw Refusal.invalid(List.of(new Problem.FieldError("/items", "come to a sum that is too large")));
        }
    }

    private Answer putFulfilment(Call call, Tx tx) {
        String reference = reference(call, "reference");
        JsonFields body = call.body();
        var fulfilment = FulfilmentDocument.read(reference(call, "fulfilment"), body, call.now());
        call.faults().refuseIfAny();
        List<EstimateReport> estimates = FulfilmentDocument.estimates(body, call.now());
        call.faults().refuseIfAny();
        LatePart<FulfilmentSnapshot> part = new LatePart<>(source(call), ownReference(call, tx, reference), fulfilment);
        Taken taken = orders.takeFulfilments(tx, call.store(), Arrival.LIVE, List.of(part))
                .getFirst();
        Answer answer = answer(call, tx, reference, taken);
        intake.expect(tx, call.store(), estimates);
        return answer;
    }

    /** An order named by our id is known to its source by another name. */
    private String ownReference(Call call, Tx tx, String reference) {
        return ours(reference)
                .flatMap(id -> orders.order(tx, call.store(), id))
                .filter(order -> order.source().equals(source(call)))
                .map(order -> order.reference())
                .orElse(reference);
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record TakenAnswer(String id, String reference, String outcome, List<Problem.FieldError> notes) {}

    private Answer answer(Call call, Tx tx, String reference, Taken taken) {
        List<Problem.FieldError> problems = taken.problems().stream()
                .map(problem -> new Problem.FieldError(OrderDocument.pointer(problem.pointer()), problem.detail()))
                .toList();
        if (taken.outcome() == Taken.Outcome.REFUSED) throw Refusal.invalid(problems);
        intake.follow(tx, call.store(), List.of(taken));
        TakenAnswer answer = new TakenAnswer(
                Objects.toString(taken.order()),
                reference,
                taken.outcome().name().toLowerCase(Locale.ROOT),
                problems);
        return taken.outcome() == Taken.Outcome.NEW ? Answer.created(answer) : Answer.ok(answer);
    }

    private Answer get(Call call, Tx tx) {
        return find(call, tx)
                .flatMap(id -> orders.order(tx, call.store(), id))
                .map(order -> Answer.ok(OrderAnswer.whole(order)))
                .orElseThrow(Refusal::notFound);
    }

    private Answer touchpoints(Call call, Tx tx) {
        OrderId id = find(call, tx)
                .filter(found -> orders.order(tx, call.store(), found).isPresent())
                .orElseThrow(Refusal::notFound);
        return Answer.ok(TouchpointAnswer.all(journeys.ofOrder(tx, call.store(), id)));
    }

    private Optional<OrderId> find(Call call, Tx tx) {
        String reference = call.path("reference");
        Optional<OrderId> ours = ours(reference);
        return ours.isPresent() ? ours : orders.byReference(tx, call.store(), source(call), reference);
    }

    record OrderList(List<OrderAnswer.Head> orders) {}

    private Answer list(Call call, Tx tx) {
        Page<OrderSummary> page =
                orders.list(tx, call.store(), OrderQuery.newest(call.limit()).after(call.cursor()));
        call.next(page.next());
        return Answer.ok(
                new OrderList(page.rows().stream().map(OrderAnswer::head).toList()));
    }

    static Optional<OrderId> ours(String text) {
        var value = PublicId.parse(OrderId.PREFIX, text);
        return value.isPresent() ? Optional.of(new OrderId(value.getAsLong())) : Optional.empty();
    }

    static String source(Call call) {
        return Objects.requireNonNullElse(call.context().queryParam("source"), OrderDocument.SOURCE);
    }

    private static String reference(Call call, String name) {
        String reference = call.path(name).strip();
        if (reference.isEmpty() || reference.length() > OrderDocument.REFERENCE_LIMIT_CHARS)
            call.faults().add("/path/" + name, "must have 1 to " + OrderDocument.REFERENCE_LIMIT_CHARS + " characters");
        return reference;
    }
}
