package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.customers.Purpose;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.Flows;
import io.postlude.flows.Medium;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Rule;
import io.postlude.journeys.Send;
import io.postlude.journeys.Sends;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Actor;
import io.postlude.stores.Audit;
import io.postlude.stores.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text to all in a segment, once: written down, looked at, sent, counted, called off. */
final class SendEndpoints {
    private static final String ALL = "/api/v1/sends";
    private static final String ONE = ALL + "/{send}";
    private static final int KEY_CHARS = 48;
    private static final int MOST_HELD_OUT = 50;
    private static final int USUALLY_HELD_OUT = 5;

    private final Journeys journeys;
    private final Audit audit;

    SendEndpoints(Journeys journeys, Audit audit) {
        this.journeys = journeys;
        this.audit = audit;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.GET, ALL, Scope.JOURNEYS_READ, this::list),
                new Endpoint(HandlerType.POST, ALL, Scope.JOURNEYS_WRITE, this::make),
                new Endpoint(HandlerType.GET, ONE, Scope.JOURNEYS_READ, this::get),
                new Endpoint(HandlerType.GET, ONE + "/outlook", Scope.JOURNEYS_READ, this::look),
                new Endpoint(HandlerType.POST, ONE + "/publication", Scope.JOURNEYS_WRITE, this::begin),
                new Endpoint(HandlerType.DELETE, ONE, Scope.JOURNEYS_WRITE, this::cancel));
    }

    record RuleCount(String rule, long count) {
        static List<RuleCount> of(Map<Rule, Long> counts) {
            return counts.entrySet().stream()
                    .map(one -> new RuleCount(one.getKey().code(), one.getValue()))
                    .toList();
        }
    }

    /** Each who was called has exactly one outcome, where the journey writes once. */
    record Counts(
            long members,
            long called,
            long sent,
            long deferred,
            long withheld,
            long expired,
            List<RuleCount> rules,
            List<RuleCount> held) {
        static Counts of(Send.Standing one) {
            return new Counts(
                    one.members(),
                    one.called(),
                    one.of(Outcome.SENT),
                    one.of(Outcome.DEFERRED),
                    one.of(Outcome.WITHHELD),
                    one.of(Outcome.EXPIRED),
                    RuleCount.of(one.rules()),
                    RuleCount.of(one.held()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SendAnswer(
            String id,
            String key,
            String name,
            String segment,
            String message,
            String purpose,
            List<String> channels,
            @Nullable String day,
            String at,
            double holdoutPercent,
            String state,
            Instant madeAt,
            @Nullable Instant begunAt,
            @Nullable Instant endedAt,
            @Nullable Instant cancelledAt,
            Counts counts) {
        static SendAnswer of(Send send, Send.Standing standing) {
            Send.Said said = send.said();
            return new SendAnswer(
                    send.flow().toString(),
                    send.key(),
                    said.name(),
                    said.segment(),
                    said.message(),
                    said.purpose().name().toLowerCase(Locale.ROOT),
                    said.channels().stream().map(Medium::code).toList(),
                    said.day() == null ? null : said.day().toString(),
                    said.at().toString(),
                    said.holdoutPercent(),
                    send.state().code(),
                    send.course().madeAt(),
                    send.course().begunAt(),
                    send.course().endedAt(),
                    send.course().cancelledAt(),
                    Counts.of(standing));
        }
    }

    record SendList(List<SendAnswer> sends) {}

    private Answer list(Call call, Tx tx) {
        return Answer.ok(new SendList(journeys.sends().all(tx, call.store()).stream()
                .map(send -> answer(call, tx, send))
                .toList()));
    }

    private SendAnswer answer(Call call, Tx tx, Send send) {
        return SendAnswer.of(send, journeys.sends().standing(tx, call.store(), send));
    }

    private Answer get(Call call, Tx tx) {
        return Answer.ok(answer(call, tx, send(call, tx)));
    }

    /** By our id or by its key. */
    private Send send(Call call, Tx tx) {
        String name = call.path("send");
        return FlowId.parse(name)
                .flatMap(id -> journeys.sends().find(tx, call.store(), id))
                .or(() -> journeys.sends().byKey(tx, call.store(), name))
                .orElseThrow(Refusal::notFound);
    }

    private Answer make(Call call, Tx tx) {
        Send.Said said = said(call);
        call.faults().refuseIfAny();
        Send.Wish wish = new Send.Wish(said, actor(call).name());
        return switch (journeys.sends().make(tx, call.store(), wish)) {
            case Send.Kept(FlowId id) ->
                Answer.created(answer(
                        call, tx, journeys.sends().find(tx, call.store(), id).orElseThrow()));
            case Send.Mistaken(List<Send.Mistake> mistakes) ->
                throw Refusal.invalid(mistakes.stream()
                        .map(one -> new Problem.FieldError("/" + one.field(), one.text()))
                        .toList());
        };
    }

    private static Send.Said said(Call call) {
        var body = call.body();
        Integer holdout = body.whole("holdoutPercent", 0, MOST_HELD_OUT);
        String purpose = body.needed("purpose", KEY_CHARS);
        Purpose meant = Arrays.stream(Purpose.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(purpose))
                .findFirst()
                .orElse(null);
        if (meant == null) body.fault("purpose", "must be one of service, marketing, review, research");
        LocalTime at = LocalTime.of(10, 0);
        String text = body.text("at");
        try {
            if (text != null) at = LocalTime.parse(text);
        } catch (DateTimeException e) {
            body.fault("at", "must be a time of day like 09:00");
        }
        return new Send.Said(
                body.needed("name", Sends.NAME_SIGNS_LIMIT),
                body.needed("segment", KEY_CHARS),
                body.needed("message", KEY_CHARS),
                meant == null ? Purpose.MARKETING : meant,
                body.day("day").orElse(null),
                at,
                holdout == null ? USUALLY_HELD_OUT : holdout,
                channels(body));
    }

    private static List<Medium> channels(JsonFields body) {
        List<Medium> channels = new ArrayList<>();
        for (String told : body.texts("channels"))
            Arrays.stream(Medium.values())
                    .filter(one -> one.code().equals(told) && one != Medium.PAGE && !channels.contains(one))
                    .findFirst()
                    .ifPresentOrElse(
                            channels::add,
                            () -> body.fault("channels", "must be push, whatsapp, sms or email, each once"));
        return channels;
    }

    /** {@code exact} false: reckoned up from {@code looked} of them. {@code left}: its own condition leaves them out. */
    record OutlookAnswer(
            long members,
            long looked,
            boolean exact,
            long sent,
            long deferred,
            long withheld,
            long expired,
            long left,
            List<RuleCount> rules,
            List<RuleCount> held) {}

    private Answer look(Call call, Tx tx) {
        Send.Outlook seen =
                journeys.sends().look(tx, call.store(), send(call, tx).flow()).orElseThrow(Refusal::notFound);
        return Answer.ok(new OutlookAnswer(
                seen.members(),
                seen.looked(),
                seen.isExact(),
                seen.of(Outcome.SENT),
                seen.of(Outcome.DEFERRED),
                seen.of(Outcome.WITHHELD),
                seen.of(Outcome.EXPIRED),
                seen.left(),
                RuleCount.of(seen.rules()),
                RuleCount.of(seen.held())));
    }

    private Answer begin(Call call, Tx tx) {
        Send send = send(call, tx);
        if (send.state() != Send.State.DRAFT) throw over();
        Flows.Publishing publishing =
                new Flows.Publishing(send.turn(), UnderWay.KEEP, actor(call).name());
        return switch (journeys.publish(tx, call.store(), send.flow(), publishing)) {
            case Flows.Live _ -> {
                record(call, tx, "send.begun", send.flow());
                yield get(call, tx);
            }
            case Flows.NotWhole(List<FlowMistake> mistakes) ->
                throw Refusal.invalid(JourneyAnswer.Fault.plain(mistakes));
            case Flows.NoSuchDraft() -> throw over();
        };
    }

    private static Refusal over() {
        return new Refusal(Problem.of(
                409, "send-begun", "It has been sent already, or called off", "Write another; each is sent once."));
    }

    private Answer cancel(Call call, Tx tx) {
        Send send = send(call, tx);
        if (journeys.sends().cancel(tx, call.store(), send.flow(), actor(call).name()))
            record(call, tx, "send.cancelled", send.flow());
        return get(call, tx);
    }

    private void record(Call call, Tx tx, String deed, FlowId id) {
        audit.record(tx, call.store(), actor(call), Audit.Deed.of(deed, "journey", id.toString()));
    }

    private static Actor actor(Call call) {
        return new Actor.Program(call.caller().keyName());
    }
}
