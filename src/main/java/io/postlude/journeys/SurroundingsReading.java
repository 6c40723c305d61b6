package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Reach;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Mailbox;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnNews;
import io.postlude.stores.Store;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@link Surroundings}: about twenty statements, however many orders. */
final class SurroundingsReading {
    private final JourneysModule.Faces faces;
    private final Optional<Mailbox> sender;

    /** {@code sender}: the installation's own address. */
    SurroundingsReading(JourneysModule.Faces faces, Optional<Mailbox> sender) {
        this.faces = faces;
        this.sender = sender;
    }

    Surroundings read(Tx tx, StoreId id, Collection<Occasion> occasions) {
        List<OrderId> atRisk = occasions.stream()
                .filter(occasion -> occasion.because().risk() != null)
                .map(Occasion::order)
                .distinct()
                .toList();
        List<ReturnId> back = occasions.stream()
                .flatMap(occasion -> Stream.ofNullable(occasion.returned()))
                .distinct()
                .toList();
        return read(tx, id, new About(occasions.stream().map(Occasion::order).toList(), List.of(), atRisk, back));
    }

    /** What to read around. */
    record About(
            Collection<OrderId> orders,
            Collection<CustomerId> people,
            Collection<OrderId> atRisk,
            Collection<ReturnId> returns) {
        /** Nothing at risk and nothing that goes back. */
        About(Collection<OrderId> orders, Collection<CustomerId> people) {
            this(orders, people, List.of(), List.of());
        }
    }

    Surroundings read(Tx tx, StoreId id, About about) {
        Store store = faces.stores().get(id);
        List<OrderId> sorted = about.orders().stream()
                .distinct()
                .sorted(Comparator.comparingLong(OrderId::value))
                .toList();
        Map<OrderId, OrderView> orders = new HashMap<>();
        for (OrderView order : faces.orders().orders(tx, id, sorted)) orders.put(order.id(), order);
        List<CustomerId> known = Stream.concat(
                        orders.values().stream().map(OrderView::customer).filter(Objects::nonNull),
                        about.people().stream())
                .distinct()
                .toList();
        Map<CustomerId, Reach> people = faces.customers().reach(tx, id, known);
        Map<ReturnId, ReturnNews.Stand> returns = faces.returns().of(tx, id, about.returns());
        List<String> addresses = Stream.of(
                        orders.values().stream().map(order -> Recipients.address(order, people)),
                        people.values().stream().map(Reach::email),
                        returns.values().stream().map(Recipients::ofGift))
                .flatMap(all -> all)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Surroundings(
                store,
                new StoreRules(
                        SettingsSql.rhythm(tx, id),
                        SettingsSql.caps(tx, id),
                        SettingsSql.off(tx, id).keySet(),
                        sender(store)),
                orders,
                faces.tracking().ofOrders(tx, id, sorted),
                TouchpointSql.ofOrders(tx, id, sorted),
                people,
                faces.messages().refusing(tx, id, addresses),
                about.atRisk().isEmpty() ? Map.of() : faces.outlooks().ofOrders(tx, id, about.atRisk()),
                returns);
    }

    /** Under the brand's name from the installation's address, which its mail server may write from; else from the brand's. */
    private @Nullable Mailbox sender(Store store) {
        String name = store.brand().name();
        return sender.map(own -> new Mailbox(name, own.address()))
                .or(() -> Optional.ofNullable(store.brand().contact().email())
                        .flatMap(email -> Mailbox.parse(name, email)))
                .orElse(null);
    }
}
