package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.RehearsalGap;
import io.postlude.journeys.RehearsalReport;
import io.postlude.journeys.Rehearsals;
import io.postlude.journeys.RehearsedDecision;
import io.postlude.journeys.Rule;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A journey run over what really happened, before anybody is let in by it. */
final class RehearsalEndpoints {
    private static final int USUAL_DAYS = 30;

    private final Journeys journeys;

    RehearsalEndpoints(Journeys journeys) {
        this.journeys = journeys;
    }

    List<Endpoint> all() {
        return List.of(new Endpoint(
                HandlerType.POST, "/api/v1/journeys/{journey}/rehearsals", Scope.JOURNEYS_READ, this::rehearse));
    }

    record StepCounts(String step, long sent, long deferred, long withheld, long expired) {}

    record RuleCount(String rule, long count) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionSeen(
            @Nullable String order,
            @Nullable String orderNumber,
            @Nullable String customer,
            String step,
            String message,
            Instant happenedAt,
            Instant decidedAt,
            String outcome,
            @Nullable String rule,
            List<String> held) {
        static DecisionSeen of(RehearsedDecision one) {
            return new DecisionSeen(
                    one.order() == null ? null : one.order().toString(),
                    one.orderNumber(),
                    one.customer() == null ? null : one.customer().toString(),
                    one.step(),
                    one.message(),
                    one.happenedAt(),
                    one.decidedAt(),
                    one.outcome().name().toLowerCase(Locale.ROOT),
                    one.rule() == null ? null : one.rule().code(),
                    one.held().stream().map(Rule::code).toList());
        }
    }

    record Rehearsed(
            int version,
            Instant from,
            Instant until,
            long entered,
            long heldOut,
            List<StepCounts> steps,
            List<RuleCount> rules,
            List<RuleCount> held,
            List<GapSeen> gaps,
            List<DecisionSeen> decisions) {}

    /** {@code people}: how many were looked at; {@code segment}: which, and {@code since} when it is kept. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GapSeen(
            String gap,
            @Nullable Long people,
            @Nullable String segment,
            @Nullable Instant since) {
        static GapSeen of(RehearsalGap gap) {
            return switch (gap) {
                case RehearsalGap.TooMany(long people) -> new GapSeen(gap.code(), people, null, null);
                case RehearsalGap.YoungSegment(String segment, Instant since) ->
                    new GapSeen(gap.code(), null, segment, since);
                case RehearsalGap.OneOff() -> new GapSeen(gap.code(), null, null, null);
            };
        }
    }

    private Answer rehearse(Call call, Tx tx) {
        var body = call.body();
        Integer days = body.whole("days", 1, Rehearsals.MOST_DAYS);
        String version = body.text("version");
        if (version != null && !List.of("draft", "live").contains(version))
            body.fault("version", "must be one of draft, live");
        call.faults().refuseIfAny();
        FlowView view = JourneyEndpoints.view(call, tx, journeys.flows());
        FlowView.Version asked = version == null ? view.newest() : version.equals("live") ? view.live() : view.draft();
        if (asked == null) throw Refusal.notFound();
        Instant from = call.now().minus(Duration.ofDays(days == null ? USUAL_DAYS : days));
        Flow flow = whole(journeys.flows().read(tx, call.store(), asked.document()));
        RehearsalReport report = journeys.rehearsals()
                .rehearse(tx, call.store(), new Rehearsals.Wanted(view.id(), flow, from, call.now()));
        return Answer.ok(new Rehearsed(
                asked.number(),
                report.from(),
                report.until(),
                report.entered(),
                report.heldOut(),
                steps(report),
                counts(report.rules()),
                counts(report.held()),
                report.gaps().stream().map(GapSeen::of).toList(),
                report.sample().stream().map(DecisionSeen::of).toList()));
    }

    private static Flow whole(FlowParser.Reading reading) {
        return switch (reading) {
            case FlowParser.Whole(Flow flow) -> flow;
            case FlowParser.Faulty faulty ->
                throw Refusal.invalid(faulty.mistakes().stream()
                        .map((FlowMistake mistake) -> new Problem.FieldError(mistake.pointer(), mistake.text()))
                        .toList());
        };
    }

    private static List<StepCounts> steps(RehearsalReport report) {
        return report.bySteps().entrySet().stream()
                .map(step -> new StepCounts(
                        step.getKey(),
                        step.getValue().getOrDefault(Outcome.SENT, 0L),
                        step.getValue().getOrDefault(Outcome.DEFERRED, 0L),
                        step.getValue().getOrDefault(Outcome.WITHHELD, 0L),
                        step.getValue().getOrDefault(Outcome.EXPIRED, 0L)))
                .toList();
    }

    private static List<RuleCount> counts(Map<Rule, Long> counts) {
        return counts.entrySet().stream()
                .map(one -> new RuleCount(one.getKey().code(), one.getValue()))
                .toList();
    }
}
