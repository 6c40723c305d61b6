package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderView;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Withdrawals under the law (Directive 2011/83/EU, Articles 9 to 11a): always open from the order until fourteen days after
 * the last parcel was received, without a reason, apart from every return. The same declaration again is the same one.
 */
public final class Withdrawals {
    private static final int DAYS = 14;
    private static final Set<String> COUNTRIES = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

    private final Parts parts;

    /** What it stands on. */
    record Parts(EventLog log, Ids ids, InstantSource clock, Stores stores, Tracking tracking) {}

    Withdrawals(Parts parts) {
        this.parts = parts;
    }

    /** Until which day; empty while the last parcel was not received: it has not begun to run then. */
    public record Window(Optional<LocalDate> until) {}

    /** Empty where the law gives no such right, or its time is over. */
    public Optional<Window> window(Tx tx, StoreId store, OrderView order) {
        Store owner = parts.stores().get(store);
        if (order.state() != OrderState.OPEN || !COUNTRIES.contains(country(order))) return Optional.empty();
        Optional<LocalDate> until = received(tx, owner, order).map(day -> day.plusDays(DAYS));
        LocalDate today = parts.clock().instant().atZone(owner.zone()).toLocalDate();
        return until.isPresent() && today.isAfter(until.get()) ? Optional.empty() : Optional.of(new Window(until));
    }

    private static String country(OrderView order) {
        return order.shipTo() == null || order.shipTo().country() == null
                ? ""
                : order.shipTo().country();
    }

    /** The day the last parcel was received; empty while one is open, or nobody knows. */
    private Optional<LocalDate> received(Tx tx, Store store, OrderView order) {
        List<ShipmentView> out = parts.tracking().ofOrder(tx, store.id(), order.id()).stream()
                .filter(parcel -> parcel.direction() == Direction.OUTBOUND)
                .toList();
        boolean sent = order.lines().stream()
                .filter(OrderView.Line::needsShipping)
                .allMatch(line -> line.shipped() >= line.quantity());
        if (!sent || out.isEmpty() || !out.stream().allMatch(ShipmentView::arrived)) return Optional.empty();
        return out.stream()
                .map(parcel -> parcel.times().delivered())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(at -> at.atZone(store.zone()).toLocalDate());
    }

    /** Takes a declaration; empty where its time is over. */
    public Optional<Withdrawal> declare(Tx tx, StoreId store, OrderView order, Withdrawal.Words words) {
        if (window(tx, store, order).isEmpty()) return Optional.empty();
        String digest = Secrets.fingerprint(words.name() + "\n" + words.email() + "\n" + words.things());
        Instant now = parts.clock().instant();
        long id = parts.ids().next();
        int fresh = tx.update(
                """
                insert into returns.withdrawal (store_id, id, order_id, customer_id, declared_at, name, email, things, digest)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""", store, id, order.id(), order.customer(), now, words.name(), words.email(), words.things(), digest);
        if (fresh == 1) parts.log().append(tx, new ReturnEvent.ContractWithdrawn(store, order.id(), now));
        return tx.first(
                "select id, declared_at from returns.withdrawal where store_id = ? and order_id = ? and digest = ?",
                row -> new Withdrawal(row.getLong("id"), words, Tx.instantNotNull(row, "declared_at")),
                store,
                order.id(),
                digest);
    }
}
