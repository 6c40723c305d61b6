package io.postlude.portal;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.deliveries.Days;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Words;
import io.postlude.journeys.Grounds;
import io.postlude.journeys.TouchpointKind;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** "Why did I get this": the last messages to a person, each with the ground it was sent on, from the record of its decision. */
final class ToldReading {
    private static final int SHOWN = 20;

    private final Faces faces;

    record Faces(Customers customers, Orders orders, Messages messages, Grounds grounds) {}

    ToldReading(Faces faces) {
        this.faces = faces;
    }

    /** Newest first. */
    record Read(List<Messages.Sketch> sent, Map<MessageId, Grounds.Ground> grounds, Map<OrderId, OrderView> orders) {}

    Read read(Tx tx, StoreId store, CustomerId person) {
        List<CustomerId> family = faces.customers().family(tx, store, person);
        List<Messages.Sketch> sent = faces.messages().sentTo(tx, store, family, SHOWN);
        Map<MessageId, Grounds.Ground> grounds = faces.grounds()
                .of(tx, store, family, sent.stream().map(Messages.Sketch::id).toList());
        List<OrderId> about = grounds.values().stream()
                .map(Grounds.Ground::order)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Read(
                sent,
                grounds,
                faces.orders().orders(tx, store, about).stream().collect(Collectors.toMap(OrderView::id, o -> o)));
    }

    /** As the page tells it. {@code consents}: what the person said, for the day they agreed. */
    static List<PreferencePage.Told> tell(Read read, Words words, Days days, List<Consent> consents) {
        return read.sent().stream()
                .map(one -> new PreferencePage.Told(
                        days.when(Objects.requireNonNullElse(one.sentAt(), one.createdAt()), Days.Precision.TIME),
                        words.get("told.by." + one.channel()),
                        one.subject(),
                        why(one, read, new Told(words, days, consents))))
                .toList();
    }

    private record Told(Words words, Days days, List<Consent> consents) {}

    private static Sentence why(Messages.Sketch sent, Read read, Told told) {
        Grounds.Ground ground = read.grounds().get(sent.id());
        if (ground == null) return told.words().sentence(unasked(sent.kind()), Map.of());
        List<Sentence> said = new ArrayList<>(List.of(ground(sent.channel(), ground, read, told)));
        if (ground.waited()) said.add(told.words().sentence("told.why.waited", Map.of()));
        return Sentence.joined(said);
    }

    /** No touchpoint: the person asked for it, or it is a step of something they began. */
    private static String unasked(String kind) {
        return kind.startsWith("return") ? "told.why.return" : "told.why.asked";
    }

    private static Sentence ground(Channel channel, Grounds.Ground ground, Read read, Told told) {
        OrderView order = ground.order() == null ? null : read.orders().get(ground.order());
        if (ground.kind() == TouchpointKind.JOURNEY) return journey(channel, ground, order, told);
        String duty = ground.kind().duty() == TouchpointKind.Duty.SERVICE ? "service" : "courtesy";
        return aboutOrder("told.why." + duty, order, told.words());
    }

    private static Sentence journey(Channel channel, Grounds.Ground ground, @Nullable OrderView order, Told told) {
        Purpose purpose = ground.purpose() == null ? Purpose.SERVICE : ground.purpose();
        if (purpose == Purpose.SERVICE) return aboutOrder("told.why.service", order, told.words());
        Consent yes = told.consents().stream()
                .filter(one -> one.channel() == channel && one.purpose() == purpose && one.given())
                .findFirst()
                .orElse(null);
        if (yes != null)
            return told.words()
                    .sentence("told.why.agreed", Map.of("day", told.days().day(yes.at())));
        return purpose == Purpose.REVIEW
                ? told.words().sentence("told.why.bought", Map.of())
                // Withdrawn since, or the record of the yes was erased: it stood when it was sent.
                : told.words().sentence("told.why.agreed.then", Map.of());
    }

    private static Sentence aboutOrder(String key, @Nullable OrderView order, Words words) {
        return order == null
                ? words.sentence(key + ".any", Map.of())
                : words.sentence(key, Map.of("order", order.number()));
    }
}
