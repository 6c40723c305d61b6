package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.claims.CarrierClaim;
import io.postlude.claims.CarrierClaims;
import io.postlude.claims.ClaimId;
import io.postlude.claims.ClaimView;
import io.postlude.claims.ClaimsModule;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Money;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Money asked of carriers, for programs that file it. */
final class CarrierClaimEndpoints {
    private static final String BY = "api";
    private static final int REFERENCE_LIMIT_CHARS = 100;
    private static final int SAID_LIMIT_CHARS = 300;

    private final ClaimsModule claims;
    private final CarrierClaims carriers;

    CarrierClaimEndpoints(ClaimsModule claims) {
        this.claims = claims;
        this.carriers = claims.carriers();
    }

    List<Endpoint> all() {
        String one = "/api/v1/claims/{claim}/carrier-claim";
        return List.of(
                new Endpoint(HandlerType.GET, "/api/v1/carrier-claims", Scope.RETURNS_READ, this::list),
                new Endpoint(HandlerType.POST, one, Scope.RETURNS_WRITE, this::open),
                new Endpoint(HandlerType.POST, one + "/filing", Scope.RETURNS_WRITE, this::file),
                new Endpoint(HandlerType.POST, one + "/answer", Scope.RETURNS_WRITE, this::answer));
    }

    record All(List<One> carrierClaims) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record One(
            String claim,
            String carrier,
            @Nullable String trackingNumber,
            String state,
            LocalDate fileBy,
            String value,
            String currency,
            @Nullable String reference,
            @Nullable String paid,
            @Nullable String said) {}

    private static One one(CarrierClaim claim) {
        Money paid = claim.paid();
        return new One(
                claim.claim().toString(),
                claim.carrier(),
                claim.number(),
                claim.state().name().toLowerCase(Locale.ROOT),
                claim.due(),
                claim.value().decimal(),
                claim.value().currency().getCurrencyCode(),
                claim.reference(),
                paid == null ? null : paid.decimal(),
                claim.said());
    }

    private Answer list(Call call, Tx tx) {
        return Answer.ok(new All(carriers.list(tx, call.store()).stream()
                .map(CarrierClaimEndpoints::one)
                .toList()));
    }

    private ClaimView known(Call call, Tx tx) {
        return ClaimId.parse(call.path("claim"))
                .flatMap(id -> claims.claims().find(tx, call.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private Answer open(Call call, Tx tx) {
        return carriers.open(tx, call.store(), known(call, tx), BY)
                .map(claim -> Answer.ok(one(claim)))
                .orElseThrow(CarrierClaimEndpoints::notNow);
    }

    private Answer file(Call call, Tx tx) {
        ClaimView view = known(call, tx);
        String reference = call.body().text("reference", REFERENCE_LIMIT_CHARS);
        call.faults().refuseIfAny();
        return moved(call, tx, view, carriers.filed(tx, call.store(), view.id(), reference));
    }

    private Answer answer(Call call, Tx tx) {
        ClaimView view = known(call, tx);
        CarrierClaim asked = carriers.of(tx, call.store(), view.id()).orElseThrow(Refusal::notFound);
        JsonFields body = call.body();
        Money paid = body.amount("paid", asked.value().currency());
        String said = body.text("said", SAID_LIMIT_CHARS);
        call.faults().refuseIfAny();
        boolean moved = paid == null
                ? carriers.refused(tx, call.store(), view.id(), said == null ? "" : said)
                : carriers.paid(tx, call.store(), view.id(), paid);
        return moved(call, tx, view, moved);
    }

    private Answer moved(Call call, Tx tx, ClaimView view, boolean moved) {
        if (!moved) throw notNow();
        return Answer.ok(one(carriers.of(tx, call.store(), view.id()).orElseThrow()));
    }

    private static Refusal notNow() {
        return new Refusal(
                Problem.of(
                        409,
                        "carrier-claim-not-now",
                        "As it stands this cannot be done",
                        "A carrier is asked for what was damaged, missing or lost in a parcel; it is filed once, then answered."));
    }
}
