package io.postlude.claims;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which warranty things carry, by the type of the product, and the things customers registered. */
public final class Warranty {
    /** Where a store names no term: two years, as sellers in the EU answer for (Directive (EU) 2019/771, Article 10). */
    public static final int USUAL_MONTHS = 24;

    public static final int MOST_MONTHS = 600;
    /** The type that stands for all that have no term of their own. */
    public static final String ANY_TYPE = "";

    private static final int TYPE_LIMIT_CHARS = 200;

    private final Ids ids;
    private final InstantSource clock;

    Warranty(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** Months by product type; {@link #ANY_TYPE} is in it. */
    public Map<String, Integer> terms(Tx tx, StoreId store) {
        Map<String, Integer> terms = new TreeMap<>(Map.of(ANY_TYPE, USUAL_MONTHS));
        tx.each(
                "select product_type, months from claims.warranty_term where store_id = ?",
                row -> terms.put(row.getString(1), row.getInt(2)),
                store);
        return terms;
    }

    /** Months of what has no term of its own. */
    public int usual(Tx tx, StoreId store) {
        return terms(tx, store).getOrDefault(ANY_TYPE, USUAL_MONTHS);
    }

    /** Sets one; a type that is named for the first time is added. */
    public void setTerm(Tx tx, StoreId store, String type, int months) {
        if (months < 0 || months > MOST_MONTHS || type.length() > TYPE_LIMIT_CHARS)
            throw new IllegalArgumentException("a warranty has 0 to 600 months and a type at most 200 characters");
        tx.execute("""
                insert into claims.warranty_term (store_id, product_type, months) values (?, ?, ?)
                on conflict (store_id, product_type) do update set months = excluded.months""", store, type.strip(), months);
    }

    /** The type has the usual term of the store again. */
    public void dropTerm(Tx tx, StoreId store, String type) {
        tx.execute("delete from claims.warranty_term where store_id = ? and product_type = ?", store, type);
    }

    /** The last day, counted from the day it was received; null while that is not known, or where there is none. */
    static @Nullable LocalDate until(Map<String, Integer> terms, OrderView.Line line, @Nullable LocalDate received) {
        String type = line.type() == null ? ANY_TYPE : line.type();
        int months = terms.getOrDefault(type, terms.getOrDefault(ANY_TYPE, USUAL_MONTHS));
        return received == null || months == 0 ? null : received.plusMonths(months);
    }

    /** A thing a customer registered. */
    public record Registered(LineId line, String serial, Instant at) {}

    public List<Registered> registered(Tx tx, StoreId store, OrderId order) {
        return tx.list(
                "select line_id, serial, registered_at from claims.registration where store_id = ? and order_id = ? order by id",
                row -> new Registered(
                        new LineId(row.getLong(1)), row.getString(2), Tx.instantNotNull(row, "registered_at")),
                store,
                order);
    }

    /** Registers one thing; false where there are no more of it, or its number is none. The same number again is the same. */
    public boolean register(Tx tx, StoreId store, OrderView order, Registering registering) {
        String serial = registering.serial().strip();
        OrderView.Line line = order.lines().stream()
                .filter(one -> one.id().equals(registering.line()))
                .findFirst()
                .orElse(null);
        if (line == null || serial.isEmpty() || serial.length() > ClaimAsk.SERIAL_LIMIT_CHARS) return false;
        ClaimSql.lock(tx, store, order.id());
        List<Registered> before = registered(tx, store, order.id()).stream()
                .filter(one -> one.line().equals(line.id()))
                .toList();
        if (before.stream().anyMatch(one -> one.serial().equals(serial))) return true;
        if (before.size() >= line.quantity()) return false;
        tx.execute("""
                insert into claims.registration (store_id, id, order_id, line_id, customer_id, serial, registered_at)
                values (?, ?, ?, ?, ?, ?, ?)""", store, ids.next(), order.id(), line.id(), order.customer(), serial, clock.instant());
        return true;
    }

    /** Which thing, and the number on it. */
    public record Registering(LineId line, String serial) {}
}
