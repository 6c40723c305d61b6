package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.Page;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.kernel.Vocabulary;
import io.postlude.segments.Segment;
import io.postlude.segments.SegmentId;
import io.postlude.segments.Segments;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Groups of customers by condition: read, written, tried, and who is in them. */
final class SegmentEndpoints {
    private static final String ALL = "/api/v1/segments";
    private static final String ONE = ALL + "/{segment}";
    private static final int NAME_CHARS = Segments.NAME_SIGNS_LIMIT;

    private final Segments segments;

    SegmentEndpoints(Segments segments) {
        this.segments = segments;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.GET, ALL, Scope.CUSTOMERS_READ, this::list),
                new Endpoint(HandlerType.GET, ONE, Scope.CUSTOMERS_READ, this::get),
                new Endpoint(HandlerType.GET, ONE + "/members", Scope.CUSTOMERS_READ, this::members),
                new Endpoint(HandlerType.POST, "/api/v1/segment-checks", Scope.CUSTOMERS_READ, this::check),
                new Endpoint(HandlerType.PUT, ONE, Scope.CUSTOMERS_WRITE, this::put),
                new Endpoint(HandlerType.DELETE, ONE, Scope.CUSTOMERS_WRITE, this::archive));
    }

    /** {@code state} is one of {@code live}, {@code counting} (everybody is being looked at), {@code archived}. */
    record SegmentAnswer(
            String id,
            String key,
            String name,
            String note,
            String condition,
            int version,
            String state,
            long members,
            Instant changedAt,
            String changedBy) {
        static SegmentAnswer of(Segment one) {
            return new SegmentAnswer(
                    one.id().toString(),
                    one.key(),
                    one.name(),
                    one.note(),
                    one.condition(),
                    one.version(),
                    one.archived() ? "archived" : one.walking() ? "counting" : "live",
                    one.members(),
                    one.changedAt(),
                    one.changedBy());
        }
    }

    record SegmentList(List<SegmentAnswer> segments) {}

    private Answer list(Call call, Tx tx) {
        return Answer.ok(new SegmentList(
                segments.all(tx, call.store()).stream().map(SegmentAnswer::of).toList()));
    }

    private Answer get(Call call, Tx tx) {
        return Answer.ok(SegmentAnswer.of(segment(call, tx)));
    }

    private Segment segment(Call call, Tx tx) {
        return find(call, tx).orElseThrow(Refusal::notFound);
    }

    /** By our id or by its key. */
    private java.util.Optional<Segment> find(Call call, Tx tx) {
        String name = call.path("segment");
        return SegmentId.parse(name)
                .flatMap(id -> segments.find(tx, call.store(), id))
                .or(() -> segments.byKey(tx, call.store(), name));
    }

    record MemberAnswer(String customer, Instant enteredAt) {}

    record MemberList(List<MemberAnswer> members) {}

    private Answer members(Call call, Tx tx) {
        Segment segment = segment(call, tx);
        Page<Segments.Member> page =
                segments.members(tx, call.store(), segment.id(), new Segments.Part(call.cursor(), call.limit()));
        call.next(page.next());
        return Answer.ok(new MemberList(page.rows().stream()
                .map(member -> new MemberAnswer(member.customer().toString(), member.enteredAt()))
                .toList()));
    }

    record MistakeAnswer(int line, int column, String detail) {}

    /** {@code exact} false: estimated from some thousand customers taken by chance. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckAnswer(
            boolean readable,
            List<MistakeAnswer> errors,
            @Nullable Long members,
            @Nullable Boolean exact,
            @Nullable Long customers,
            @Nullable List<String> examples) {}

    private Answer check(Call call, Tx tx) {
        String condition = condition(call);
        List<Vocabulary.Mistake> mistakes = segments.check(condition);
        if (!mistakes.isEmpty())
            return Answer.ok(new CheckAnswer(
                    false,
                    mistakes.stream()
                            .map(one -> new MistakeAnswer(one.line(), one.column(), one.text()))
                            .toList(),
                    null,
                    null,
                    null,
                    null));
        Segments.Preview seen = segments.preview(tx, call.store(), condition).orElseThrow();
        return Answer.ok(new CheckAnswer(
                true,
                List.of(),
                seen.count(),
                seen.exact(),
                seen.people(),
                seen.examples().stream().map(CustomerId::toString).toList()));
    }

    private static String condition(Call call) {
        String condition = call.body().text("condition", Vocabulary.MOST_CHARACTERS);
        if (condition == null) call.faults().add("/condition", "is missing");
        call.faults().refuseIfAny();
        return Objects.requireNonNull(condition);
    }

    /** By its key: made where it is not there, changed where it is. */
    private Answer put(Call call, Tx tx) {
        JsonFields body = call.body();
        String name = body.text("name", NAME_CHARS);
        String note = body.text("note", Segments.NOTE_SIGNS_LIMIT);
        String condition = condition(call);
        Segment before = find(call, tx).orElse(null);
        Segments.Wish wish = new Segments.Wish(
                before == null ? call.path("segment") : null,
                name == null ? before == null ? call.path("segment") : before.name() : name,
                note == null ? before == null ? "" : before.note() : note,
                condition,
                before == null ? 0 : before.version(),
                "API");
        Segments.Saved saved = before == null
                ? segments.add(tx, call.store(), wish)
                : segments.change(tx, call.store(), before.id(), wish);
        return switch (saved) {
            case Segments.Kept(SegmentId id) ->
                Answer.ok(SegmentAnswer.of(segments.find(tx, call.store(), id).orElseThrow()));
            case Segments.Mistaken(List<Segments.Mistake> mistakes) ->
                throw Refusal.invalid(mistakes.stream()
                        .map(one -> new Problem.FieldError("/" + one.field(), one.text()))
                        .toList());
            case Segments.Overtaken() ->
                throw new Refusal(Problem.of(
                        409,
                        "overtaken",
                        "Somebody else has changed it meanwhile",
                        "Read it again and send your change."));
        };
    }

    private Answer archive(Call call, Tx tx) {
        Segment segment = segment(call, tx);
        boolean _ = segments.archive(tx, call.store(), segment.id(), "API");
        return Answer.ok(
                SegmentAnswer.of(segments.find(tx, call.store(), segment.id()).orElseThrow()));
    }
}
