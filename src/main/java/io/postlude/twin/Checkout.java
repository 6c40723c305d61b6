package io.postlude.twin;

import io.postlude.twin.OrderPlan.Line;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Somebody buys: what, how it is packed, and what was promised. */
final class Checkout {
    private static final double CANCELS = 0.022;
    private static final double SUM_IS_OFF = 0.012;
    private static final double USES_A_CODE = 0.14;
    private static final double IN_TWO_PARCELS = 0.45;
    private static final double PACKED_THE_SAME_DAY = 0.6;
    private static final LocalTime BEGINS = LocalTime.of(7, 40);
    private static final LocalTime CUT_OFF = LocalTime.of(12, 0);
    private static final LocalTime ENDS = LocalTime.of(16, 20);

    private final Shop shop;

    Checkout(Shop shop) {
        this.shop = shop;
    }

    /**
     * One who buys.
     *
     * @param dice hangs on what brought them, not on the number the order gets
     * @param fate of the first parcel where it is settled beforehand; null where it is drawn
     */
    record Visit(
            Shopper buyer, Instant at, Dice dice, @Nullable Fate fate) {}

    OrderPlan order(long number, Visit visit) {
        Dice dice = visit.dice();
        List<Line> lines = lines(visit.buyer(), dice.on("basket"));
        TransitLane lane = shop.laneTo(visit.buyer().country());
        Instant cancelled = visit.fate() == null && dice.on("cancels").chance(CANCELS)
                ? visit.at().plusSeconds((long) (3_600 * dice.on("cancels at").between(0.2, 1.5)))
                : null;
        var day = visit.at().atZone(shop.zone()).toLocalDate();
        return new OrderPlan(
                shop,
                number,
                visit.buyer(),
                lines,
                visit.at(),
                day.plusDays(lane.window().first()),
                day.plusDays(lane.window().last()),
                cancelled == null ? parcels(number, visit, lines) : List.of(),
                cancelled,
                dice.on("sum").chance(SUM_IS_OFF),
                lines.stream().anyMatch(line -> line.article().lastsDays() > 0),
                dice);
    }

    private List<Line> lines(Shopper buyer, Dice dice) {
        int wanted = 1 + (int) Math.min(3, dice.on("how many").waiting(0.55 * buyer.spends()));
        Set<Article> chosen = new java.util.LinkedHashSet<>();
        for (int i = 0; chosen.size() < Math.min(wanted, shop.articles().size()) && i < 20; i++)
            chosen.add(Article.drawn(shop.articles(), dice.on(i)));
        boolean code = dice.on("code").chance(USES_A_CODE);
        List<Line> lines = new ArrayList<>();
        for (Article article : chosen) {
            int quantity =
                    article.cents() < 5_000 && dice.on("two").on(lines.size()).chance(0.2) ? 2 : 1;
            long discount = code ? article.cents() * quantity / 10 : 0;
            lines.add(new Line(lines.size() + 1, article, quantity, discount));
        }
        return List.copyOf(lines);
    }

    private List<ParcelPlan> parcels(long number, Visit visit, List<Line> lines) {
        Dice dice = visit.dice();
        boolean two = lines.size() > 1 && dice.on("two parcels").chance(IN_TWO_PARCELS) && visit.fate() == null;
        List<ParcelPlan> parcels = new ArrayList<>();
        ZonedDateTime packed = packed(visit.at(), dice);
        for (int position = 1; position <= (two ? 2 : 1); position++) {
            if (position == 2) packed = workday(packed.plusDays(1));
            parcels.add(parcel(number, position, visit, new Packing(packed, held(lines, two, position))));
        }
        return List.copyOf(parcels);
    }

    private record Packing(ZonedDateTime at, List<Integer> lines) {}

    private ParcelPlan parcel(long number, int position, Visit visit, Packing packing) {
        Dice dice = visit.dice().on("parcel").on(position);
        TransitLane lane = shop.laneTo(visit.buyer().country());
        Fate fate = visit.fate() == null || position > 1 ? Fate.drawn(dice, lane) : visit.fate();
        ZonedDateTime collected = packing.at.with(LocalTime.of(16, 30)).plusSeconds((long)
                (3_600 * dice.on("collected").between(0, 2.6)));
        return new ParcelPlan(
                shop.letters(),
                number,
                position,
                new ParcelPlan.Way(
                        lane, shop.depot(), shop.home(), visit.buyer().home()),
                fate,
                packing.at.toInstant(),
                collected.toInstant(),
                false,
                packing.lines,
                dice);
    }

    /** The first parcel holds the first line, the second the others. */
    private static List<Integer> held(List<Line> lines, boolean two, int position) {
        Set<Integer> held = new TreeSet<>();
        for (Line line : lines) if (!two || (line.position() == 1) == (position == 1)) held.add(line.position());
        return List.copyOf(held);
    }

    /** Before noon often the same day, else the next working day. */
    private ZonedDateTime packed(Instant placed, Dice dice) {
        ZonedDateTime local = placed.atZone(shop.zone());
        boolean early = local.toLocalTime().isBefore(CUT_OFF) && isWorkday(local.getDayOfWeek());
        ZonedDateTime day =
                early && dice.on("same day").chance(PACKED_THE_SAME_DAY) ? local : workday(local.plusDays(1));
        if (dice.on("backlog").chance(0.07)) day = workday(day.plusDays(1));
        LocalTime from = day.toLocalDate().equals(local.toLocalDate()) ? CUT_OFF.plusMinutes(30) : BEGINS;
        double hours = Duration.between(from, ENDS).toMinutes() / 60.0;
        return day.with(from).plusSeconds((long) (3_600 * dice.on("packed").between(0, hours)));
    }

    private static ZonedDateTime workday(ZonedDateTime day) {
        ZonedDateTime found = day;
        while (!isWorkday(found.getDayOfWeek())) found = found.plusDays(1);
        return found;
    }

    private static boolean isWorkday(DayOfWeek day) {
        return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY;
    }
}
