package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.EndpointId;
import io.postlude.connectors.Endpoints;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Actor;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where a store's own programs hear what happened: entered, switched off and on, tried and looked after by a program. */
final class WebhookEndpoints {
    private static final String ONE = "/api/v1/webhooks/{webhook}";
    private static final int ADDRESS_LIMIT_CHARS = 1_000;

    private final Endpoints endpoints;

    WebhookEndpoints(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.GET, "/api/v1/webhooks", Scope.WEBHOOKS_READ, this::list),
                new Endpoint(HandlerType.POST, "/api/v1/webhooks", Scope.WEBHOOKS_WRITE, this::add),
                new Endpoint(HandlerType.GET, ONE, Scope.WEBHOOKS_READ, this::get),
                new Endpoint(HandlerType.DELETE, ONE, Scope.WEBHOOKS_WRITE, this::remove),
                new Endpoint(HandlerType.PUT, ONE + "/pause", Scope.WEBHOOKS_WRITE, this::pause),
                new Endpoint(HandlerType.DELETE, ONE + "/pause", Scope.WEBHOOKS_WRITE, this::resume),
                new Endpoint(HandlerType.POST, ONE + "/secret", Scope.WEBHOOKS_WRITE, this::rotate),
                new Endpoint(HandlerType.POST, ONE + "/ping", Scope.WEBHOOKS_WRITE, this::ping),
                new Endpoint(HandlerType.GET, ONE + "/deliveries", Scope.WEBHOOKS_READ, this::deliveries));
    }

    /** {@code events} is empty for all there are; {@code pausedWhy} says why it was switched off where nobody did it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Seen(
            String id,
            String address,
            Set<String> events,
            String state,
            @Nullable Instant failingSince,
            @Nullable String pausedWhy,
            @Nullable Instant formerSecretUntil,
            @Nullable String secret) {
        static Seen of(Endpoints.View view, @Nullable String secret) {
            return new Seen(
                    view.id().toString(),
                    view.address(),
                    new TreeSet<>(view.wants()),
                    view.enabled() ? "on" : "paused",
                    view.failingSince(),
                    view.disabledWhy(),
                    view.formerUntil(),
                    secret);
        }
    }

    record SeenAll(List<Seen> webhooks, List<String> events) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(
            String id,
            String event,
            String state,
            int attempts,
            Instant madeAt,
            @Nullable Instant nextAt,
            @Nullable String error) {
        static Delivery of(Endpoints.Sent sent) {
            boolean waits = sent.state().equals("QUEUED");
            return new Delivery(
                    Long.toString(sent.id()),
                    sent.type(),
                    sent.state().toLowerCase(java.util.Locale.ROOT),
                    sent.attempts(),
                    sent.madeAt(),
                    waits ? sent.dueAt() : null,
                    sent.error());
        }
    }

    record Deliveries(List<Delivery> deliveries) {}

    private Answer list(Call call, Tx tx) {
        return Answer.ok(new SeenAll(
                endpoints.list(tx, call.store()).stream()
                        .map(view -> Seen.of(view, null))
                        .toList(),
                endpoints.types()));
    }

    private Answer add(Call call, Tx tx) {
        JsonFields body = call.body();
        String address = body.needed("address", ADDRESS_LIMIT_CHARS);
        Set<String> events = new TreeSet<>(body.texts("events"));
        call.faults().refuseIfAny();
        return switch (endpoints.add(tx, call.store(), new Endpoints.Wanted(address, events), actor(call))) {
            case Endpoints.Outcome.Invalid(List<FieldError> errors) ->
                throw Refusal.invalid(errors.stream()
                        .map(error -> new FieldError(error.pointer().replace("/wants", "/events"), error.detail()))
                        .toList());
            case Endpoints.Outcome.Made(EndpointId id, String secret) -> {
                Endpoints.View view = view(call, tx, id);
                yield Answer.created(Seen.of(view, secret)).keptAs(Seen.of(view, null));
            }
        };
    }

    private Answer get(Call call, Tx tx) {
        return Answer.ok(Seen.of(named(call, tx), null));
    }

    private Answer remove(Call call, Tx tx) {
        Endpoints.View view = named(call, tx);
        boolean _ = endpoints.remove(tx, call.store(), view.id(), actor(call));
        return Answer.ok(Seen.of(view, null));
    }

    private Answer pause(Call call, Tx tx) {
        Endpoints.View view = named(call, tx);
        if (view.enabled()) {
            boolean _ = endpoints.disable(tx, call.store(), view.id(), actor(call));
        }
        return get(call, tx);
    }

    private Answer resume(Call call, Tx tx) {
        Endpoints.View view = named(call, tx);
        if (!view.enabled()) {
            boolean _ = endpoints.enable(tx, call.store(), view.id(), actor(call));
        }
        return get(call, tx);
    }

    /** Told this once: what is kept for a repeated call is without it. */
    private Answer rotate(Call call, Tx tx) {
        EndpointId id = named(call, tx).id();
        String secret = endpoints.rotate(tx, call.store(), id, actor(call)).orElseThrow(Refusal::notFound);
        Endpoints.View view = view(call, tx, id);
        return Answer.ok(Seen.of(view, secret)).keptAs(Seen.of(view, null));
    }

    private Answer ping(Call call, Tx tx) {
        endpoints.ping(tx, call.store(), named(call, tx).id());
        return deliveries(call, tx);
    }

    private Answer deliveries(Call call, Tx tx) {
        return Answer.ok(new Deliveries(
                endpoints.sent(tx, call.store(), named(call, tx).id()).stream()
                        .map(Delivery::of)
                        .toList()));
    }

    private Endpoints.View named(Call call, Tx tx) {
        return view(call, tx, EndpointId.parse(call.path("webhook")).orElseThrow(Refusal::notFound));
    }

    private Endpoints.View view(Call call, Tx tx, EndpointId id) {
        return endpoints.list(tx, call.store()).stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static Actor actor(Call call) {
        return new Actor.Program(call.caller().keyName());
    }
}
