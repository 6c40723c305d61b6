package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Page;
import io.postlude.kernel.Problem;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.stores.Scope;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.StoreScan;
import io.postlude.tracking.Taken;
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parcels, and the scans that move them. */
final class ShipmentEndpoints {
    private final Tracking tracking;
    private final Orders orders;

    ShipmentEndpoints(Tracking tracking, Orders orders) {
        this.tracking = tracking;
        this.orders = orders;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.own(HandlerType.POST, "/api/v1/scans", Scope.TRACKING_WRITE, this::postScans),
                new Endpoint(HandlerType.GET, "/api/v1/shipments", Scope.TRACKING_READ, this::list),
                new Endpoint(HandlerType.GET, "/api/v1/shipments/{shipment}", Scope.TRACKING_READ, this::get),
                new Endpoint(HandlerType.PUT, "/api/v1/shipments/{shipment}", Scope.TRACKING_WRITE, this::put));
    }

    /** An answer with the parcel's own id. */
    record Followed(String id, String reference) {}

    /** A parcel no fulfilment tells of: one on its way back, or another number of one under way. */
    private Answer put(Call call, Tx tx) {
        String reference = call.path("shipment").strip();
        if (reference.isEmpty() || reference.length() > OrderDocument.REFERENCE_LIMIT_CHARS)
            call.faults()
                    .add("/path/shipment", "must have 1 to " + OrderDocument.REFERENCE_LIMIT_CHARS + " characters");
        JsonFields body = call.body();
        Optional<OrderId> order = order(call, tx, body.needed("order", OrderDocument.REFERENCE_LIMIT_CHARS));
        if (order.isEmpty()) body.fault("order", "is not known here");
        call.faults().refuseIfAny();
        ShipmentRegistration parcel = ShipmentDocument.read(reference, order.orElseThrow(), body, call.now());
        call.faults().refuseIfAny();
        ShipmentId id = tracking.register(tx, call.store(), List.of(parcel)).getFirst();
        return Answer.ok(new Followed(id.toString(), reference));
    }

    private Optional<OrderId> order(Call call, Tx tx, String reference) {
        Optional<OrderId> ours = OrderEndpoints.ours(reference);
        return ours.isPresent()
                ? ours.filter(id -> orders.order(tx, call.store(), id).isPresent())
                : orders.byReference(tx, call.store(), OrderEndpoints.source(call), reference);
    }

    /** Tracking takes scans in transactions of its own, each once: a call sent again finds them taken. */
    private Answer postScans(Call call) {
        ScansDocument.Batch batch = ScansDocument.read(call.body(), call.now());
        call.faults().refuseIfAny();
        Taken taken = tracking.take(batch.scans().stream()
                .map(scan -> new StoreScan(call.store(), scan))
                .toList());
        tracking.expect(call.store(), batch.estimates());
        return Answer.ok(taken);
    }

    /** A parcel as the API tells it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ShipmentAnswer(
            String id,
            @Nullable String order,
            String direction,
            String status,
            @Nullable Instant statusAt,
            @Nullable Instant promisedBy,
            @Nullable EstimateAnswer estimate,
            List<NumberAnswer> numbers,
            List<ShipmentView.Problem> problems,
            List<ScanAnswer> scans) {}

    /** When the carrier itself says it comes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EstimateAnswer(@Nullable LocalDate from, LocalDate by, Instant saidAt) {
        static @Nullable EstimateAnswer of(ShipmentView.@Nullable Estimate estimate) {
            return estimate == null ? null : new EstimateAnswer(estimate.from(), estimate.by(), estimate.saidAt());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NumberAnswer(String trackingNumber, @Nullable String carrier) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ScanAnswer(
            Instant at,
            String status,
            String rawCode,
            String place,
            @Nullable String message) {}

    record ShipmentList(List<ShipmentAnswer> shipments) {}

    private Answer list(Call call, Tx tx) {
        String number = call.context().queryParam("trackingNumber");
        String order = call.context().queryParam("order");
        if (number != null && order != null)
            throw Refusal.invalid(
                    List.of(new Problem.FieldError("/query/trackingNumber", "and order exclude each other")));
        if (number == null && order == null) return newest(call, tx);
        List<ShipmentView> found = number != null
                ? tracking.byNumber(tx, call.store(), number).stream().toList()
                : OrderEndpoints.ours(Objects.requireNonNull(order)).stream()
                        .flatMap(id -> tracking.ofOrder(tx, call.store(), id).stream())
                        .toList();
        return Answer.ok(new ShipmentList(
                found.stream().map(parcel -> answer(parcel, List.of())).toList()));
    }

    private Answer newest(Call call, Tx tx) {
        Page<ShipmentView> page = tracking.list(tx, call.store(), call.cursor(), call.limit());
        call.next(page.next());
        return Answer.ok(new ShipmentList(
                page.rows().stream().map(parcel -> answer(parcel, List.of())).toList()));
    }

    private Answer get(Call call, Tx tx) {
        var id = PublicId.parse(ShipmentId.PREFIX, call.path("shipment"));
        if (id.isEmpty()) throw Refusal.notFound();
        return tracking.shipment(tx, call.store(), new ShipmentId(id.getAsLong()))
                .map(parcel -> Answer.ok(answer(parcel, parcel.scans())))
                .orElseThrow(Refusal::notFound);
    }

    private static ShipmentAnswer answer(ShipmentView parcel, List<ShipmentView.Scan> scans) {
        return new ShipmentAnswer(
                parcel.id().toString(),
                parcel.order() == null ? null : parcel.order().toString(),
                parcel.direction().name().toLowerCase(Locale.ROOT),
                parcel.detail().code(),
                parcel.statusAt(),
                parcel.promised() == null ? null : parcel.promised().by(),
                EstimateAnswer.of(parcel.estimate()),
                parcel.numbers().stream()
                        .map(number -> new NumberAnswer(number.number(), number.carrier()))
                        .toList(),
                parcel.problems(),
                scans.stream().map(ShipmentEndpoints::scan).toList());
    }

    private static ScanAnswer scan(ShipmentView.Scan scan) {
        return new ScanAnswer(
                scan.at(), scan.detail().code(), scan.rawCode(), scan.place().line(), scan.message());
    }
}
