package io.postlude.twin;

import io.postlude.twin.Place.Country;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An invented person with habits: no such person, and no address or number that could be reached.
 *
 * @param worries how easily they worry, about 1
 * @param faithful how gladly they buy again, about 1
 * @param spends how many things they like to buy at once, about 1
 */
record Shopper(
        long number,
        Name name,
        Place home,
        double worries,
        double faithful,
        double spends,
        boolean readsNews,
        boolean hasPhone) {

    /** How they are called. */
    record Name(String given, String family) {
        String whole() {
            return given + " " + family;
        }
    }

    private static final List<String> GIVEN = List.of(
            "Anna", "Jonas", "Léa", "Camille", "Inés", "Diogo", "Aoife", "Freja", "Mehmet", "Zoë", "Lukas", "Amélie",
            "Sofía", "Tiago", "Niamh", "Elif", "Oskar", "Chloé", "Mateo", "Beatriz", "أمل", "Kai", "Ruth", "Émile",
            "Greta", "Paul", "Marta", "Noor", "Bram", "Fien", "Saoirse", "Rui", "Clara", "Hugo", "Ylva", "Emil");
    private static final List<String> FAMILY = List.of(
            "Lindqvist",
            "Brandt",
            "Moreau",
            "García",
            "Ferreira",
            "O’Connor",
            "Nilsson",
            "Yılmaz",
            "Schneider",
            "Dubois",
            "Romero",
            "Costa",
            "Byrne",
            "Weiß",
            "Petit",
            "Navarro",
            "Almeida",
            "Haddad",
            "Krüger",
            "Larsen",
            "de Vries",
            "Jansen",
            "Hofer",
            "Fontaine",
            "Santos",
            "Keller",
            "Doyle",
            "Winter");

    static Shopper of(Dice world, Shop shop, long number) {
        Dice dice = world.on("shopper").on(number);
        TransitLane lane = shop.drawnLane(dice.on("country"));
        return new Shopper(
                number,
                new Name(dice.on("given").pick(GIVEN), dice.on("family").pick(FAMILY)),
                dice.on("home").pick(Place.in(lane.to())),
                dice.on("worries").aboutOne(0.5),
                dice.on("faithful").aboutOne(0.35),
                dice.on("spends").aboutOne(0.3),
                dice.on("reads").chance(0.62),
                dice.on("phone").chance(0.7));
    }

    /** Under a domain that is reserved for examples: no mail can go astray. */
    String email(Shop shop) {
        return emailOf(shop, number);
    }

    static String emailOf(Shop shop, long number) {
        return shop.letters().toLowerCase(Locale.ROOT) + "." + number + "@example.com";
    }

    /** In the ranges that are kept free for stories where a country has one, else a number too short to exist. */
    String phone() {
        long tail = number % 10_000;
        return switch (home.country()) {
            case DE -> String.format(Locale.ROOT, "+493023125%03d", tail % 1_000);
            case FR -> String.format(Locale.ROOT, "+3319900%04d", tail);
            case IE -> String.format(Locale.ROOT, "+35320910%04d", tail);
            case SE -> String.format(Locale.ROOT, "+4684650%04d", tail % 100 + 400);
            case AT -> String.format(Locale.ROOT, "+4315550%04d", tail);
            case CH -> String.format(Locale.ROOT, "+4144555%04d", tail);
            case ES -> String.format(Locale.ROOT, "+34910555%03d", tail % 1_000);
            case PT -> String.format(Locale.ROOT, "+351210555%03d", tail % 1_000);
            case NL -> String.format(Locale.ROOT, "+3185555%04d", tail);
        };
    }

    /** Two of three tell it, some without the year. */
    @Nullable
    String birthday() {
        if (number % 3 == 0) return null;
        LocalDate day = LocalDate.ofYearDay(1955 + (int) (number * 7 % 48), 1 + (int) (number * 53 % 365));
        return number % 5 == 0 ? "--" + day.toString().substring(5) : day.toString();
    }

    String street() {
        return "Sample Street " + (1 + number % 80);
    }

    Country country() {
        return home.country();
    }
}
