package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Tx;
import io.postlude.returns.Payout;
import io.postlude.returns.Payout.State;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnRecords;
import io.postlude.returns.ReturnRecords.Due;
import io.postlude.returns.ReturnRecords.Entry;
import io.postlude.returns.ReturnView;
import io.postlude.stores.Permission;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The money of returns: whether the books balance, what is to be given, in doubt, and given. */
final class ReturnMoneyDesk {
    private static final int ROWS = 200;
    private static final int DONE_ROWS = 50;

    private final Frame frame;
    private final ReturnsDesk.Sources sources;

    ReturnMoneyDesk(Frame frame, ReturnsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("returns/money", Permission.SEE_RETURNS, this::show);
    }

    private record Read(
            List<Entry> all,
            List<Entry> year,
            List<Payout> open,
            List<Payout> given,
            List<Due> due,
            Map<ReturnId, String> codes) {}

    private Answer show(Visit visit) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, "Money", new Link("Returns", ReturnsDesk.PATH), "returns"),
                        figures(read),
                        null,
                        List.of(
                                new Section(
                                        "open",
                                        "To give",
                                        "the newest first; what is in doubt is asked about, never repeated",
                                        payouts(
                                                visit,
                                                read,
                                                new Payouts("Payouts to give", read.open(), "Nothing is to be given")),
                                        null),
                                new Section(
                                        "books",
                                        "Trial balance",
                                        "all postings; what the store gives up or takes on is positive",
                                        balance(read),
                                        null),
                                new Section(
                                        "given",
                                        "Given",
                                        "the last " + DONE_ROWS,
                                        payouts(
                                                visit,
                                                read,
                                                new Payouts("Payouts given", read.given(), "Nothing was given yet")),
                                        null))));
    }

    private Read read(Tx tx, Visit visit) {
        ReturnRecords records = sources.returns().records();
        LocalDate first = visit.words().today().withDayOfYear(1);
        Instant year = first.atStartOfDay(visit.words().zone()).toInstant();
        Instant end = visit.words().now().plusSeconds(1);
        List<Payout> open = records.payouts(
                tx, visit.store(), Set.of(State.BY_HAND, State.ASKING, State.WAITING, State.UNPAID), ROWS);
        List<Payout> given = records.payouts(tx, visit.store(), Set.of(State.GIVEN), DONE_ROWS);
        Map<ReturnId, String> codes = new HashMap<>();
        for (List<Payout> some : List.of(open, given))
            for (Payout payout : some)
                codes.computeIfAbsent(
                        payout.returned(),
                        id -> sources.returns()
                                .returns()
                                .find(tx, visit.store(), id)
                                .map(ReturnView::code)
                                .orElse(""));
        return new Read(
                records.balances(tx, visit.store(), Instant.EPOCH, end),
                records.balances(tx, visit.store(), year, end),
                open,
                given,
                records.due(tx, visit.store()),
                codes);
    }

    private static List<Figure> figures(Read read) {
        List<Figure> figures = new ArrayList<>();
        Map<String, Long> sums = new TreeMap<>();
        read.all()
                .forEach(entry -> sums.merge(
                        entry.amount().currency().getCurrencyCode(),
                        entry.amount().minor(),
                        Long::sum));
        boolean balanced = sums.values().stream().allMatch(sum -> sum == 0);
        figures.add(new Figure(
                "Books",
                balanced ? "balance" : "do not balance",
                String.join(", ", sums.keySet()) + " add up to nothing",
                null));
        for (State state : List.of(State.BY_HAND, State.ASKING, State.WAITING)) {
            List<Due> due =
                    read.due().stream().filter(one -> one.state() == state).toList();
            String sum = String.join(
                    ", ",
                    due.stream()
                            .map(one -> Words.money(
                                    one.sum().minor(), one.sum().currency().getCurrencyCode()))
                            .toList());
            long count = due.stream().mapToLong(Due::count).sum();
            figures.add(new Figure(
                    ReturnWords.payout(state).word(),
                    sum.isEmpty() ? "nothing" : sum,
                    Words.count(count, "payout", "payouts"),
                    null));
        }
        return figures;
    }

    /** A table of payouts: its name, and what stands there while it is empty. */
    private record Payouts(String name, List<Payout> rows, String none) {}

    private static Table payouts(Visit visit, Read read, Payouts payouts) {
        return Table.plain(
                payouts.name(),
                List.of(Column.text("Return"), Column.text("What"), Column.text("Stands"), Column.number("Amount")),
                payouts.rows().stream()
                        .map(payout -> Row.of(
                                Cell.link(
                                        ReturnsDesk.shown(read.codes().getOrDefault(payout.returned(), "")),
                                        visit.words().moment(payout.madeAt()),
                                        ReturnDesk.path(payout.returned())),
                                Cell.of(ReturnWords.payout(payout.kind())),
                                Cell.pill(ReturnWords.payout(payout.state()), ReturnDesk.small(visit, payout)),
                                Cell.of(Words.money(
                                        payout.amount().minor(),
                                        payout.amount().currency().getCurrencyCode()))))
                        .toList(),
                new Empty(payouts.none(), "What pieces that were taken come to appears here at once.", null));
    }

    private static Table balance(Read read) {
        List<Row> rows = new ArrayList<>();
        for (Entry entry : read.all()) {
            String currency = entry.amount().currency().getCurrencyCode();
            long year = read.year().stream()
                    .filter(one -> one.account() == entry.account()
                            && one.amount().currency().equals(entry.amount().currency()))
                    .mapToLong(one -> one.amount().minor())
                    .sum();
            rows.add(Row.of(
                    Cell.of(ReturnWords.account(entry.account()), currency),
                    Cell.of(Words.money(year, currency)),
                    Cell.of(Words.money(entry.amount().minor(), currency))));
        }
        return Table.plain(
                "Trial balance",
                List.of(Column.text("Account"), Column.number("This year"), Column.number("In all")),
                rows,
                new Empty("Nothing is booked", "The books begin when a piece is taken.", null));
    }
}
