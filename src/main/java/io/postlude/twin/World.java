package io.postlude.twin;

import io.postlude.twin.Checkout.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The world of one store, moment after moment. It is the same for the same setting, troubles and messages: nothing hangs on
 * when, or in what pieces, it is lived. Nothing leaves it but happenings.
 */
final class World {
    static final int FIRST_NUMBER = 10_001;
    private static final double RUSH_A_MINUTE = 0.7;
    /** How a day's buyers spread over its hours, and a week's over its days, about 1. */
    private static final double[] HOURS = {
        .25, .12, .07, .05, .06, .15, .35, .6, .9, 1.15, 1.3, 1.35, 1.4, 1.3, 1.25, 1.25, 1.3, 1.4, 1.5, 1.75, 1.95,
        1.85, 1.2, .6
    };

    private static final double[] WEEKDAYS = {1.1, 1.0, 0.95, 0.95, 0.9, 0.9, 1.2};

    private final Setting setting;
    private final Dice dice;
    private final Checkout checkout;
    private final Parcels parcels;
    private final Buyers buyers;
    private final PriorityQueue<Moment> coming =
            new PriorityQueue<>(Comparator.comparing(Moment::at).thenComparingLong(Moment::turn));
    private Consumer<Happening> out = happening -> {};
    private long nextNumber = FIRST_NUMBER;
    private long nextShopper = 1;
    private long nextTurn;
    private Instant now;

    /**
     * What a world begins with.
     *
     * @param began when its store opened
     * @param staged visits that are settled beforehand
     */
    record Setting(Shop shop, long seed, Instant began, KnownEffects effects, List<Visit> staged) {}

    private record Moment(Instant at, long turn, Runnable deed) {}

    World(Setting setting, Troubles troubles, Heard heard) {
        this.setting = setting;
        this.dice = new Dice(setting.seed()).on(setting.shop().slug());
        this.checkout = new Checkout(setting.shop());
        this.now = setting.began();
        this.parcels = new Parcels(this, troubles);
        this.buyers = new Buyers(this, new Mood(setting.effects()), heard);
        at(now, () -> tell(new Happening.ProductsListed(now, setting.shop().articles())));
        at(now.truncatedTo(ChronoUnit.HOURS), this::hour);
        for (Visit visit : setting.staged()) at(visit.at(), () -> place(visit));
    }

    /** Lives on until this moment, telling what happens. */
    void until(Instant end, Consumer<Happening> listener) {
        out = listener;
        while (!coming.isEmpty() && !coming.peek().at().isAfter(end)) {
            Moment moment = coming.remove();
            now = moment.at();
            moment.deed().run();
        }
        if (end.isAfter(now)) now = end;
    }

    /** A trouble begins, or ends at another time than was thought: what is under way is planned again from now on. */
    void put(Trouble trouble) {
        parcels.put(trouble);
        if (trouble.kind() == Trouble.Kind.RUSH) rush(trouble, trouble.from().isAfter(now) ? trouble.from() : now);
    }

    Instant now() {
        return now;
    }

    Shop shop() {
        return setting.shop();
    }

    Buyers buyers() {
        return buyers;
    }

    void tell(Happening happening) {
        out.accept(happening);
    }

    /** Has something done at a moment; what lies in the past is done now. */
    void at(Instant time, Runnable deed) {
        coming.add(new Moment(time.isBefore(now) ? now : time, nextTurn++, deed));
    }

    /** Draws who comes within the hour. */
    private void hour() {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        ZonedDateTime local = hour.atZone(shop().zone());
        double mean = shop().newBuyersADay()
                / 24
                * HOURS[local.getHour()]
                * WEEKDAYS[local.getDayOfWeek().getValue() - 1];
        Dice drawn = dice.on("hour").on(hour.getEpochSecond() / 3_600);
        int count = drawn.on("how many").count(mean);
        for (int i = 0; i < count; i++) newcomer(drawn.on(i), hour, 3_600);
        at(hour.plus(Duration.ofHours(1)), this::hour);
    }

    private void newcomer(Dice who, Instant from, int withinSeconds) {
        Instant comes = from.plusSeconds(who.on("when").below(withinSeconds));
        at(comes, () -> place(new Visit(Shopper.of(dice, shop(), nextShopper++), comes, who, null)));
    }

    /** While a rush lasts somebody comes in most minutes. */
    private void rush(Trouble rush, Instant from) {
        Instant minute = from.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        at(minute, () -> {
            if (!parcels.troubles().of(rush.lane()).stream().anyMatch(one -> one.id() == rush.id() && one.at(minute)))
                return;
            Dice drawn = dice.on("rush").on(minute.getEpochSecond());
            if (drawn.on("comes").chance(RUSH_A_MINUTE)) newcomer(drawn, minute, 60);
            rush(rush, minute);
        });
    }

    /** Somebody who was here before comes again. */
    void comesAgain(Shopper shopper, Instant when, Dice drawn) {
        ZonedDateTime local = when.atZone(shop().zone());
        Instant comes = local.with(LocalTime.of(8, 0))
                .plusMinutes(drawn.on("minute").below(14 * 60))
                .toInstant();
        at(comes, () -> place(new Visit(shopper, now, drawn, null)));
    }

    private void place(Visit visit) {
        OrderPlan order = checkout.order(nextNumber++, visit);
        tell(new Happening.OrderPlaced(now, order));
        Following following = new Following(order);
        if (order.cancelledAt() != null) at(order.cancelledAt(), () -> tell(new Happening.OrderCancelled(now, order)));
        for (ParcelPlan parcel : order.parcels()) at(parcel.labelAt(), () -> parcels.ship(following, parcel));
        if (!order.parcels().isEmpty()) buyers.follow(following);
    }
}
