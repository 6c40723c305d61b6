package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.returns.Appeal;
import io.postlude.returns.Conduct;
import io.postlude.returns.Fairness;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnInsights.Span;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Sign;
import io.postlude.stores.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a person looks at somebody's returns, what they say to it, and whom that hits. */
final class FairnessEndpoints {
    private static final String BY = "api";
    private static final Duration SPAN = Duration.ofDays(90);

    private final Returns returns;
    private final Fairness fairness;
    private final InstantSource clock;

    FairnessEndpoints(Returns returns, InstantSource clock) {
        this.returns = returns;
        this.fairness = returns.learnt().fairness();
        this.clock = clock;
    }

    List<Endpoint> all() {
        String one = "/api/v1/returns/{return}";
        return List.of(
                new Endpoint(HandlerType.GET, one + "/attention", Scope.RETURNS_READ, this::attention),
                new Endpoint(HandlerType.POST, one + "/appeal", Scope.RETURNS_WRITE, this::appeal),
                new Endpoint(HandlerType.POST, one + "/appeal-answer", Scope.RETURNS_WRITE, this::answer),
                new Endpoint(HandlerType.GET, "/api/v1/return-fairness", Scope.RETURNS_READ, this::hits));
    }

    /** How the customer of a return stands now; {@code held}: it is why a person looked first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attention(
            int score,
            int line,
            int rulesVersion,
            @Nullable Instant weighedAt,
            @Nullable LocalDate setAsideUntil,
            List<Told> signs,
            boolean held,
            @Nullable Appealed appeal) {}

    record Told(String kind, int points, long count, long of, double usual) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Appealed(
            Instant askedAt,
            String words,
            @Nullable String answer,
            @Nullable Boolean granted) {}

    private ReturnView known(Call call, Tx tx) {
        return ReturnId.parse(call.path("return"))
                .flatMap(id -> returns.find(tx, call.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private Answer attention(Call call, Tx tx) {
        return Answer.ok(told(call, tx, known(call, tx)));
    }

    private Attention told(Call call, Tx tx, ReturnView view) {
        Optional<Conduct> conduct =
                view.customer() == null ? Optional.empty() : fairness.of(tx, call.store(), view.customer());
        return new Attention(
                conduct.map(Conduct::score).orElse(0),
                Conduct.LINE,
                conduct.map(Conduct::version).orElse(Conduct.RULES_VERSION),
                conduct.map(Conduct::weighedAt).orElse(null),
                conduct.map(Conduct::aside).orElse(null),
                conduct.map(Conduct::signs).orElse(List.of()).stream()
                        .map(FairnessEndpoints::told)
                        .toList(),
                fairness.isHeld(tx, call.store(), view.id()),
                fairness.appeal(tx, call.store(), view.id())
                        .map(FairnessEndpoints::told)
                        .orElse(null));
    }

    private static Told told(Sign sign) {
        return new Told(sign.kind().word(), sign.points(), sign.count(), sign.of(), sign.usual());
    }

    private static Appealed told(Appeal appeal) {
        Appeal.Answered answered = appeal.answered();
        return new Appealed(
                appeal.askedAt(),
                appeal.words(),
                answered == null ? null : answered.words(),
                answered == null ? null : answered.granted());
    }

    private Answer appeal(Call call, Tx tx) {
        ReturnView view = known(call, tx);
        String words = call.body().needed("words", Appeal.WORDS_LIMIT_CHARS);
        call.faults().refuseIfAny();
        return done(call, tx, view, fairness.appeal(tx, call.store(), view, words));
    }

    private Answer answer(Call call, Tx tx) {
        ReturnView view = known(call, tx);
        JsonFields body = call.body();
        String words = body.needed("words", Appeal.WORDS_LIMIT_CHARS);
        LocalDate until = body.day("setAsideUntil").orElse(null);
        call.faults().refuseIfAny();
        var reply = new Appeal.Reply(until != null, until, words, BY);
        return done(call, tx, view, fairness.answer(tx, call.store(), view, reply));
    }

    private Answer done(Call call, Tx tx, ReturnView view, io.postlude.returns.Answer answer) {
        if (answer instanceof io.postlude.returns.Answer.Denied)
            throw new Refusal(Problem.of(
                    409,
                    "appeal-not-now",
                    "As the return stands this cannot be done",
                    "A return can be appealed once, where a score was why a person looked first; an appeal is answered once, "
                            + "and a score rests for two years at most."));
        return Answer.ok(told(call, tx, view));
    }

    record Hits(Instant from, Instant until, int line, List<Group> groups) {}

    record Group(String country, boolean firstOrder, int basket, boolean flagged, String ending, long returns) {}

    private Answer hits(Call call, Tx tx) {
        Instant until = clock.instant();
        Instant from = until.minus(SPAN);
        return Answer.ok(new Hits(
                from,
                until,
                Conduct.LINE,
                fairness.hits(tx, call.store(), new Span(from, until)).stream()
                        .map(hit -> new Group(
                                hit.country(),
                                hit.first(),
                                hit.basket(),
                                hit.flagged(),
                                hit.ending().name().toLowerCase(Locale.ROOT),
                                hit.returns()))
                        .toList()));
    }
}
