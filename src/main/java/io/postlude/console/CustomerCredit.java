package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.CreditEntry;
import io.postlude.returns.Credits;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One person's store credit: what they have, by currency, and how it came to that. */
record CustomerCredit(List<Money> balances, List<CreditEntry> entries) {
    static CustomerCredit of(Tx tx, StoreId store, Credits credits, CustomerId person) {
        return new CustomerCredit(credits.balances(tx, store, person), credits.entries(tx, store, person));
    }

    /** {@code €25.20 and SEK 90.00}; empty where nothing is left. */
    String left() {
        return balances.stream().map(CustomerCredit::say).collect(Collectors.joining(" and "));
    }

    static String say(Money money) {
        return Words.money(money.minor(), money.currency().getCurrencyCode());
    }

    /** Null where there never was any and the visitor may not give some. */
    CustomerPage.@Nullable Credit page(Visit visit, @Nullable Form form) {
        if (entries.isEmpty() && form == null) return null;
        return new CustomerPage.Credit(left().isEmpty() ? "nothing is left" : left() + " to spend", table(visit), form);
    }

    /** The newest entry the page shows: what is corrected is corrected as it was seen. Empty where there is none. */
    String seen() {
        return entries.isEmpty() ? "" : entries.getFirst().id().toString();
    }

    private Table table(Visit visit) {
        return Table.plain(
                "Store credit",
                List.of(Column.text("What"), Column.text("For"), Column.number("When"), Column.number("Amount")),
                entries.stream().map(entry -> row(visit, entry)).toList(),
                new Empty(
                        "None was given", "Credit of returns that the shop does not give itself appears here.", null));
    }

    private static Row row(Visit visit, CreditEntry entry) {
        return Row.of(
                Cell.of(what(entry.what()), entry.what() == CreditEntry.What.CORRECTED ? "by " + entry.by() : null),
                cause(entry),
                Cell.of(visit.words().day(entry.at()), visit.words().time(entry.at())),
                Cell.of(say(entry.amount())));
    }

    private static String what(CreditEntry.What what) {
        return switch (what) {
            case GIVEN -> "Given";
            case SPENT -> "Spent";
            case RESTORED -> "Given back";
            case CORRECTED -> "Corrected";
            case ENDED -> "Ended";
        };
    }

    private static Cell cause(CreditEntry entry) {
        CreditEntry.Cause cause = entry.cause();
        if (cause.returned() != null && cause.code() != null)
            return Cell.link(ReturnsDesk.shown(cause.code()), null, ReturnDesk.path(cause.returned()));
        return Cell.of(Stream.ofNullable(cause.order())
                .findFirst()
                .map(order -> "order " + order)
                .orElse(reason(entry)));
    }

    private static String reason(CreditEntry entry) {
        return entry.reason() == null ? "" : entry.reason();
    }
}
