package io.postlude.returns;

import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes postings down and adds them up. Nothing in it is ever changed. */
final class Ledger {
    private static final String ADD = """
            insert into returns.posting (store_id, id, return_id, order_id, at, currency, what, accounts, amounts, corrects)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Ids ids;

    Ledger(Ids ids) {
        this.ids = ids;
    }

    /** Writes a posting of a return; its number comes back. */
    long post(Tx tx, StoreId store, ReturnSql.Head of, Entry entry) {
        long id = ids.next();
        List<Account> accounts =
                new ArrayList<>(new EnumMap<>(Map.copyOf(entry.posting().entries())).keySet());
        tx.execute(
                ADD,
                store,
                id,
                of.id(),
                of.order(),
                entry.at(),
                of.currency().getCurrencyCode(),
                entry.what(),
                accounts.stream().map(Enum::name).toArray(String[]::new),
                accounts.stream()
                        .mapToLong(account -> entry.posting().of(account))
                        .toArray(),
                entry.corrects().orElse(null));
        return id;
    }

    /** What is written: a posting, why, and which one it corrects. */
    record Entry(Posting posting, String what, Instant at, Optional<Long> corrects) {
        Entry(Posting posting, String what, Instant at) {
            this(posting, what, at, Optional.empty());
        }
    }

    Posting posting(Tx tx, StoreId store, long id) {
        return tx.first(
                        "select to_json(accounts)::text, to_json(amounts)::text from returns.posting where store_id = ? and id = ?",
                        row -> read(row.getString(1), row.getString(2)),
                        store,
                        id)
                .orElseThrow();
    }

    private static Posting read(String accounts, String amounts) {
        String[] names = Json.read(accounts, String[].class);
        long[] minors = Json.read(amounts, long[].class);
        Map<Account, Long> entries = new EnumMap<>(Account.class);
        for (int i = 0; i < names.length; i++) entries.put(Account.valueOf(names[i]), minors[i]);
        return new Posting(entries);
    }

    /** One account of one currency. */
    record Balance(Account account, Money balance) {}

    /** All accounts of a store between two moments, the end not included. They add up to nothing in every currency. */
    static List<Balance> balances(Tx tx, StoreId store, Instant from, Instant until) {
        return tx.list(
                """
                select a.account, p.currency, sum(a.amount)::bigint as balance
                from returns.posting p, unnest(p.accounts, p.amounts) as a(account, amount)
                where p.store_id = ? and p.at >= ? and p.at < ? group by a.account, p.currency order by p.currency, a.account""",
                row -> new Balance(
                        Account.valueOf(row.getString(1)), Money.of(row.getLong("balance"), row.getString("currency"))),
                store,
                from,
                until);
    }
}
