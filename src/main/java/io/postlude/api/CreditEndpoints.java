package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerView;
import io.postlude.customers.Customers;
import io.postlude.kernel.Money;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.returns.CreditChange;
import io.postlude.returns.CreditEntry;
import io.postlude.returns.CreditSpendId;
import io.postlude.returns.Credits;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Store credit that is held here: read, taken for an order at the checkout, and given back. */
final class CreditEndpoints {
    private static final String PATH = "/api/v1/customers/{reference}/credit";
    private static final int ID_LIMIT_CHARS = 60;

    private final Credits credits;
    private final Customers customers;

    CreditEndpoints(Credits credits, Customers customers) {
        this.credits = credits;
        this.customers = customers;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.GET, PATH, Scope.RETURNS_READ, this::read),
                new Endpoint(HandlerType.POST, PATH + "/spend", Scope.RETURNS_WRITE, this::spend),
                new Endpoint(HandlerType.POST, PATH + "/restore", Scope.RETURNS_WRITE, this::restore));
    }

    record Sum(String amount, String currency) {
        static Sum of(Money money) {
            return new Sum(money.decimal(), money.currency().getCurrencyCode());
        }
    }

    /** {@code returned} is what a return gave it for; {@code order} what it was spent on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String id,
            Instant at,
            String what,
            String amount,
            String currency,
            @JsonProperty("return") @Nullable String returned,
            @Nullable String spend,
            @Nullable String order,
            @Nullable String reason,
            String by) {
        static Line of(CreditEntry entry) {
            CreditEntry.Cause cause = entry.cause();
            return new Line(
                    entry.id().toString(),
                    entry.at(),
                    entry.what().name().toLowerCase(Locale.ROOT),
                    entry.amount().decimal(),
                    entry.amount().currency().getCurrencyCode(),
                    cause.returned() == null ? null : cause.returned().toString(),
                    cause.spend() == null ? null : cause.spend().toString(),
                    cause.order(),
                    entry.reason(),
                    entry.by());
        }
    }

    record Whole(String customer, List<Sum> balances, List<Line> entries) {}

    private Answer read(Call call, Tx tx) {
        CustomerId customer = customer(call, tx);
        return Answer.ok(new Whole(
                customer.toString(),
                credits.balances(tx, call.store(), customer).stream()
                        .map(Sum::of)
                        .toList(),
                credits.entries(tx, call.store(), customer).stream()
                        .map(Line::of)
                        .toList()));
    }

    /** Who was erased has none, and is told of to nobody. */
    private CustomerId customer(Call call, Tx tx) {
        return CustomerEndpoints.find(customers, call, tx)
                .flatMap(id -> customers.customer(tx, call.store(), id))
                .filter(view -> view.erasedAt() == null)
                .map(CustomerView::id)
                .orElseThrow(Refusal::notFound);
    }

    record Done(String spend, String amount, String currency, String left) {
        static Done of(CreditSpendId spend, Money amount, Money left) {
            return new Done(
                    spend.toString(), amount.decimal(), amount.currency().getCurrencyCode(), left.decimal());
        }
    }

    private Answer spend(Call call, Tx tx) {
        JsonFields body = call.body();
        String order = body.needed("order", OrderDocument.REFERENCE_LIMIT_CHARS);
        Money amount = amount(body);
        if (amount == null && !body.has("amount")) body.fault("amount", "is needed");
        keyed(call);
        call.faults().refuseIfAny();
        var wish = new Credits.Spending(
                Objects.requireNonNull(amount), order, call.caller().keyName());
        CreditChange change = credits.spend(tx, call.store(), customer(call, tx), wish);
        return switch (change) {
            case CreditChange.Spent(CreditSpendId spend, Money taken, Money left) ->
                Answer.created(Done.of(spend, taken, left));
            case CreditChange.NotEnough(Money there) ->
                throw new Refusal(Problem.of(
                                409,
                                "not-enough-credit",
                                "There is less store credit than that",
                                "There is " + say(there) + ". Nothing was taken: ask for that much or less.")
                        .with(List.of(new Problem.FieldError("/amount", say(there) + " is there"))));
            case CreditChange.Moved _, CreditChange.NoSuchSpend _, CreditChange.Overtaken _ ->
                throw new IllegalStateException();
        };
    }

    private static @Nullable Money amount(JsonFields body) {
        Money amount = body.money("amount", body.currency("currency"));
        if (amount != null && amount.minor() <= 0) body.fault("amount", "must be above zero");
        return amount;
    }

    /** Elsewhere the same call again finds what it did; here it would take again, so that it has to say that it is the same. */
    private static void keyed(Call call) {
        if (call.context().header("Idempotency-Key") == null)
            call.faults()
                    .add(
                            "/header/Idempotency-Key",
                            "is needed, so that a call whose answer was lost takes nothing twice");
    }

    private static String say(Money money) {
        return money.decimal() + " " + money.currency().getCurrencyCode();
    }

    private Answer restore(Call call, Tx tx) {
        JsonFields body = call.body();
        Optional<CreditSpendId> spend = CreditSpendId.parse(body.needed("spend", ID_LIMIT_CHARS));
        if (spend.isEmpty() && body.has("spend")) body.fault("spend", "is no id of a spend, csp_...");
        Money amount = body.has("amount") ? amount(body) : null;
        keyed(call);
        call.faults().refuseIfAny();
        var wish =
                new Credits.Restoring(spend.orElseThrow(), amount, call.caller().keyName());
        CreditChange change = credits.restore(tx, call.store(), customer(call, tx), wish);
        return switch (change) {
            case CreditChange.Moved(Money back, Money left) -> Answer.ok(Done.of(wish.spend(), back, left));
            case CreditChange.NotEnough(Money rest) ->
                throw new Refusal(Problem.of(
                                409,
                                "more-than-spent",
                                "Less than that can be given back",
                                "Of what was spent " + say(rest) + " is not given back yet. Nothing was changed.")
                        .with(List.of(new Problem.FieldError("/amount", say(rest) + " can be given back"))));
            case CreditChange.NoSuchSpend _ -> throw Refusal.notFound();
            case CreditChange.Spent _, CreditChange.Overtaken _ -> throw new IllegalStateException();
        };
    }
}
