package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Money;
import io.postlude.kernel.Tx;
import io.postlude.returns.Charge;
import io.postlude.returns.Credits;
import io.postlude.returns.Payout;
import io.postlude.returns.Payout.State;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnRecords;
import io.postlude.returns.ReturnRecords.Due;
import io.postlude.returns.ReturnRecords.Entry;
import io.postlude.returns.ReturnView;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The money of returns: whether the books balance, what is to be given, in doubt, and given. */
final class ReturnMoneyDesk {
    private static final int ROWS = 200;
    private static final int DONE_ROWS = 50;
    private static final String HAND = "hand";
    private static final String HERE = "here";

    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final Audit audit;

    ReturnMoneyDesk(Frame frame, ReturnsDesk.Sources sources, Audit audit) {
        this.frame = frame;
        this.sources = sources;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("returns/money", Permission.SEE_RETURNS, this::show);
        counter.deed("returns/money/credit", Permission.CHANGE_SETTINGS, this::chooseCredit);
    }

    private record Read(
            List<Entry> all,
            List<Entry> year,
            List<Payout> open,
            List<Payout> given,
            List<Due> due,
            List<Charge> charges,
            List<Money> credit,
            boolean creditByHand,
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
                                        "charges",
                                        "To be paid by customers",
                                        "on top of dearer things; the oldest first. What the store takes itself is said on the return",
                                        charges(visit, read),
                                        null),
                                credit(visit, read),
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
        List<Charge> charges = records.charges(tx, visit.store(), ROWS);
        Map<ReturnId, String> codes = new HashMap<>();
        Stream.of(
                        open.stream().map(Payout::returned),
                        given.stream().map(Payout::returned),
                        charges.stream().map(Charge::returned))
                .flatMap(some -> some)
                .forEach(of -> codes.computeIfAbsent(
                        of,
                        id -> sources.returns()
                                .returns()
                                .find(tx, visit.store(), id)
                                .map(ReturnView::code)
                                .orElse("")));
        return new Read(
                records.balances(tx, visit.store(), Instant.EPOCH, end),
                records.balances(tx, visit.store(), year, end),
                open,
                given,
                records.due(tx, visit.store()),
                charges,
                sources.returns().credits().open(tx, visit.store()),
                sources.returns().credits().isByHand(tx, visit.store()),
                codes);
    }

    /** What customers have of held credit is owed to them, apart from the books: there it was given. */
    private static Section credit(Visit visit, Read read) {
        List<Row> rows = read.credit().stream()
                .map(sum -> Row.of(Cell.of(sum.currency().getCurrencyCode()), Cell.of(CustomerCredit.say(sum))))
                .toList();
        Form choice = Form.of(
                        ReturnsDesk.PATH + "/money/credit",
                        read.creditByHand() ? "Hold it here" : "Let a person give it",
                        "check",
                        List.of())
                .hiding(Map.of("by", read.creditByHand() ? HERE : HAND));
        return new Section(
                "credit",
                "Store credit customers have",
                read.creditByHand()
                        ? "Credit the shop does not take is given by a person. What was held here before stays to be spent"
                        : "Credit the shop does not take is held here, and your checkout spends it over the API. It is a"
                                + " liability: in the books below it was given",
                Table.plain(
                        "Store credit customers have",
                        List.of(Column.text("Currency"), Column.number("To spend")),
                        rows,
                        new Empty("Nobody has any", "What returns give as credit adds up here.", null)),
                visit.may(Permission.CHANGE_SETTINGS) ? choice : null);
    }

    private Answer chooseCredit(Visit visit) {
        boolean byHand = visit.field("by").equals(HAND);
        Credits credits = sources.returns().credits();
        sources.database().runInStore(visit.store(), tx -> {
            if (byHand) credits.giveByHand(tx, visit.store(), visit.session().name());
            else credits.holdHere(tx, visit.store());
            String deed = byHand ? "store-credit.by-hand" : "store-credit.held-here";
            audit.record(tx, visit.store(), visit.actor(), Audit.Deed.of(deed, "returns", "credit"));
        });
        return Answer.done(ReturnsDesk.PATH + "/money", byHand ? Done.CREDIT_BY_HAND : Done.CREDIT_HELD);
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
        String credit = read.credit().stream().map(CustomerCredit::say).collect(Collectors.joining(", "));
        figures.add(
                new Figure("Store credit", credit.isEmpty() ? "nothing" : credit, "customers have it to spend", null));
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

    private static Table charges(Visit visit, Read read) {
        return Table.plain(
                "To be paid by customers",
                List.of(Column.text("Return"), Column.text("Stands"), Column.text("Until"), Column.number("Amount")),
                read.charges().stream()
                        .map(charge -> Row.of(
                                Cell.link(
                                        ReturnsDesk.shown(read.codes().getOrDefault(charge.returned(), "")),
                                        visit.words().moment(charge.madeAt()),
                                        ReturnDesk.path(charge.returned())),
                                Cell.pill(ReturnWords.charge(charge.state()), charge.trouble()),
                                Cell.of(visit.words().moment(charge.dueAt())),
                                Cell.of(Words.money(
                                        charge.amount().minor(),
                                        charge.amount().currency().getCurrencyCode()))))
                        .toList(),
                new Empty("Nobody is asked to pay", "What a dearer thing costs on top appears here at once.", null));
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
