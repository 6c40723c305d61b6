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
import io.postlude.journeys.PowerReport;
import io.postlude.journeys.RehearsalGap;
import io.postlude.journeys.RehearsalReport;
import io.postlude.journeys.Rehearsals;
import io.postlude.journeys.RehearsedDecision;
import io.postlude.journeys.Rule;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journey run over what really happened, before anybody is let in by it. */
final class RehearsalEndpoints {
    private static final int USUAL_DAYS = 30;

    private final Journeys journeys;

    RehearsalEndpoints(Journeys journeys) {
        this.journeys = journeys;
    }

    List<Endpoint> all() {
        String journey = "/api/v1/journeys/{journey}/";
        return List.of(
                new Endpoint(HandlerType.POST, journey + "rehearsals", Scope.JOURNEYS_READ, this::rehearse),
                new Endpoint(HandlerType.POST, journey + "rehearsed-messages", Scope.CUSTOMERS_READ, this::read),
                new Endpoint(HandlerType.GET, journey + "power", Scope.JOURNEYS_READ, this::power));
    }

    record Conflict(String journey, long sameDay, long room) {}

    record Cost(Map<String, Long> sent, long smsSegments, BigDecimal money) {
        static Cost of(RehearsalReport.Cost cost) {
            Map<String, Long> sent = new TreeMap<>();
            cost.sent().forEach((medium, count) -> sent.put(medium.code(), count));
            return new Cost(sent, cost.segments(), cost.money());
        }
    }

    record MessageSeen(String channel, String subject, String html, String text) {}

    record PowerRow(double points, long people, long weeks) {}

    record PowerSeen(
            int days,
            double perWeek,
            long settled,
            long again,
            double base,
            double holdoutPercent,
            List<PowerRow> effects) {}

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
            List<String> held,
            String channel,
            String subject) {
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
                    one.held().stream().map(Rule::code).toList(),
                    one.medium().code(),
                    Long.toString(one.subject()));
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
            Cost cost,
            List<Conflict> conflicts,
            List<DecisionSeen> decisions) {}

    /** {@code people}: how many were looked at; {@code segment}: which, and {@code since} when it is kept. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GapSeen(
            String gap,
            @Nullable Long people,
            @Nullable String segment,
            @Nullable Instant since,
            @Nullable String pool,
            @Nullable Long missing) {
        static GapSeen of(RehearsalGap gap) {
            return switch (gap) {
                case RehearsalGap.TooMany(long people) -> new GapSeen(gap.code(), people, null, null, null, null);
                case RehearsalGap.YoungSegment(String segment, Instant since) ->
                    new GapSeen(gap.code(), null, segment, since, null, null);
                case RehearsalGap.ShortPool(String pool, long left, long wanted) ->
                    new GapSeen(gap.code(), null, null, null, pool, wanted - left);
                case RehearsalGap.OneOff() -> new GapSeen(gap.code(), null, null, null, null, null);
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
                Cost.of(report.cost()),
                report.conflicts().stream()
                        .map(one -> new Conflict(
                                journeys.flows()
                                        .find(tx, call.store(), one.with())
                                        .map(FlowView::key)
                                        .orElse(""),
                                one.sameDay(),
                                one.room()))
                        .toList(),
                report.sample().stream().map(DecisionSeen::of).toList()));
    }

    private Answer read(Call call, Tx tx) {
        var body = call.body();
        String subject = body.needed("subject", 20);
        String step = body.needed("step", 48);
        Instant at = body.instant("decidedAt");
        if (!subject.isEmpty() && !subject.matches("\\d{1,18}"))
            body.fault("subject", "is not the subject of a decision");
        if (at == null && !body.has("decidedAt")) body.fault("decidedAt", "is needed");
        call.faults().refuseIfAny();
        if (at == null) throw Refusal.notFound();
        FlowView view = JourneyEndpoints.view(call, tx, journeys.flows());
        Flow flow = newest(call, tx, view);
        Instant until = at.plus(Duration.ofMinutes(1));
        return journeys.rehearsals()
                .read(
                        tx,
                        call.store(),
                        new Rehearsals.Wanted(view.id(), flow, until.minus(Duration.ofDays(31)), until),
                        new Rehearsals.Which(Long.parseLong(subject), step, at))
                .map(found -> Answer.ok(
                        new MessageSeen(found.decision().medium().code(), found.subject(), found.html(), found.text())))
                .orElseThrow(Refusal::notFound);
    }

    private Answer power(Call call, Tx tx) {
        FlowView view = JourneyEndpoints.view(call, tx, journeys.flows());
        Flow flow = newest(call, tx, view);
        Instant from = call.now().minus(Duration.ofDays(Rehearsals.MOST_DAYS));
        PowerReport report = journeys.powers()
                .of(tx, call.store(), new Rehearsals.Wanted(view.id(), flow, from, call.now()), USUAL_DAYS);
        return Answer.ok(new PowerSeen(
                report.days(),
                report.perWeek(),
                report.settled(),
                report.again(),
                report.base(),
                report.heldOutPercent(),
                report.rows().stream()
                        .map(one -> new PowerRow(one.points(), one.people(), one.weeks()))
                        .toList()));
    }

    private Flow newest(Call call, Tx tx, FlowView view) {
        FlowView.Version newest = view.newest();
        if (newest == null) throw Refusal.notFound();
        return whole(journeys.flows().read(tx, call.store(), newest.document()));
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
