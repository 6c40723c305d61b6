package io.postlude.twin;

import io.postlude.stores.BusinessCalendar;
import io.postlude.twin.Place.Country;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A store of the twin: what it sells, from where, to whom, how much of it.
 *
 * @param letters two, in front of its numbers
 * @param depot city its parcels leave from
 * @param newBuyersADay people who buy for the first time, on an ordinary day
 */
record Shop(
        String slug,
        String letters,
        String depot,
        Country home,
        List<Article> articles,
        List<TransitLane> lanes,
        double newBuyersADay) {
    private static final BusinessCalendar DESK = BusinessCalendar.usual("");
    private static final double SLOW_ANSWERS = 0.06;

    static final Shop MAREN_AND_PINE = new Shop(
            "maren-pine",
            "MP",
            "Hamburg",
            Country.DE,
            Article.MAREN_AND_PINE,
            List.of(
                    TransitLane.plain(Carrier.DHL, Country.DE, 46, 22).promised(2, 5),
                    TransitLane.plain(Carrier.DPD, Country.AT, 8, 34).promised(3, 6),
                    TransitLane.plain(Carrier.DHL, Country.CH, 4, 44)
                            .promised(5, 9)
                            .withCustoms(),
                    TransitLane.plain(Carrier.DPD, Country.FR, 16, 46).promised(4, 7),
                    TransitLane.plain(Carrier.GLS, Country.ES, 10, 62).promised(5, 8),
                    TransitLane.plain(Carrier.GLS, Country.PT, 6, 66)
                            .promised(5, 10)
                            .handedOnTo(Carrier.CTT),
                    TransitLane.plain(Carrier.GLS, Country.IE, 6, 60).promised(5, 8),
                    TransitLane.plain(Carrier.POSTNORD, Country.SE, 4, 30).promised(3, 6)),
            4.6);

    static final Shop VOLT_9 = new Shop(
            "volt-9",
            "V9",
            "Amsterdam",
            Country.NL,
            Article.VOLT_9,
            List.of(
                    TransitLane.plain(Carrier.POSTNL, Country.NL, 42, 14).promised(1, 4),
                    TransitLane.plain(Carrier.DHL, Country.DE, 28, 22).promised(3, 6),
                    TransitLane.plain(Carrier.UPS, Country.FR, 16, 26).promised(3, 6),
                    TransitLane.plain(Carrier.UPS, Country.ES, 8, 38).promised(4, 7),
                    TransitLane.plain(Carrier.UPS, Country.IE, 6, 40).promised(4, 7)),
            1.4);

    static final List<Shop> BOTH = List.of(MAREN_AND_PINE, VOLT_9);

    ZoneId zone() {
        return home.zone;
    }

    /** When the store's people answer what was asked then: mostly the same working day, a few much later than they should. */
    Instant answers(Instant asked, Dice dice) {
        double hours = 0.4 + dice.on("hours").waiting(dice.on("slow").chance(SLOW_ANSWERS) ? 12 : 2.2);
        return DESK.addOpenTime(asked, Duration.ofMinutes(Math.round(60 * hours)), zone());
    }

    Shop withNewBuyersADay(double more) {
        return new Shop(slug, letters, depot, home, articles, lanes, more);
    }

    TransitLane laneTo(Country country) {
        return lanes.stream()
                .filter(lane -> lane.to() == country)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(slug + " sends nothing to " + country));
    }

    TransitLane drawnLane(Dice dice) {
        int at = dice.below(lanes.stream().mapToInt(TransitLane::share).sum());
        for (TransitLane lane : lanes) {
            at -= lane.share();
            if (at < 0) return lane;
        }
        throw new IllegalStateException("the shares do not add up");
    }
}
