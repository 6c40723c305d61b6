package io.postlude.twin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in the twin's world and is told outside, or written down as the truth. */
sealed interface Happening {
    Instant at();

    /** The number of the order it belongs to; 0 where to none. */
    default long number() {
        return switch (this) {
            case ProductsListed _ -> 0;
            case OrderPlaced placed -> placed.order().number();
            case OrderCancelled cancelled -> cancelled.order().number();
            case ParcelShipped shipped -> shipped.order().number();
            case ParcelHandedOn on -> on.order().number();
            case ReturnSent sent -> sent.order().number();
            case ParcelSeen seen -> seen.order().number();
            case MoneyBack back -> back.order().number();
            case QuestionAsked asked -> asked.order().number();
            case QuestionAnswered answered -> answered.question().order().number();
            case Settled settled -> settled.truth().order();
        };
    }

    record ProductsListed(Instant at, List<Article> articles) implements Happening {}

    record OrderPlaced(Instant at, OrderPlan order) implements Happening {}

    record OrderCancelled(Instant at, OrderPlan order) implements Happening {}

    /** Packed and labelled: the store says what left under which number. */
    record ParcelShipped(Instant at, OrderPlan order, ParcelPlan parcel) implements Happening {}

    /** The first carrier gives a parcel to the second: it has another number from now on. */
    record ParcelHandedOn(Instant at, OrderPlan order, ParcelPlan parcel) implements Happening {}

    /** The customer sends something back. */
    record ReturnSent(Instant at, OrderPlan order, ParcelPlan parcel) implements Happening {}

    /** A parcel was seen; {@code soFar} ends with the latest. */
    record ParcelSeen(Instant at, OrderPlan order, ParcelPlan parcel, List<Seen> soFar) implements Happening {}

    /** The store pays back; {@code line} null: the whole order. */
    record MoneyBack(Instant at, OrderPlan order, OrderPlan.@Nullable Line line, String why) implements Happening {}

    /** Somebody worried enough to ask. */
    record QuestionAsked(Instant at, OrderPlan order, Cause cause) implements Happening {}

    /** The store's people have answered. */
    record QuestionAnswered(Instant at, QuestionAsked question) implements Happening {}

    /** An order is over. */
    record Settled(Instant at, Truth truth) implements Happening {}

    /** What made them ask. */
    enum Cause {
        LATE,
        SILENT,
        PROBLEM,
        CURIOUS
    }
}
