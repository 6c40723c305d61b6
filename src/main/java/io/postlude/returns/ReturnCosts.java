package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.ReturnCostSql.Booked;
import io.postlude.returns.ReturnCostSql.Pieces;
import io.postlude.returns.ReturnInsights.Span;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What returns cost and what stays, by month and currency. Everything with an account comes from the books; the rest says
 * where it comes from.
 */
public final class ReturnCosts {
    /** A month of the store's zone, of one currency; all in minor units. */
    public record Month(YearMonth month, Currency currency, Books books, Things things, long labels) {
        /** What returns cost: given on top, lost and worked, less what was kept back. */
        public long cost() {
            return books.given() + labels + things.lost() + things.handWork() - books.keptBack();
        }
    }

    /** What the books hold, without what has only left the house. */
    public record Books(Map<Account, Long> accounts) {
        public Books {
            accounts = Map.copyOf(accounts);
        }

        public long of(Account account) {
            return accounts.getOrDefault(account, 0L);
        }

        /** Money that went back. */
        public long refunded() {
            return -of(Account.REFUND);
        }

        /** Revenue that stays, as credit and as another thing; without what was given or paid on top of it. */
        public long stays() {
            return -of(Account.CREDIT) - of(Account.EXCHANGE) - of(Account.BONUS) - of(Account.DEPOSIT);
        }

        /** Given on top of what was paid for the things that came: outbound shipping, bonuses, and the part for keeping it. */
        public long given() {
            return of(Account.SHIPPING) + of(Account.BONUS) + of(Account.KEPT);
        }

        /** Fees, restocking and deductions. */
        public long keptBack() {
            return -of(Account.FEE) - of(Account.RESTOCKING) - of(Account.DEDUCTION);
        }

        /** What was paid for what came or stays, tax on top not in it. */
        public long goods() {
            return of(Account.GOODS) + of(Account.KEPT);
        }
    }

    /**
     * What became of the things that were taken, by the price paid for them.
     *
     * @param goods of all of them: the same as the books'
     * @param looked how many were looked at
     * @param resold as new and back on the shelf
     * @param lost by state and by where they went
     */
    public record Things(long goods, long looked, long resold, long lost, long handWork) {
        static final Things NONE = new Things(0, 0, 0, 0, 0);

        private Things plus(Things other) {
            return new Things(
                    goods + other.goods,
                    looked + other.looked,
                    resold + other.resold,
                    lost + other.lost,
                    handWork + other.handWork);
        }
    }

    private record Key(YearMonth month, String currency) {}

    /** The newest first. */
    public List<Month> months(Tx tx, StoreId store, Span span, ZoneId zone) {
        Map<Key, Map<Account, Long>> books =
                new TreeMap<>(Comparator.comparing(Key::month).reversed().thenComparing(Key::currency));
        for (Booked one : ReturnCostSql.booked(tx, store, span, zone))
            books.computeIfAbsent(new Key(one.month(), one.currency()), key -> new EnumMap<>(Account.class))
                    .merge(one.account(), one.amount(), Long::sum);
        Map<Key, Long> labels = new TreeMap<>(Comparator.comparing(Key::month).thenComparing(Key::currency));
        for (ReturnCostSql.Labels one : ReturnCostSql.labels(tx, store, span, zone)) {
            Key key = new Key(one.month(), one.currency());
            labels.merge(key, one.cost(), Long::sum);
            books.computeIfAbsent(key, made -> new EnumMap<>(Account.class));
        }
        Map<Key, Things> things = things(tx, store, span, zone);
        List<Month> months = new ArrayList<>();
        books.forEach((key, accounts) -> months.add(new Month(
                key.month(),
                Currency.getInstance(key.currency()),
                new Books(accounts),
                things.getOrDefault(key, Things.NONE),
                labels.getOrDefault(key, 0L))));
        return months;
    }

    private static Map<Key, Things> things(Tx tx, StoreId store, Span span, ZoneId zone) {
        Map<Key, Things> things = new TreeMap<>(Comparator.comparing(Key::month).thenComparing(Key::currency));
        CostTerms own = ReturnCostSql.terms(tx, store).orElse(null);
        for (Pieces one : ReturnCostSql.pieces(tx, store, span, zone)) {
            Currency currency = Currency.getInstance(one.currency());
            CostTerms terms = own == null ? CostTerms.usual(currency) : own;
            things.merge(new Key(one.month(), one.currency()), of(one, terms, currency), Things::plus);
        }
        return things;
    }

    private static Things of(Pieces one, CostTerms terms, Currency currency) {
        Grade grade = one.grade();
        Disposition disposition = one.disposition();
        if (grade == null || disposition == null)
            return new Things(one.goods(), 0, 0, one.missing() ? one.goods() : 0, 0);
        boolean asNew = grade == Grade.A && disposition == Disposition.RESTOCK;
        long work = terms.handWork().currency().equals(currency)
                ? Math.multiplyExact(terms.handWork().minor(), one.count())
                : 0;
        long lost = Math.round(one.goods() * terms.lost(grade, disposition) / 100.0);
        return new Things(one.goods(), one.count(), asNew ? one.goods() : 0, lost, work);
    }

    /** What the store reckons with; {@code currency} is the one its own prices are in. */
    public CostTerms terms(Tx tx, StoreId store, Currency currency) {
        return ReturnCostSql.terms(tx, store).orElse(CostTerms.usual(currency));
    }

    public void save(Tx tx, StoreId store, CostTerms terms) {
        ReturnCostSql.save(tx, store, terms);
    }
}
