package io.postlude.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.connectors.Faults;
import io.postlude.connectors.JsonFields;
import io.postlude.connectors.MalformedBody;
import io.postlude.kernel.Database;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TryAgain;
import io.postlude.kernel.Tx;
import io.postlude.stores.ApiCaller;
import io.postlude.stores.ApiKeys;
import io.postlude.stores.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all calls share: the key and its scope, the limits, the transaction bound to the caller's store, the idempotency key,
 * and the form of the answer.
 *
 * @param path as routed, {@code /api/v1/orders/{reference}}
 */
record Endpoint(
        HandlerType method,
        String path,
        Scope scope,
        Work work,
        @Nullable OwnWork own) {
    static final String JSON = "application/json";
    private static final int ATTEMPTS = 6;
    private static final Duration AHEAD_LIMIT = Duration.ofDays(1);

    /** The deed of an endpoint, inside the store's transaction. */
    @FunctionalInterface
    interface Work {
        Answer run(Call call, Tx tx);
    }

    /** A deed that takes transactions of its own. It holds none of the caller's meanwhile: calls that do wait for each other's. */
    @FunctionalInterface
    interface OwnWork {
        Answer run(Call call);
    }

    Endpoint(HandlerType method, String path, Scope scope, Work work) {
        this(method, path, scope, work, null);
    }

    /** For a deed that has its effect once by itself, however often it is called. */
    static Endpoint own(HandlerType method, String path, Scope scope, OwnWork deed) {
        return new Endpoint(
                method,
                path,
                scope,
                (call, tx) -> {
                    throw new IllegalStateException(path + " works in transactions of its own");
                },
                deed);
    }

    /** What endpoints stand on. */
    record Ground(Database database, ApiKeys keys, RateLimits limits, InstantSource clock, int bodyLimitBytes) {}

    /** One call under way. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Call(Context context, ApiCaller caller, byte[] bodyBytes, Instant now, Faults faults) {
        /** The body's fields; its faults gather in {@link #faults()}. @throws Refusal 400 where it is no JSON object */
        JsonFields body() {
            try {
                return JsonFields.parse(bodyBytes, faults, now.plus(AHEAD_LIMIT));
            } catch (MalformedBody e) {
                throw new Refusal(
                        Problem.of(400, "malformed-json", "The body is not a JSON object", e.getMessage() + "."));
            }
        }

        String path(String name) {
            return context.pathParam(name);
        }

        /** The number of entries asked for, 1 to 100. */
        int limit() {
            String text = context.queryParam("limit");
            if (text == null) return 50;
            if (text.matches("\\d{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 100)
                return Integer.parseInt(text);
            throw Refusal.invalid(List.of(new Problem.FieldError("/query/limit", "must be a number from 1 to 100")));
        }

        @Nullable
        String cursor() {
            return context.queryParam("cursor");
        }

        /** Names the next page in a {@code Link} header, where there is one. */
        void next(@Nullable String cursor) {
            if (cursor != null)
                context.header(
                        "Link", "<" + context.path() + "?cursor=" + cursor + "&limit=" + limit() + ">; rel=\"next\"");
        }

        StoreId store() {
            return caller.store();
        }
    }

    void addTo(JavalinDefaultRoutingApi routes, Ground ground) {
        routes.addHttpHandler(method, path, context -> serve(context, ground));
    }

    private void serve(Context context, Ground ground) {
        ApiCaller caller =
                ground.keys().authenticate(context.header("Authorization")).orElseThrow(() -> unknownKey(context));
        ground.limits().count(context, caller.keyId());
        if (!caller.may(scope)) throw new Refusal(forbidden());
        Call call =
                new Call(context, caller, body(context, ground), ground.clock().instant(), new Faults());
        Answer answer = own == null ? inOne(call, ground.database()) : beside(call, ground.database(), own);
        context.status(answer.status()).contentType(JSON).result(answer.json().getBytes(StandardCharsets.UTF_8));
    }

    /** A transaction that was overtaken wrote nothing, and is done again. */
    private Answer inOne(Call call, Database database) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.inStore(call.store(), tx -> once(call, tx, work));
            } catch (TryAgain e) {
                if (attempt == ATTEMPTS) throw e;
            }
        }
    }

    private Answer beside(Call call, Database database, OwnWork deed) {
        Optional<Answer> before = database.inStore(call.store(), tx -> answeredBefore(call, tx));
        if (before.isPresent()) return before.get();
        Answer answer = deed.run(call);
        return database.inStore(call.store(), tx -> once(call, tx, (same, inside) -> answer));
    }

    private Optional<Answer> answeredBefore(Call call, Tx tx) {
        String key = call.context().header("Idempotency-Key");
        if (key == null) return Optional.empty();
        Optional<Answer> before = Idempotency.before(tx, request(call, key));
        if (before.isPresent()) call.context().header("Idempotency-Replayed", "true");
        return before;
    }

    private Idempotency.Call request(Call call, String key) {
        return Idempotency.Call.of(
                call.caller(), key, method + " " + call.context().path(), call.bodyBytes());
    }

    private Answer once(Call call, Tx tx, Work deed) {
        String key = call.context().header("Idempotency-Key");
        if (key == null || method.equals(HandlerType.GET)) return deed.run(call, tx);
        var request = request(call, key);
        Optional<Answer> before = Idempotency.begin(tx, request, call.now());
        if (before.isPresent()) {
            call.context().header("Idempotency-Replayed", "true");
            return before.get();
        }
        Answer answer = deed.run(call, tx);
        Idempotency.end(tx, request, answer);
        return answer;
    }

    /** Of a body that is too large as much again is thrown away, so that who still sends it hears the answer. */
    private byte[] body(Context context, Ground ground) {
        if (method.equals(HandlerType.GET)) return new byte[0];
        int limit = ground.bodyLimitBytes();
        if (context.req().getContentLengthLong() > 2L * limit) throw new Refusal(tooLarge());
        try {
            InputStream sent = context.req().getInputStream();
            byte[] body = sent.readNBytes(limit + 1);
            if (body.length <= limit) return body;
            long _ = sent.skip(limit);
            throw new Refusal(tooLarge());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refusal unknownKey(Context context) {
        context.header("WWW-Authenticate", "Bearer");
        return new Refusal(Problem.of(
                401,
                "unknown-key",
                "The API key is missing or not known",
                "Send a key of this store as Authorization: Bearer plk_... It may have been revoked or have expired."));
    }

    private Problem forbidden() {
        return Problem.of(
                403,
                "missing-scope",
                "The API key may not do this",
                "This call needs the scope " + scope.word() + ". Make a key that has it in the console.");
    }

    private static Problem tooLarge() {
        return Problem.of(
                413,
                "too-large",
                "The request is too large",
                "Send less at once; POSTLUDE_MAX_BODY_BYTES is the limit.");
    }
}
