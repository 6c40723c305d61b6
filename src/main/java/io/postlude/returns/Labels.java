package io.postlude.returns;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.ReturnSql.Head;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labels: one for a return, bought where the store has somebody to buy it from, else drawn here. Asked for as soon as the
 * return may come, void when nothing comes. What could not be bought is an exception until a person saw to it.
 */
public final class Labels {
    private final Returns returns;
    private final Stores stores;
    private final Orders orders;
    private final Ids ids;
    private final List<Postage> sellers;
    private final PickupCalls calls;

    /** What it stands on. */
    record Parts(Returns returns, Stores stores, Orders orders, Ids ids, List<Postage> sellers) {}

    Labels(Parts parts) {
        this.returns = parts.returns();
        this.stores = parts.stores();
        this.orders = parts.orders();
        this.ids = parts.ids();
        this.sellers = List.copyOf(parts.sellers());
        this.calls = new PickupCalls(stores, ids, sellers);
    }

    /** Whose label is wanted: the return of this order under this code, as typed; {@code gift} as in {@link ReturnView#isGift}. */
    public record Ticket(OrderId order, String code, boolean gift) {}

    /** One that is there for a return that may be sent, with no more read than it takes; nothing is written. */
    public Optional<LabelPaper> there(Tx tx, StoreId store, Ticket ticket) {
        return ReturnCode.read(ticket.code())
                .flatMap(code -> LabelSql.there(tx, store, new Ticket(ticket.order(), code, ticket.gift())))
                .filter(there -> there.label().state().isThere() && there.coming() > 0)
                .flatMap(there -> orders.destination(tx, store, ticket.order())
                        .flatMap(customer -> shown(
                                tx,
                                there.label(),
                                new LabelTexts.Parcel(stores.get(store), customer, there.code(), there.coming()))));
    }

    private static Optional<LabelPaper> shown(Tx tx, Label label, LabelTexts.Parcel parcel) {
        if (label.isOwn()) return Optional.of(new LabelPaper.Drawn(LabelTexts.text(parcel)));
        return LabelSql.document(tx, parcel.store().id(), label.id())
                .map(document -> new LabelPaper.Bought(label, document));
    }

    /** Made or bought once, shown as often as asked; empty where none is needed or nothing may be sent. */
    public Optional<LabelPaper> paper(Tx tx, StoreId store, ReturnId id) {
        List<LabelPaper> drawn = new ArrayList<>();
        Answer _ = returns.change(tx, store, id, opened -> {
            paper(tx, opened, stores.get(store)).ifPresent(drawn::add);
            return drawn.isEmpty() ? Optional.of(Denial.Kind.NOT_NOW) : Optional.empty();
        });
        return drawn.stream().findFirst();
    }

    private Optional<LabelPaper> paper(Tx tx, Opened opened, Store store) {
        if (!opened.head().method().isPaidByStore()) return Optional.empty();
        List<ReturnView.Piece> coming = opened.where(Labels::mayBeSent);
        if (coming.isEmpty()) return Optional.empty();
        Label label = present(tx, opened);
        if (label == null) {
            ask(tx, opened);
            label = present(tx, opened);
        }
        if (label == null || !label.state().isThere()) return Optional.of(new LabelPaper.Coming());
        return shown(
                tx,
                label,
                new LabelTexts.Parcel(
                        store, destination(opened.order()), opened.head().code(), coming.size()));
    }

    private static Orders.Destination destination(OrderView order) {
        return new Orders.Destination(order.number(), order.shipTo());
    }

    private static boolean mayBeSent(ReturnView.Piece piece) {
        return piece.travel() == Travel.AWAITED && piece.verdict() == Verdict.APPROVED;
    }

    private static @Nullable Label present(Tx tx, Opened opened) {
        Label label = LabelSql.ofReturns(
                        tx, opened.store(), List.of(opened.head().id()))
                .get(opened.head().id());
        return label == null || !label.state().isPresent() ? null : label;
    }

    /** Where one failed and nobody said what to do instead, a person does. */
    private void ask(Tx tx, Opened opened) {
        List<Label> before = LabelSql.all(tx, opened.store(), opened.head().id());
        if (before.isEmpty() || before.getLast().state() != Label.State.FAILED) make(tx, opened);
    }

    private void make(Tx tx, Opened opened) {
        Optional<Postage> seller = seller(tx, opened);
        if (seller.isPresent()) want(tx, opened, seller.get());
        else own(tx, opened.store(), opened.head(), opened.now());
    }

    private Optional<Postage> seller(Tx tx, Opened opened) {
        return seller(tx, opened.store(), opened.head().method());
    }

    /** A code for the counter needs no carrier's label. */
    private Optional<Postage> seller(Tx tx, StoreId store, @Nullable Method method) {
        if (method != Method.LABEL && method != Method.PICKUP) return Optional.empty();
        return sellers.stream().filter(one -> one.terms(tx, store).isPresent()).findFirst();
    }

    /** Whether somebody sells labels for this way back. */
    boolean areSold(Tx tx, StoreId store, @Nullable Method method) {
        return seller(tx, store, method).isPresent();
    }

    /** With the requests themselves, where the label is our own; answers those whose label is to be bought from somebody. */
    Set<ReturnId> begin(Tx tx, StoreId store, List<Asking.Made> all, Instant now) {
        Map<Method, Boolean> sold = new EnumMap<>(Method.class);
        Set<ReturnId> toBuy = new HashSet<>();
        BulkRows rows = new BulkRows(LabelSql.COLUMNS);
        for (Asking.Made made : all) {
            if (!made.comes() || !made.method().isPaidByStore()) continue;
            if (sold.computeIfAbsent(made.method(), method -> areSold(tx, store, method))) toBuy.add(made.id());
            else own(rows, store, new Owned(made.id(), made.code()), now);
        }
        LabelSql.add(tx, rows);
        return toBuy;
    }

    /** Whose own label it is, and what stands on it. */
    private record Owned(ReturnId of, String code) {}

    private void own(BulkRows rows, StoreId store, Owned owned, Instant now) {
        rows.add(store, ids.next(), owned.of(), Label.State.BOUGHT, Label.OWN, Label.OWN, owned.code(), now);
    }

    private void want(Tx tx, Opened opened, Postage seller) {
        long id = ids.next();
        BulkRows rows = new BulkRows(LabelSql.COLUMNS);
        rows.add(
                opened.store(),
                id,
                opened.head().id(),
                Label.State.WAITING,
                seller.name(),
                seller.title(),
                null,
                opened.now());
        LabelSql.add(tx, rows);
        tx.execute(LabelSql.WORK_AT, opened.store(), id, opened.now());
    }

    void own(Tx tx, StoreId store, Head of, Instant now) {
        BulkRows rows = new BulkRows(LabelSql.COLUMNS);
        own(rows, store, new Owned(of.id(), of.code()), now);
        LabelSql.add(tx, rows);
    }

    /** After any deed: what may come has a label on its way, and what does not come needs none. */
    void follow(Tx tx, Opened before) {
        if (!before.head().method().isPaidByStore()) return;
        List<ReturnView.Piece> pieces = before.reread(tx).pieces();
        if (pieces.stream().noneMatch(piece -> piece.travel().isComing())) {
            letGo(tx, before);
            if (before.head().method() == Method.PICKUP) Pickups.letGo(tx, before, stores.zone(before.store()));
        } else if (pieces.stream().anyMatch(Labels::mayBeSent)) first(tx, before);
        calls.follow(tx, before);
    }

    /** Bought in advance, so that it is there when the customer looks. */
    private void first(Tx tx, Opened opened) {
        if (LabelSql.all(tx, opened.store(), opened.head().id()).isEmpty()) make(tx, opened);
    }

    private static void letGo(Tx tx, Opened opened) {
        for (long id : tx.list(
                LabelSql.LET_GO,
                row -> row.getLong(1),
                opened.store(),
                opened.head().id())) tx.execute(LabelSql.WORK_AT, opened.store(), id, opened.now());
    }

    /** All a return ever had, the oldest first. */
    public List<Label> all(Tx tx, StoreId store, ReturnId of) {
        return LabelSql.all(tx, store, of);
    }

    /** Those a person has to see to: not to be had, or in doubt for longer. The oldest first. */
    public List<Label> troubled(Tx tx, StoreId store, int limit) {
        return LabelSql.troubled(tx, store, limit);
    }

    /** What labels of a stretch of time took, by currency: bought, and not taken back. */
    public List<Money> cost(Tx tx, StoreId store, ReturnInsights.Span span) {
        return LabelSql.cost(tx, store, span.from(), span.until());
    }

    /** Somebody has its trouble in hand. */
    public boolean take(Tx tx, StoreId store, long id, String by) {
        return tx.update(
                        "update returns.label set owner = ? where store_id = ? and id = ? and solved_at is null",
                        by,
                        store,
                        id)
                == 1;
    }

    /** What a person does about a label that could not be bought. */
    public enum Remedy {
        /** It is tried anew. */
        AGAIN,
        /** The customer prints the built-in one. */
        OWN,
        /** It was settled with the customer. */
        SETTLED
    }

    /** A person says what is done about a label that could not be bought, or is in doubt. */
    public Answer solve(Tx tx, StoreId store, long label, Remedy remedy) {
        Optional<Label> found = LabelSql.find(tx, store, label);
        if (found.isEmpty()) return Answer.denied(Denial.Kind.NO_SUCH_RETURN);
        return returns.change(tx, store, found.get().returned(), opened -> solve(tx, opened, found.get(), remedy));
    }

    private Optional<Denial.Kind> solve(Tx tx, Opened opened, Label label, Remedy remedy) {
        StoreId store = opened.store();
        boolean present = present(tx, opened) != null;
        if (remedy == Remedy.OWN && label.state() == Label.State.BUYING) {
            tx.execute(
                    "update returns.label set state = 'DROPPED' where store_id = ? and id = ? and state = 'BUYING'",
                    store,
                    label.id());
            own(tx, store, opened.head(), opened.now());
            return Optional.empty();
        }
        if (label.state() != Label.State.FAILED || (remedy == Remedy.AGAIN && present))
            return Optional.of(Denial.Kind.NOT_NOW);
        if (remedy == Remedy.AGAIN) again(tx, opened, label);
        else
            tx.execute(
                    "update returns.label set solved_at = ? where store_id = ? and id = ? and solved_at is null",
                    opened.now(),
                    store,
                    label.id());
        if (remedy == Remedy.OWN) own(tx, store, opened.head(), opened.now());
        return Optional.empty();
    }

    /** Nothing was bought of it, so its offer is forgotten and asked for anew. */
    private static void again(Tx tx, Opened opened, Label label) {
        tx.execute("""
                update returns.label set state = 'WAITING', tries = 0, reference = null, trouble = null
                where store_id = ? and id = ? and state = 'FAILED'""", opened.store(), label.id());
        tx.execute(LabelSql.WORK_AT, opened.store(), label.id(), opened.now());
    }
}
