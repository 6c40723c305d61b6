package io.postlude.twin;

import io.postlude.twin.Checkout.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One shopper who orders again and again, all of it delivered, so that there is somebody who may send far more back than others. */
final class OftenBack {
    static final long SHOPPER = 900_401;
    private static final int ORDERS = 8;
    private static final String NOT_TAKEN_BACK = "Candles";
    private static final Duration FIRST_BEFORE = Duration.ofDays(15);
    private static final Duration BETWEEN = Duration.ofDays(1);

    private OftenBack() {}

    static List<Visit> visits(Shop shop, Dice dice, Instant living) {
        List<Visit> visits = new ArrayList<>();
        Shopper buyer = shopper(shop, dice);
        Checkout checkout = new Checkout(shop);
        for (int i = 0; visits.size() < ORDERS; i++) {
            Instant at = living.minus(FIRST_BEFORE).plus(BETWEEN.multipliedBy(visits.size()));
            Visit visit = new Visit(buyer, at, dice.on("often").on(i), Fate.DOOR);
            boolean comesBack = checkout.order(0, visit).lines().stream()
                    .noneMatch(line -> line.article().words().type().equals(NOT_TAKEN_BACK));
            if (comesBack) visits.add(visit);
        }
        return visits;
    }

    /** From the store's own country, where parcels need a day or two. */
    private static Shopper shopper(Shop shop, Dice dice) {
        Shopper drawn = Shopper.of(dice.on("often"), shop, SHOPPER);
        for (int i = 0; drawn.country() != shop.home(); i++)
            drawn = Shopper.of(dice.on("often").on(1_000 + i), shop, SHOPPER);
        return drawn;
    }
}
