package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.returns.Answer;
import io.postlude.returns.Denial;
import io.postlude.returns.Method;
import io.postlude.returns.Pickup;
import io.postlude.returns.PickupCall;
import io.postlude.returns.Pickups;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the carrier comes for a return, for any storefront: the days there are, one of them taken, moved or cancelled. */
final class PickupEndpoints {
    private static final String ONE = "/api/v1/returns/{return}/pickup";

    private final Returns returns;

    PickupEndpoints(Returns returns) {
        this.returns = returns;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.GET, ONE, Scope.RETURNS_READ, this::get),
                new Endpoint(HandlerType.PUT, ONE, Scope.RETURNS_WRITE, this::put),
                new Endpoint(HandlerType.DELETE, ONE, Scope.RETURNS_WRITE, this::delete));
    }

    /** What stands, and what there is instead; {@code booked} is left out where no day was taken. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fetched(@Nullable Booked booked, List<Day> days) {}

    /** {@code open} while it can be moved or cancelled: until the day before. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Booked(
            LocalDate day,
            Instant from,
            Instant to,
            String state,
            boolean open,
            @Nullable String carrier,
            @Nullable String confirmation) {}

    record Day(LocalDate day, Instant from, Instant to, int left) {}

    private io.postlude.api.Answer get(Call call, Tx tx) {
        return shown(call, tx, view(call, tx));
    }

    private io.postlude.api.Answer put(Call call, Tx tx) {
        ReturnView view = view(call, tx);
        Optional<LocalDate> day = call.body().day("day");
        if (day.isEmpty()) call.body().fault("day", "is needed, a day like 2026-05-12");
        call.faults().refuseIfAny();
        return after(call, tx, view, returns.pickups().book(tx, call.store(), view.id(), day.orElseThrow()));
    }

    private io.postlude.api.Answer delete(Call call, Tx tx) {
        ReturnView view = view(call, tx);
        return after(call, tx, view, returns.pickups().cancel(tx, call.store(), view.id()));
    }

    private io.postlude.api.Answer after(Call call, Tx tx, ReturnView view, Answer answer) {
        if (answer instanceof Answer.Denied) throw ReturnDeedEndpoints.notNow(Denial.Kind.NOT_NOW);
        return shown(call, tx, view);
    }

    private io.postlude.api.Answer shown(Call call, Tx tx, ReturnView view) {
        Pickups pickups = returns.pickups();
        Pickup pickup = pickups.of(tx, call.store(), view.id()).orElse(null);
        Optional<PickupCall> told = pickups.call(tx, call.store(), view.id());
        Booked booked = pickup == null
                ? null
                : new Booked(
                        pickup.day(),
                        pickup.from(),
                        pickup.to(),
                        ReturnAnswer.word(pickup.state()),
                        pickup.isBooked() && pickups.isOpen(call.store(), pickup),
                        told.map(one -> ReturnAnswer.word(one.state())).orElse(null),
                        PickupCall.numberOf(pickup, told));
        List<Day> days = pickups.slots(tx, call.store()).stream()
                .map(slot -> new Day(slot.day(), slot.from(), slot.to(), slot.left()))
                .toList();
        return io.postlude.api.Answer.ok(new Fetched(booked, days));
    }

    /** Only what the carrier is to fetch has one. */
    private ReturnView view(Call call, Tx tx) {
        return ReturnId.parse(call.path("return"))
                .flatMap(id -> returns.find(tx, call.store(), id))
                .filter(view -> view.method() == Method.PICKUP)
                .orElseThrow(Refusal::notFound);
    }

    /** The days a draft may name, as it names them. */
    static List<String> free(Tx tx, Call call, Returns returns) {
        return returns.pickups().slots(tx, call.store()).stream()
                .filter(Pickups.Slot::isFree)
                .map(slot -> slot.day().toString())
                .toList();
    }

    /** Takes the day a request named with it; refused, nothing of the request stays. */
    static void take(Tx tx, Call call, Returns returns, ReturnId id) {
        Optional<LocalDate> day = call.body().day("pickupDay");
        call.faults().refuseIfAny();
        if (day.isEmpty()) return;
        if (returns.pickups().book(tx, call.store(), id, day.get()) instanceof Answer.Denied)
            throw new Refusal(Problem.of(
                            422,
                            "return-refused",
                            "The carrier cannot come on that day",
                            "A draft lists the days there are.")
                    .with(List.of(new Problem.FieldError("/pickupDay", "not_now"))));
    }
}
