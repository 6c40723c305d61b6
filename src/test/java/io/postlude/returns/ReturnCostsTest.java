package io.postlude.returns;

import static io.postlude.returns.ReturnsWorld.done;
import static io.postlude.returns.ReturnsWorld.eur;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnCosts.Month;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What returns cost and what stays: the sums of the page are those of the books, month by month. */
class ReturnCostsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static ReturnView came(ReturnsWorld world, OrderId order, String thing, Remedy.Kind remedy) {
        Reason reason = Reason.CHANGED_MIND;
        ReturnView view =
                world.requested(new Ask(order, List.of(world.wish(order, thing, 1, reason, remedy)), Method.LABEL));
        return world.received(view.id());
    }

    private static void looked(ReturnsWorld world, ReturnView view, Grade grade, Disposition where, long deduction) {
        PieceId piece = view.pieces().getFirst().id();
        var finding = new Returns.Finding(piece, grade, where, true, deduction, Optional.empty(), ReturnsWorld.BY);
        var _ = done(
                world.database.inStore(world.store, tx -> world.returns.grade(tx, world.store, view.id(), finding)));
    }

    private static List<Month> months(ReturnsWorld world) {
        var all = new ReturnInsights.Span(Instant.EPOCH, world.now().plusSeconds(1));
        return world.database.inStore(world.store, tx -> world.module.costs().months(tx, world.store, all, ZONE));
    }

    /** The ledger's own balances of one month, but for what has only left the house. */
    private static Map<Account, Long> books(ReturnsWorld world, YearMonth month) {
        Map<Account, Long> all = new EnumMap<>(Account.class);
        world.database.runInStore(
                world.store,
                tx -> Ledger.balances(
                                tx,
                                world.store,
                                start(month.atDay(1)),
                                start(month.plusMonths(1).atDay(1)))
                        .forEach(one -> all.merge(one.account(), one.balance().minor(), Long::sum)));
        return all;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    @Test
    void the_sums_of_a_month_agree_with_the_books_and_with_the_pieces() {
        try (ReturnsWorld world = new ReturnsWorld()) {
            OrderId order = world.sent(
                    "1",
                    new Thing("lamp", 1, 8000, 0),
                    new Thing("vase", 1, 4000, 400),
                    new Thing("rug", 1, 9000, 0),
                    new Thing("cup", 1, 1000, 0));
            world.days(5);
            looked(world, came(world, order, "lamp", Remedy.Kind.REFUND), Grade.A, Disposition.RESTOCK, 0);
            looked(world, came(world, order, "vase", Remedy.Kind.CREDIT), Grade.B, Disposition.RESTOCK, 300);
            ReturnView rug = came(world, order, "rug", Remedy.Kind.REFUND);
            looked(world, rug, Grade.D, Disposition.RECYCLE, 0);
            world.at("2031-04-02T09:00:00Z");
            looked(world, came(world, order, "cup", Remedy.Kind.EXCHANGE), Grade.C, Disposition.REFURBISH, 0);
            world.settle();
            world.database.runInStore(
                    world.store,
                    tx -> world.module.costs().save(tx, world.store, new CostTerms(eur(250), 25, 50, 100)));

            List<Month> months = months(world);
            assertEquals(
                    List.of(YearMonth.of(2031, 4), YearMonth.of(2031, 3)),
                    months.stream().map(Month::month).toList());
            for (Month month : months) {
                Map<Account, Long> books = books(world, month.month());
                for (Account account : List.of(
                        Account.GOODS, Account.SHIPPING, Account.BONUS, Account.FEE, Account.DEDUCTION, Account.KEPT))
                    assertEquals(
                            books.getOrDefault(account, 0L), month.books().of(account), month.month() + " " + account);
                assertEquals(month.books().goods(), month.things().goods(), "the same by its pieces");
                assertEquals(
                        0,
                        month.books().accounts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        "what came to be owed balances by itself");
            }
            Month march = months.getLast();
            assertEquals(8000, march.things().resold());
            assertEquals(900 + 9000, march.things().lost(), "a quarter of 36.00, and all of the rug");
            assertEquals(3 * 250, march.things().handWork());
            assertEquals(march.books().given() + 9900 + 750 - march.books().keptBack(), march.cost(), march.toString());
            assertEquals(300, -march.books().of(Account.DEDUCTION));
            Month april = months.getFirst();
            assertEquals(500, april.things().lost());
            assertEquals(-april.books().of(Account.EXCHANGE), april.books().stays());

            var taken = world.database.inStore(
                    world.store,
                    tx -> world.returns.takeBack(
                            tx,
                            world.store,
                            rug.id(),
                            new Returns.Word(
                                    List.of(rug.pieces().getFirst().id()),
                                    ReturnsWorld.BY,
                                    Optional.of("by mistake"))));
            var _ = done(taken);
            long goods =
                    months(world).stream().mapToLong(one -> one.books().goods()).sum();
            long pieces = months(world).stream()
                    .mapToLong(one -> one.things().goods())
                    .sum();
            assertEquals(goods, pieces, "what is taken back counts for neither");
        }
    }
}
