package io.postlude.api;

import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.FlowFigures;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Actor;
import io.postlude.stores.Audit;
import io.postlude.stores.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Journeys as documents: read, drafted, tried, published, paused. */
final class JourneyEndpoints {
    private static final String ALL = "/api/v1/journeys";
    private static final String ONE = ALL + "/{journey}";
    private static final Duration COUNTED = Duration.ofDays(90);

    private final Journeys journeys;
    private final Flows flows;
    private final Audit audit;

    JourneyEndpoints(Journeys journeys, Audit audit) {
        this.journeys = journeys;
        this.flows = journeys.flows();
        this.audit = audit;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.GET, ALL, Scope.JOURNEYS_READ, this::list),
                new Endpoint(HandlerType.GET, ONE, Scope.JOURNEYS_READ, this::get),
                new Endpoint(HandlerType.GET, ONE + "/versions/{version}", Scope.JOURNEYS_READ, this::version),
                new Endpoint(HandlerType.POST, "/api/v1/journey-checks", Scope.JOURNEYS_READ, this::check),
                new Endpoint(HandlerType.PUT, ONE + "/draft", Scope.JOURNEYS_WRITE, this::put),
                new Endpoint(HandlerType.POST, ONE + "/publication", Scope.JOURNEYS_WRITE, this::publish),
                new Endpoint(HandlerType.PUT, ONE + "/pause", Scope.JOURNEYS_WRITE, this::pause),
                new Endpoint(HandlerType.DELETE, ONE + "/pause", Scope.JOURNEYS_WRITE, this::resume));
    }

    record JourneyList(List<JourneyAnswer> journeys) {}

    private Answer list(Call call, Tx tx) {
        Map<FlowId, FlowFigures> figures =
                journeys.figures(tx, call.store(), call.now().minus(COUNTED));
        return Answer.ok(new JourneyList(flows.all(tx, call.store()).stream()
                .map(view -> JourneyAnswer.of(view, name(tx, call, view), figures.get(view.id())))
                .toList()));
    }

    private @Nullable String name(Tx tx, Call call, FlowView view) {
        FlowView.Version newest = view.newest();
        if (newest == null) return null;
        return switch (flows.read(tx, call.store(), newest.document())) {
            case FlowParser.Whole(Flow flow) -> flow.name();
            case FlowParser.Faulty faulty ->
                faulty.sketch() == null ? null : faulty.sketch().name();
        };
    }

    private Answer get(Call call, Tx tx) {
        FlowView view = view(call, tx);
        FlowFigures figures =
                journeys.figures(tx, call.store(), call.now().minus(COUNTED)).get(view.id());
        List<FlowView.Version> versions = flows.versions(tx, call.store(), view.id());
        return Answer.ok(JourneyAnswer.of(view, name(tx, call, view), figures).with(versions));
    }

    private FlowView view(Call call, Tx tx) {
        return view(call, tx, flows);
    }

    /** By our id or by its key. */
    static FlowView view(Call call, Tx tx, Flows flows) {
        String name = call.path("journey");
        return FlowId.parse(name)
                .flatMap(id -> flows.find(tx, call.store(), id))
                .or(() -> flows.byKey(tx, call.store(), name))
                .orElseThrow(Refusal::notFound);
    }

    private Answer version(Call call, Tx tx) {
        FlowView view = view(call, tx);
        return flows.versions(tx, call.store(), view.id()).stream()
                .filter(version -> Integer.toString(version.number()).equals(call.path("version")))
                .findFirst()
                .map(version -> Answer.ok(JourneyAnswer.Document.of(view, version)))
                .orElseThrow(Refusal::notFound);
    }

    /** {@code errors}: what stands in the way of publishing; their pointers lead into the document. */
    record Checked(boolean whole, List<JourneyAnswer.Fault> errors) {}

    private Answer check(Call call, Tx tx) {
        List<FlowMistake> mistakes = flows.read(tx, call.store(), document(call)) instanceof FlowParser.Faulty faulty
                ? faulty.mistakes()
                : List.of();
        return Answer.ok(new Checked(mistakes.isEmpty(), JourneyAnswer.Fault.of(mistakes)));
    }

    private static String document(Call call) {
        return new String(call.bodyBytes(), StandardCharsets.UTF_8);
    }

    /** {@code outcome} is one of {@code saved}, {@code unchanged}. */
    record DraftTaken(String id, String key, String outcome, int turn, List<JourneyAnswer.Fault> errors) {}

    private Answer put(Call call, Tx tx) {
        String document = document(call);
        FlowView before = flows.byKey(tx, call.store(), call.path("journey"))
                .or(() -> FlowId.parse(call.path("journey")).flatMap(id -> flows.find(tx, call.store(), id)))
                .orElse(null);
        String by = actor(call).name();
        String asked = call.context().queryParam("turn");
        String key = before == null ? call.path("journey") : before.key();
        refuseOtherKey(flows.read(tx, call.store(), document), key);
        Flows.Saved saved = asked == null || before == null
                ? flows.save(tx, call.store(), document, by)
                : flows.edit(tx, call.store(), before, new Flows.Edit(document, turn(asked), by));
        return switch (saved) {
            case Flows.Kept(FlowId id, int turn, List<FlowMistake> mistakes) ->
                Answer.ok(new DraftTaken(id.toString(), key, "saved", turn, JourneyAnswer.Fault.of(mistakes)));
            case Flows.Same(FlowId id, int _, List<FlowMistake> mistakes) ->
                Answer.ok(new DraftTaken(
                        id.toString(), key, "unchanged", turnOf(before), JourneyAnswer.Fault.of(mistakes)));
            case Flows.Overtaken() -> throw overtaken();
            case Flows.OtherKey _ -> throw otherKey(key);
            case Flows.Unreadable(List<FlowMistake> mistakes) ->
                throw Refusal.invalid(JourneyAnswer.Fault.plain(mistakes));
        };
    }

    private static int turnOf(@Nullable FlowView view) {
        return view == null || view.draft() == null ? 0 : view.draft().turn();
    }

    /** Before anything is written: a document saved under its own key would be another journey. */
    private static void refuseOtherKey(FlowParser.Reading reading, String key) {
        Flow read = switch (reading) {
            case FlowParser.Whole(Flow flow) -> flow;
            case FlowParser.Faulty faulty -> faulty.sketch();
        };
        if (read != null && !read.key().equals(key)) throw otherKey(key);
    }

    private static Refusal otherKey(String key) {
        return Refusal.invalid(List.of(new Problem.FieldError("/key", "must be " + key + ", as the address says")));
    }

    private static Refusal overtaken() {
        return new Refusal(Problem.of(
                409,
                "overtaken",
                "Somebody else has saved it meanwhile",
                "Read it again, and send your change with the turn you read."));
    }

    private static int turn(String text) {
        if (!text.matches("\\d{1,9}"))
            throw Refusal.invalid(List.of(new Problem.FieldError("/query/turn", "must be a whole number")));
        return Integer.parseInt(text);
    }

    /** {@code before}: the version that was live; absent where none was. */
    @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
    record Published(String id, int version, @Nullable Integer before) {}

    private Answer publish(Call call, Tx tx) {
        var body = call.body();
        UnderWay underWay = underWay(body.text("underWay"));
        if (underWay == null) body.fault("underWay", "must be one of keep, move, end");
        Integer turn = body.whole("turn", 1, Integer.MAX_VALUE);
        call.faults().refuseIfAny();
        FlowView view = view(call, tx);
        FlowView.Version draft = view.draft();
        if (draft == null) throw nothingToPublish();
        Flows.Publishing publishing = new Flows.Publishing(
                turn == null ? draft.turn() : turn,
                java.util.Objects.requireNonNull(underWay),
                actor(call).name());
        return switch (journeys.publish(tx, call.store(), view.id(), publishing)) {
            case Flows.Live(FlowId id, int number, int before) -> {
                record(
                        call,
                        tx,
                        Audit.Deed.of("journey.published", "journey", id.toString())
                                .after(Map.of(
                                        "version",
                                        number,
                                        "underWay",
                                        publishing.underWay().code())));
                yield Answer.ok(new Published(id.toString(), number, before == 0 ? null : before));
            }
            case Flows.NotWhole(List<FlowMistake> mistakes) ->
                throw Refusal.invalid(JourneyAnswer.Fault.plain(mistakes));
            case Flows.NoSuchDraft() -> throw overtaken();
        };
    }

    private static Refusal nothingToPublish() {
        return new Refusal(Problem.of(
                409, "nothing-to-publish", "There is no draft to publish", "Put a draft first; what is live is live."));
    }

    private static @Nullable UnderWay underWay(@Nullable String code) {
        return Arrays.stream(UnderWay.values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    private Answer pause(Call call, Tx tx) {
        FlowView view = view(call, tx);
        if (view.live() == null)
            throw new Refusal(Problem.of(
                    409, "not-live", "The journey is not live", "Only a published journey can be paused or go on."));
        if (flows.pause(tx, call.store(), view.id()))
            record(
                    call,
                    tx,
                    Audit.Deed.of("journey.paused", "journey", view.id().toString()));
        return get(call, tx);
    }

    private Answer resume(Call call, Tx tx) {
        FlowView view = view(call, tx);
        if (flows.resume(tx, call.store(), view.id()))
            record(
                    call,
                    tx,
                    Audit.Deed.of("journey.resumed", "journey", view.id().toString()));
        return get(call, tx);
    }

    private void record(Call call, Tx tx, Audit.Deed deed) {
        audit.record(tx, call.store(), actor(call), deed);
    }

    private static Actor actor(Call call) {
        return new Actor.Program(call.caller().keyName());
    }
}
