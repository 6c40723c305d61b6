package io.postlude.twin;

import io.postlude.twin.Happening.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What buyers do while they wait and afterwards: ask, and come back. Each evening they think about every open order once. */
final class Buyers {
    private static final int MOST_EVENINGS = 45;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofDays(3);
    private static final int DECIDES_AFTER_DAYS = 10;
    private static final double MEAN_GAP_DAYS = 38;

    private final World world;
    private final Mood mood;
    private final Heard heard;

    Buyers(World world, Mood mood, Heard heard) {
        this.world = world;
        this.mood = mood;
        this.heard = heard;
    }

    /** One order seen twice: as the buyer lives it, and as they would without any message. */
    private static final class Account {
        final Following following;
        final Side told = new Side();
        final Side untold = new Side();
        int evenings;
        boolean over;

        Account(Following following) {
            this.following = following;
        }
    }

    private static final class Side {
        double never = 1;
        int questions;
        Instant last = Instant.EPOCH;

        boolean asks(double chance, double draw, Instant now) {
            never *= 1 - chance;
            if (draw >= chance || Duration.between(last, now).compareTo(BETWEEN_QUESTIONS) < 0) return false;
            questions++;
            last = now;
            return true;
        }
    }

    private final Map<Following, Account> accounts = new HashMap<>();

    void follow(Following following) {
        Account account = new Account(following);
        accounts.put(following, account);
        world.at(evening(following.order, world.now()), () -> think(account));
    }

    private static Instant evening(OrderPlan order, Instant after) {
        var zone = order.buyer().country().zone;
        int minute = 17 * 60 + order.dice().on("evening").below(4 * 60);
        var day = after.atZone(zone).toLocalDate();
        Instant evening =
                day.atTime(LocalTime.ofSecondOfDay(minute * 60L)).atZone(zone).toInstant();
        return evening.isAfter(after)
                ? evening
                : day.plusDays(1)
                        .atTime(LocalTime.ofSecondOfDay(minute * 60L))
                        .atZone(zone)
                        .toInstant();
    }

    private void think(Account account) {
        if (account.over || account.evenings++ > MOST_EVENINGS) return;
        Following following = account.following;
        OrderPlan order = following.order;
        Instant now = world.now();
        Mood.Standing standing = new Mood.Standing(order, following.news, following.bad);
        double draw = order.dice().on("worries").on(account.evenings).uniform();
        List<Heard.Word> words = heard.by(order.buyer().email(order.shop()));
        boolean _ = account.untold.asks(mood.worry(standing, now, List.of()), draw, now);
        if (account.told.asks(mood.worry(standing, now, words), draw, now))
            asks(new Happening.QuestionAsked(now, order, cause(following, now)));
        world.at(evening(order, now.plusSeconds(1)), () -> think(account));
    }

    private void asks(Happening.QuestionAsked question) {
        world.tell(question);
        Dice desk = question.order().dice().on("answered").on(question.at().getEpochSecond());
        Instant answered = world.shop().answers(question.at(), desk);
        world.at(answered, () -> world.tell(new Happening.QuestionAnswered(answered, question)));
    }

    private static Cause cause(Following following, Instant now) {
        if (now.isAfter(following.order.promiseEnds())) return Cause.LATE;
        if (following.bad) return Cause.PROBLEM;
        boolean silent = Duration.between(following.news, now).toHours() > 60;
        return silent ? Cause.SILENT : Cause.CURIOUS;
    }

    /** All parcels are at an end: nobody worries any more, and some days later they make up their mind. */
    void ended(Following following) {
        Account account = accounts.remove(following);
        if (account == null) return;
        account.over = true;
        Instant decides = world.now().plus(Duration.ofDays(DECIDES_AFTER_DAYS));
        world.at(decides, () -> decide(account));
    }

    private void decide(Account account) {
        OrderPlan order = account.following.order;
        Instant now = world.now();
        boolean late = account.following.late();
        double told = mood.again(
                new Mood.Ending(order, now, late, account.told.questions),
                heard.by(order.buyer().email(order.shop())));
        double untold = mood.again(new Mood.Ending(order, now, late, account.untold.questions), List.of());
        Dice again = order.dice().on("again");
        double draw = again.uniform();
        world.tell(new Happening.Settled(
                now,
                new Truth(
                        order.number(),
                        now,
                        order.lane().key(),
                        account.following.lostOne ? null : account.following.deliveredAt,
                        late,
                        account.told.questions,
                        account.untold.questions,
                        1 - account.told.never,
                        1 - account.untold.never,
                        told,
                        untold,
                        draw < told,
                        draw < untold)));
        if (draw < told) {
            Instant when = now.plusSeconds((long) (86_400 * again.on("gap").waiting(MEAN_GAP_DAYS)));
            world.comesAgain(order.buyer(), when, again.on("next"));
        }
    }
}
