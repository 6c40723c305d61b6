package io.postlude.journeys;

import io.postlude.deliveries.Measures;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.OutgoingMail;
import io.postlude.orders.OrderId;
import io.postlude.tracking.ShipmentId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages about a delivery that a person of the staff asks for. They pass the same rules, are decided in the same table and
 * written by the same letters as all others; what the draft shows is what goes.
 */
public final class LettersByHand {
    private static final TouchpointId NOT_YET = new TouchpointId(0);
    /** No event of the log gave the occasion. */
    private static final long NO_EVENT = 0;

    private final SurroundingsReading reading;
    private final DeliveryLetters letters;
    private final TouchpointDesk desk;
    private final InstantSource clock;

    LettersByHand(SurroundingsReading reading, DeliveryLetters letters, TouchpointDesk desk, InstantSource clock) {
        this.reading = reading;
        this.letters = letters;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * What is to be said.
     *
     * @param key made by the page that offers it: the same key is the same message
     * @param shipment the parcel it is about; null for the whole order
     */
    public record Wish(OrderId order, @Nullable ShipmentId shipment, String key, Said said) {}

    /**
     * What the person puts into it.
     *
     * @param author by which the customer knows them: a given name
     * @param sentence in their own words, at most 600 characters
     * @param gesture given with it, and recorded by the caller
     */
    public record Said(String author, @Nullable String sentence, Measures.@Nullable Gesture gesture) {}

    /**
     * How it would read, and what the rules say now.
     *
     * @param to the customer's address; null where there is none
     * @param rule why it would not go, or not at once; null where it would
     */
    public record Draft(
            OutgoingMail.Content content,
            @Nullable String to,
            Outcome outcome,
            @Nullable Rule rule,
            java.time.@Nullable Instant until) {}

    /** Empty where the store has no such order. */
    public Optional<Draft> draft(Tx tx, StoreId store, Wish wish) {
        Occasion occasion = occasion(store, wish);
        Surroundings around = reading.read(tx, store, List.of(occasion));
        if (around.order(wish.order()).isEmpty()) return Optional.empty();
        Question question = new Questions(around, List.of(), clock.instant()).about(occasion);
        Plan plan = new Plan(NOT_YET, question, Deciding.decide(question));
        var mailbox = question.recipient().mailbox();
        return Optional.of(new Draft(
                letters.draft(tx, around, plan),
                mailbox == null ? null : mailbox.address(),
                TouchpointSql.outcome(plan.verdict()),
                TouchpointSql.rule(plan.verdict()),
                TouchpointSql.until(plan.verdict())));
    }

    /**
     * How a kind of message would read for an order now, whatever the rules say; nothing is decided and nothing sent.
     *
     * @return empty where the store has no such order
     */
    public Optional<OutgoingMail.Content> preview(Tx tx, StoreId store, OrderId order, TouchpointKind kind) {
        Occasion whole = new Occasion(
                store,
                kind,
                kind.name(),
                order,
                new Occasion.WholeOrder(),
                clock.instant(),
                NO_EVENT,
                kind == TouchpointKind.CORRECTION ? Because.corrects(TouchpointKind.DELIVERED) : Because.NOTHING_MORE);
        Surroundings around = reading.read(tx, store, List.of(whole));
        if (around.order(order).isEmpty()) return Optional.empty();
        Occasion shown =
                kind == TouchpointKind.ORDER_CONFIRMED || around.parcels(order).isEmpty()
                        ? whole
                        : whole.ofParcel(around.parcels(order).getLast().id(), clock.instant());
        Question question = new Questions(around, List.of(), clock.instant()).about(shown);
        return Optional.of(letters.draft(tx, around, new Plan(NOT_YET, question, new Verdict.Send())));
    }

    /** Decides about it now; empty where there is no such order, or it was decided before under the same key. */
    public Optional<Touchpoint> send(Tx tx, StoreId store, Wish wish) {
        Occasion occasion = occasion(store, wish);
        if (find(tx, store, occasion).isPresent()) return Optional.empty();
        desk.notice(tx, store, List.of(occasion));
        return find(tx, store, occasion);
    }

    private static Optional<Touchpoint> find(Tx tx, StoreId store, Occasion occasion) {
        return TouchpointSql.ofOrders(tx, store, List.of(occasion.order()))
                .getOrDefault(occasion.order(), List.of())
                .stream()
                .filter(told -> told.milestone().equals(occasion.milestone()))
                .findFirst();
    }

    private Occasion occasion(StoreId store, Wish wish) {
        Occasion.About about =
                wish.shipment() == null ? new Occasion.WholeOrder() : new Occasion.OneParcel(wish.shipment());
        Said said = wish.said();
        return new Occasion(
                store,
                TouchpointKind.BY_HAND,
                TouchpointKind.BY_HAND + ":" + wish.key(),
                wish.order(),
                about,
                clock.instant(),
                NO_EVENT,
                Because.byHand(new Because.ByHand(said.author(), said.sentence(), said.gesture())));
    }
}
