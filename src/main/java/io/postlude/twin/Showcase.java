package io.postlude.twin;

import io.postlude.twin.Checkout.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Orders placed so that, at the moment a world begins to live, there is one parcel in each state, and some whose next scan
 * comes within minutes. What cannot be at this hour (a van on its round at night) is left out.
 */
final class Showcase {
    private static final int TRIES = 400;
    private static final int WEEKEND_DAYS = 2;
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
    private static final long CLOSE_SECONDS = 45;
    private static final long FIRST_SHOPPER = 900_001;
    private static final List<Integer> MOVES_IN_MINUTES = List.of(1, 2, 3, 5, 7, 9, 12, 15, 19, 24, 30, 40, 50);

    private static final List<Wish> WISHES = List.of(
            new Wish(Fate.DOOR, Step.LABEL, 0, 20),
            new Wish(Fate.DOOR, Step.ACCEPTED, 0, 12),
            new Wish(Fate.DOOR, Step.ARRIVED, 0, 20),
            new Wish(Fate.DOOR, Step.ON_VEHICLE, 0, 9),
            new Wish(Fate.BACK_ON_VAN, Step.ON_VEHICLE, 0, 20),
            new Wish(Fate.DOOR, Step.DELIVERED, 0, 16),
            new Wish(Fate.SIGNED, Step.SIGNED, 0, 20),
            new Wish(Fate.NEIGHBOUR, Step.NEIGHBOUR, 0, 20),
            new Wish(Fate.SECOND_TRY, Step.ABSENT, 0, 20),
            new Wish(Fate.PICKUP_POINT, Step.READY, 0, 30),
            new Wish(Fate.PICKUP_POINT, Step.COLLECTED, 0, 30),
            new Wish(Fate.MISSORTED, Step.MISSORTED, 2, 40),
            new Wish(Fate.HELD_BY_CUSTOMS, Step.CUSTOMS_HELD, 2, 60),
            new Wish(Fate.BAD_ADDRESS, Step.BAD_ADDRESS, 0, 40),
            new Wish(Fate.DAMAGED, Step.DAMAGED, 0, 40),
            new Wish(Fate.LOST, Step.LOST, 0, 40),
            new Wish(Fate.REFUSED, Step.REFUSED, 0, 20),
            new Wish(Fate.REFUSED, Step.GOING_BACK, 0, 60),
            new Wish(Fate.REFUSED, Step.BACK, 0, 60),
            new Wish(Fate.SILENT, Step.DEPARTED, 118, 180),
            new Wish(Fate.LEFT_LYING, Step.LABEL, 50, 125),
            new Wish(Fate.FALSE_DELIVERY, Step.ARRIVED, 0, 30),
            new Wish(Fate.UNSEEN, Step.DELIVERED, 0, 40),
            new Wish(Fate.VOIDED, Step.VOIDED, 0, 60),
            new Wish(Fate.ODD_WORDS, Step.ODD, 0, 12),
            new Wish(Fate.EXPIRED, Step.EXPIRED, 0, 60));

    private final Shop shop;
    private final Dice dice;
    private final Checkout checkout;
    private final Troubles troubles;
    private final Instant living;

    /** A state to be in, for so many hours. */
    private record Wish(Fate fate, Step last, int fromHours, int untilHours) {}

    Showcase(Shop shop, Dice dice, Troubles troubles, Instant living) {
        this.shop = shop;
        this.dice = dice.on("showcase");
        this.checkout = new Checkout(shop);
        this.troubles = troubles;
        this.living = living;
    }

    List<Visit> visits() {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < WISHES.size(); i++) {
            Wish wish = WISHES.get(i);
            boolean crosses = shop.lanes().stream().anyMatch(TransitLane::customs);
            if (wish.fate != Fate.HELD_BY_CUSTOMS || crosses)
                search(i, wish.fate, new Standing(wish)).ifPresent(visits::add);
        }
        for (int i = 0; i < MOVES_IN_MINUTES.size(); i++) {
            int minutes = MOVES_IN_MINUTES.get(i);
            search(100 + i, Fate.DOOR, new Moving(minutes)).ifPresent(visits::add);
        }
        return visits;
    }

    /** Where a way is what is wanted but for its day: by how many days it must be moved; empty where it never is. */
    private interface Wanted {
        OptionalLong daysOff(List<Seen> seen);

        boolean is(List<Seen> seen);
    }

    /** Ways are drawn for some day and moved by whole days, which changes little but the weekends; then looked at again. */
    private Optional<Visit> search(int place, Fate fate, Wanted wanted) {
        for (int i = 0; i < TRIES; i++) {
            Dice drawn = dice.on(place).on(i);
            Shopper buyer = Shopper.of(drawn, shop, FIRST_SHOPPER + place);
            if (fate == Fate.HELD_BY_CUSTOMS && !shop.laneTo(buyer.country()).customs()) continue;
            Instant about = living.minusSeconds((long) (3_600 * drawn.on("back").between(60, 140)));
            Visit visit = new Visit(buyer, about, drawn, fate);
            OptionalLong days = wanted.daysOff(way(visit));
            if (days.isEmpty()) continue;
            for (int earlier = 0; earlier <= WEEKEND_DAYS; earlier++) {
                Instant at = about.plus(Duration.ofDays(days.getAsLong() - earlier));
                Visit moved = new Visit(buyer, at, drawn, fate);
                if (at.isBefore(living) && wanted.is(way(moved))) return Optional.of(moved);
            }
        }
        return Optional.empty();
    }

    private List<Seen> way(Visit visit) {
        return Voyage.of(checkout.order(0, visit).parcels().getFirst(), troubles);
    }

    /** To stand in a state now. */
    private final class Standing implements Wanted {
        private final Wish wish;

        Standing(Wish wish) {
            this.wish = wish;
        }

        @Override
        public OptionalLong daysOff(List<Seen> seen) {
            boolean first = wish.last == Step.ON_VEHICLE || wish.last == Step.LABEL || wish.last == Step.DEPARTED;
            return (first ? seen : seen.reversed())
                    .stream()
                            .filter(one -> one.step() == wish.last)
                            .limit(1)
                            .mapToLong(one -> Math.floorDiv(
                                    Duration.between(one.at(), living).toHours() - wish.fromHours, 24))
                            .findFirst();
        }

        @Override
        public boolean is(List<Seen> seen) {
            List<Seen> past =
                    seen.stream().filter(one -> !one.at().isAfter(living)).toList();
            if (past.isEmpty() || past.getLast().step() != wish.last) return false;
            if (wish.fate == Fate.FALSE_DELIVERY && past.stream().noneMatch(one -> one.step() == Step.DELIVERED))
                return false;
            double hours = Duration.between(past.getLast().at(), living).toMinutes() / 60.0;
            Instant soon = living.plus(Duration.ofMinutes(20));
            boolean rests = seen.stream()
                    .noneMatch(one -> one.at().isAfter(living) && one.at().isBefore(soon));
            return hours >= wish.fromHours && hours <= wish.untilHours && rests;
        }
    }

    /** To be seen next in so many minutes. */
    private final class Moving implements Wanted {
        private final Instant due;

        Moving(int minutes) {
            this.due = living.plus(Duration.ofMinutes(minutes));
        }

        @Override
        public OptionalLong daysOff(List<Seen> seen) {
            return seen.stream()
                    .filter(one -> one.step() != Step.LABEL)
                    .mapToLong(one -> Duration.between(one.at(), due).toSeconds())
                    .filter(off -> Math.abs(Math.floorMod(off + DAY_SECONDS / 2, DAY_SECONDS) - DAY_SECONDS / 2)
                            < CLOSE_SECONDS)
                    .map(off -> Math.round((double) off / DAY_SECONDS))
                    .findFirst();
        }

        @Override
        public boolean is(List<Seen> seen) {
            return seen.stream()
                    .filter(one -> one.at().isAfter(living))
                    .findFirst()
                    .filter(one -> one.step() != Step.LABEL)
                    .filter(one -> Math.abs(Duration.between(due, one.at()).toSeconds()) < CLOSE_SECONDS)
                    .isPresent();
        }
    }
}
