package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerView;
import io.postlude.kernel.Money;
import io.postlude.kernel.Refusal;
import io.postlude.returns.CreditChange;
import io.postlude.returns.CreditEntryId;
import io.postlude.returns.Credits;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A person's store credit, corrected by whoever may decide about returns. */
final class CreditDesk {
    private static final String OFF = "off";

    private final CustomerDesk.Sources sources;

    CreditDesk(CustomerDesk.Sources sources) {
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.deed("customers/{id}/credit", Permission.DECIDE_RETURNS, this::correct);
    }

    /** Null where the visitor's role may not, or nobody is left to have it. */
    static @Nullable Form form(Visit visit, CustomerView person, CustomerCredit credit) {
        if (!visit.may(Permission.DECIDE_RETURNS) || person.erasedAt() != null) return null;
        List<Option> currencies = Stream.concat(
                        credit.balances().stream().map(Money::currency),
                        Stream.of(visit.shop().currency()))
                .distinct()
                .map(Currency::getCurrencyCode)
                .map(code -> new Option(
                        code, code, code.equals(visit.shop().currency().getCurrencyCode())))
                .toList();
        return Form.of(
                        CustomersDesk.PATH + "/" + person.id() + "/credit",
                        "Correct it",
                        "check",
                        List.of(
                                Field.text("amount", "Amount", "").needed().hinting("Such as 12.50."),
                                Field.text("reason", "Why", "")
                                        .needed()
                                        .hinting("For your people; it stands in the history for good.")))
                .picking(
                        new Pick(
                                "way",
                                "What",
                                List.of(new Option("on", "Add it", true), new Option(OFF, "Take it off", false))),
                        new Pick("currency", "Currency", currencies))
                .hiding(Map.of("seen", credit.seen()));
    }

    private Answer correct(Visit visit) {
        CustomerId id = CustomerDesk.id(visit);
        Optional<Credits.Correction> wish = wish(visit);
        Done done = sources.database().inStore(visit.store(), tx -> {
            CustomerView person = sources.customers()
                    .customer(tx, visit.store(), id)
                    .filter(view -> view.erasedAt() == null)
                    .orElseThrow(Refusal::notFound);
            if (wish.isEmpty()) return Done.CREDIT_UNCLEAR;
            return switch (sources.credits().correct(tx, visit.store(), person.id(), wish.get())) {
                case CreditChange.Moved _ -> {
                    Audit.Deed deed = Audit.Deed.of("customer.credit-corrected", "customer", id.toString());
                    sources.audit().record(tx, visit.store(), visit.actor(), deed);
                    yield Done.CREDIT_CORRECTED;
                }
                case CreditChange.NotEnough _ -> Done.CREDIT_TOO_LITTLE;
                case CreditChange.Overtaken _, CreditChange.NoSuchSpend _, CreditChange.Spent _ -> Done.NOT_ANY_MORE;
            };
        });
        return Answer.done(CustomersDesk.PATH + "/" + id, done);
    }

    /** Empty where it is no amount or has no reason. */
    private static Optional<Credits.Correction> wish(Visit visit) {
        String reason = visit.field("reason").strip();
        try {
            Money amount =
                    Money.parse(visit.field("amount").replace(',', '.'), Currency.getInstance(visit.field("currency")));
            if (amount.minor() <= 0) return Optional.empty();
            return Optional.of(new Credits.Correction(
                    visit.field("way").equals(OFF) ? amount.negate() : amount,
                    reason,
                    visit.session().name(),
                    CreditEntryId.parse(visit.field("seen")).orElse(null)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // said on the page, with what is wanted
        }
    }
}
