package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.claims.Agreement;
import io.postlude.claims.ClaimAnswer;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimId;
import io.postlude.claims.ClaimQuery;
import io.postlude.claims.ClaimState;
import io.postlude.claims.ClaimView;
import io.postlude.claims.Claims;
import io.postlude.claims.Outcome;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Page;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims, for the merchant's own programs: how they stand, and what a person decided elsewhere. */
final class ClaimEndpoints {
    private static final String BY = "api";
    private static final int WORD_LIMIT_CHARS = 20;
    private static final int MOST_PERCENT = 99;
    private static final int HUNDREDTHS = 100;

    private final Claims claims;

    ClaimEndpoints(Claims claims) {
        this.claims = claims;
    }

    List<Endpoint> all() {
        String one = "/api/v1/claims/{claim}";
        return List.of(
                new Endpoint(HandlerType.GET, "/api/v1/claims", Scope.RETURNS_READ, this::list),
                new Endpoint(HandlerType.GET, one, Scope.RETURNS_READ, this::get),
                new Endpoint(HandlerType.POST, one + "/agreement", Scope.RETURNS_WRITE, this::agree),
                new Endpoint(
                        HandlerType.POST,
                        one + "/refusal",
                        Scope.RETURNS_WRITE,
                        (call, tx) -> said(call, tx, claims::refuse)),
                new Endpoint(
                        HandlerType.POST,
                        one + "/question",
                        Scope.RETURNS_WRITE,
                        (call, tx) -> said(call, tx, claims::askBack)));
    }

    record ClaimList(List<Whole> claims) {}

    /** One claim; {@code evidence} is what tracking knew when it was made. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whole(
            String id,
            String code,
            String order,
            String kind,
            String state,
            @Nullable String outcome,
            String place,
            String wish,
            String words,
            Instant askedAt,
            @Nullable String said,
            @Nullable LocalDate warrantyUntil,
            @Nullable String returned,
            boolean appealed,
            List<Parcel> evidence,
            List<String> actions) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Parcel(
            @Nullable String carrier,
            @Nullable String trackingNumber,
            String status,
            @Nullable Instant delivered,
            @Nullable String deliveredAt,
            @Nullable String signedBy,
            boolean doubtful) {}

    static Whole whole(ClaimView view) {
        return new Whole(
                view.id().toString(),
                view.code(),
                view.order().toString(),
                view.kind().word(),
                word(view.state()),
                view.outcome() == null ? null : view.outcome().word(),
                word(view.place()),
                view.wish().word(),
                view.words(),
                view.askedAt(),
                view.said(),
                view.warrantyUntil(),
                view.returned() == null ? null : view.returned().toString(),
                view.appealed(),
                view.evidence().parcels().stream()
                        .map(parcel -> new Parcel(
                                parcel.carrier(),
                                parcel.number(),
                                parcel.status(),
                                parcel.delivered(),
                                parcel.deliveredAt(),
                                parcel.signedBy(),
                                parcel.doubtful()))
                        .toList(),
                view.actions().stream().map(ClaimEndpoints::word).sorted().toList());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Answer list(Call call, Tx tx) {
        ClaimQuery query = new ClaimQuery(states(call), null, call.cursor(), call.limit());
        Page<ClaimView> page = claims.list(tx, call.store(), query);
        call.next(page.next());
        return Answer.ok(
                new ClaimList(page.rows().stream().map(ClaimEndpoints::whole).toList()));
    }

    private static Set<ClaimState> states(Call call) {
        String asked = call.context().queryParam("state");
        if (asked == null) return Set.of();
        return Arrays.stream(ClaimState.values())
                .filter(state -> word(state).equals(asked))
                .findFirst()
                .map(Set::of)
                .orElseThrow(() -> Refusal.invalid(List.of(new Problem.FieldError("/query/state", "is no state"))));
    }

    private ClaimView known(Call call, Tx tx) {
        return ClaimId.parse(call.path("claim"))
                .flatMap(id -> claims.find(tx, call.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private Answer get(Call call, Tx tx) {
        return Answer.ok(whole(known(call, tx)));
    }

    private Answer agree(Call call, Tx tx) {
        ClaimView view = known(call, tx);
        JsonFields body = call.body();
        Optional<Outcome> outcome =
                Outcome.of(body.needed("outcome", WORD_LIMIT_CHARS)).filter(one -> one != Outcome.REFUSE);
        if (outcome.isEmpty()) body.fault("outcome", "must be refund, part, credit, replace or repair");
        Integer percent = body.whole("percent", 1, MOST_PERCENT);
        boolean part = outcome.isPresent() && outcome.get() == Outcome.PART;
        if (part && percent == null) body.fault("percent", "is needed for a part of the price");
        String words = body.needed("said", ClaimAsk.WORDS_LIMIT_CHARS);
        boolean comes = body.flag("comesBack", false);
        call.faults().refuseIfAny();
        boolean travels = comes && !part && outcome.orElseThrow() != Outcome.REPAIR;
        int share = part && percent != null ? percent * HUNDREDTHS : 0;
        var agreement = new Agreement(outcome.orElseThrow(), share, travels, words, BY);
        return answered(claims.agree(tx, call.store(), view.id(), agreement));
    }

    /** A deed that is words for the customer. */
    private interface Deed {
        ClaimAnswer run(Tx tx, StoreId store, ClaimId id, Claims.Word word);
    }

    private Answer said(Call call, Tx tx, Deed deed) {
        ClaimView view = known(call, tx);
        String words = call.body().needed("said", ClaimAsk.WORDS_LIMIT_CHARS);
        call.faults().refuseIfAny();
        return answered(deed.run(tx, call.store(), view.id(), new Claims.Word(BY, words)));
    }

    private static Answer answered(ClaimAnswer answer) {
        return switch (answer) {
            case ClaimAnswer.Done done -> Answer.ok(whole(done.view()));
            case ClaimAnswer.Denied denied ->
                throw new Refusal(Problem.of(
                        409,
                        "claim-not-now",
                        "As the claim stands this cannot be done",
                        "Look at its actions. Reason: " + word(denied.why()) + "."));
        };
    }
}
