package io.postlude.returns;

import io.postlude.deliveries.Deliveries;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.OrderView;
import io.postlude.stores.Store;
import io.postlude.stores.StoreAddress;
import io.postlude.stores.StoreAddress.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Labels of the store's own: made once for a return, drawn whenever somebody wants to see them, void when nothing comes. */
final class Labels {
    private static final String OWN = "own";

    private final Ids ids;

    Labels(Ids ids) {
        this.ids = ids;
    }

    /** In the line of all that is done to the return. */
    Optional<LabelText> draw(Returns returns, Tx tx, Store store, ReturnId id) {
        List<LabelText> drawn = new ArrayList<>();
        Answer _ = returns.change(tx, store.id(), id, opened -> {
            label(tx, opened, store).ifPresent(drawn::add);
            return drawn.isEmpty() ? Optional.of(Denial.Kind.NOT_NOW) : Optional.empty();
        });
        return drawn.stream().findFirst();
    }

    /** The label of a return that may be sent now; empty where it travels otherwise or not at all. */
    Optional<LabelText> label(Tx tx, Opened opened, Store store) {
        if (!opened.head().method().isPaidByStore()) return Optional.empty();
        List<ReturnView.Piece> coming =
                opened.where(piece -> piece.travel() == Travel.AWAITED && piece.verdict() == Verdict.APPROVED);
        if (coming.isEmpty()) return Optional.empty();
        tx.execute(
                LabelSql.ADD,
                opened.store(),
                ids.next(),
                opened.head().id(),
                Label.State.BOUGHT,
                OWN,
                opened.head().code(),
                opened.now());
        return Optional.of(text(opened, store, coming.size()));
    }

    /** Where nothing is to come any more, its label is worth nothing. */
    static void voidUnused(Tx tx, StoreId store, ReturnId of) {
        tx.execute("""
                update returns.label set state = 'VOIDED' where store_id = ? and return_id = ? and state = 'BOUGHT'
                  and not exists (select 1 from returns.piece where store_id = ? and return_id = ?
                    and travel in ('AWAITED', 'UNDER_WAY'))""", store, of, store, of);
    }

    private static LabelText text(Opened opened, Store store, int pieces) {
        OrderView order = opened.order();
        return new LabelText(
                opened.head().code(),
                from(order),
                to(store),
                order.number() + "  /  " + pieces + (pieces == 1 ? " piece" : " pieces"));
    }

    private static List<String> from(OrderView order) {
        Address address = order.shipTo();
        if (address == null) return List.of();
        String name = Deliveries.recipient(address);
        return Stream.of(
                        name,
                        address.line1(),
                        (text(address.postcode()) + " " + text(address.city())).strip(),
                        address.country())
                .filter(line -> line != null && !line.isBlank())
                .toList();
    }

    /** Where returns go; without such a place, to the warehouse, and without one to the seat. */
    private static List<String> to(Store store) {
        List<String> lines = new ArrayList<>(List.of(store.name()));
        store.profile().addresses().stream()
                .min(Comparator.comparingInt(
                        place -> List.of(Use.RETURNS, Use.WAREHOUSE, Use.SEAT).indexOf(place.use())))
                .ifPresent(place -> lines.addAll(lines(place)));
        return lines;
    }

    private static List<String> lines(StoreAddress place) {
        return Stream.concat(
                        place.lines().stream(), Stream.of(place.postalCode() + " " + place.city(), place.country()))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String text(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
