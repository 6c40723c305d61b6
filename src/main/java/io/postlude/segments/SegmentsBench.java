package io.postlude.segments;

import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Stores;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;

/** How fast everybody is looked at under five conditions: the walk a new condition begins, and a night in which nothing changed. */
public final class SegmentsBench {
    private static final List<String> CONDITIONS = List.of(
            "orders_in(90) >= 2",
            "days_since_last_order > 120",
            "items >= 3 && return_rate > 0.3",
            "birthday_this_month",
            "spent_in(365) >= 500 && !(\"marketing\" in customer.refused)");

    private SegmentsBench() {}

    /** {@code store} exists. */
    public record Parts(
            Database database, EventLog log, Stores stores, Customers customers, InstantSource clock, StoreId store) {}

    public static void run(Parts parts, int people, PrintStream out) {
        fill(parts, people);
        parts.database().analyseNewlyFilled();
        Keeping keeping =
                new Keeping(parts.stores(), new Told(parts.customers().customEvents()), parts.log(), parts.clock());
        Passing passing = new Passing(parts.database(), keeping, parts.clock());
        report("first walk, members written", people, walk(passing), out);
        parts.database().runAcrossStores(tx -> tx.execute("update segments.segment set walked_to = 0"));
        report("walk again, nothing changes", people, walk(passing), out);
        parts.database()
                .runAcrossStores(tx -> out.printf(
                        "members %,d; due within a day %,d of %,d people%n",
                        tx.number("select count(*) from segments.membership where left_at is null"),
                        tx.number(
                                "select count(*) from segments.person where due_at < ?",
                                parts.clock().instant().plusSeconds(86_400)),
                        people));
    }

    private static double walk(Passing passing) {
        long began = System.nanoTime();
        passing.takeAllAcrossStores();
        return (System.nanoTime() - began) / 1e9;
    }

    private static void report(String what, int people, double seconds, PrintStream out) {
        out.printf(
                "%s: %,d people, %d segments, %.1f s, %,.0f people a second%n",
                what, people, CONDITIONS.size(), seconds, people / seconds);
    }

    /** Each with one to four orders in two years; every seventh order partly comes back. */
    private static void fill(Parts parts, int people) {
        parts.database().runAcrossStores(tx -> {
            tx.execute("""
                    insert into segments.person (store_id, customer_id, since, language, country, birthday, mailed, phoned, tags,
                      refused, agreed)
                    select ?, p, now() - interval '2 years', 'de', 'DE', '--' || lpad((1 + p % 12)::text, 2, '0') || '-11', true,
                      false, '{}', case when p % 4 = 0 then '{marketing}'::text[] else '{}' end, '{}'
                    from generate_series(1, ?::bigint) p""", parts.store(), people);
            tx.execute("""
                    insert into segments.fact (store_id, kind, ref, customer_id, told_id, order_id, at, pieces, minor, currency,
                      imported)
                    select ?, 'ORDER', p * 8 + o, p, p, p * 8 + o,
                      now() - make_interval(days => ((p * 37 + o * 211) % 730)::int), 1 + (p + o) % 3, 2000 + (p * 13 % 9000), 'EUR',
                      false
                    from generate_series(1, ?::bigint) p, generate_series(1, 1 + p % 4) o""", parts.store(), people);
            tx.execute("""
                    insert into segments.fact (store_id, kind, ref, customer_id, told_id, order_id, at, pieces, imported)
                    select store_id, 'BACK', ref, customer_id, told_id, order_id, at + interval '5 days', 1, false
                    from segments.fact where kind = 'ORDER' and ref % 7 = 0""");
            for (int i = 0; i < CONDITIONS.size(); i++)
                tx.execute("""
                        insert into segments.segment (store_id, id, key, name, note, condition, version, changed_at, changed_by,
                          walked_to) values (?, ?, ?, ?, '', ?, 1, now(), 'bench', 0)""", parts.store(), i + 1, "s" + i, "s" + i, CONDITIONS.get(i));
        });
    }
}
