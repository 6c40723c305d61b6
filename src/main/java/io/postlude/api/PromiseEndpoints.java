package io.postlude.api;

import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.promises.Promises;
import io.postlude.stores.Scope;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was promised, and what became of it. */
final class PromiseEndpoints {
    private static final Duration USUAL_SPAN = Duration.ofDays(84);

    private final Promises promises;

    PromiseEndpoints(Promises promises) {
        this.promises = promises;
    }

    List<Endpoint> all() {
        return List.of(new Endpoint(HandlerType.GET, "/api/v1/promises/kept", Scope.ORDERS_READ, this::kept));
    }

    /** {@code week} is its Monday. */
    record Week(
            String kind, @Nullable String carrier, @Nullable String lane, LocalDate week, long kept, long broken) {}

    /** The span answered for, and its weeks, the oldest first. */
    record Kept(Instant from, Instant until, List<Week> weeks) {}

    private Answer kept(Call call, Tx tx) {
        Instant until = instant(call, "until", call.now());
        Instant from = instant(call, "from", until.minus(USUAL_SPAN));
        if (!from.isBefore(until))
            throw Refusal.invalid(List.of(new Problem.FieldError("/query/from", "must be before until")));
        Promises.Span span = new Promises.Span(from, until, ZoneOffset.UTC);
        List<Week> weeks = promises.tally(tx, call.store(), span, by(call)).stream()
                .map(tally -> new Week(
                        tally.kind().name().toLowerCase(Locale.ROOT),
                        tally.way().carrier(),
                        tally.way().lane(),
                        tally.week(),
                        tally.kept(),
                        tally.broken()))
                .toList();
        return Answer.ok(new Kept(from, until, weeks));
    }

    private static Promises.By by(Call call) {
        String text = call.context().queryParam("by");
        if (text == null) return Promises.By.KIND;
        return Arrays.stream(Promises.By.values())
                .filter(by -> by.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        List.of(new Problem.FieldError("/query/by", "must be one of kind, carrier, lane"))));
    }

    private static Instant instant(Call call, String name, Instant usual) {
        String text = call.context().queryParam(name);
        if (text == null) return usual;
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                    List.of(new Problem.FieldError("/query/" + name, "must be a time like 2026-12-24T18:00:00Z")));
        }
    }
}
