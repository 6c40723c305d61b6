package io.postlude.twin;

import java.util.List;
import java.util.SplittableRandom;

/** An invented buyer: no such person, and no address that could be written to. */
record DemoPerson(int number, String given, String family, Home home) {

    /** Where people of a demo live, with the language they speak there. */
    record Home(String city, String postcode, String country, String country3, String locale) {}

    private static final List<Home> HOMES = List.of(
            new Home("Hamburg", "20354", "DE", "DEU", "de-DE"),
            new Home("Berlin", "10115", "DE", "DEU", "de-DE"),
            new Home("München", "80331", "DE", "DEU", "de-DE"),
            new Home("Wien", "1010", "AT", "AUT", "de-AT"),
            new Home("Lyon", "69001", "FR", "FRA", "fr-FR"),
            new Home("Paris", "75011", "FR", "FRA", "fr-FR"),
            new Home("Madrid", "28004", "ES", "ESP", "es-ES"),
            new Home("Lisboa", "1100-148", "PT", "PRT", "pt-PT"),
            new Home("Dublin", "D02 X285", "IE", "IRL", "en-IE"),
            new Home("Malmö", "211 20", "SE", "SWE", "sv-SE"));
    private static final List<String> GIVEN = List.of(
            "Anna", "Jonas", "Léa", "Camille", "Inés", "Diogo", "Aoife", "Freja", "Mehmet", "Zoë", "Lukas", "Amélie",
            "Sofía", "Tiago", "Niamh", "Elif", "Oskar", "Chloé", "Mateo", "Beatriz", "أمل", "Kai", "Ruth", "Émile");
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
            "Larsen");

    static DemoPerson of(int number, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        return new DemoPerson(
                number,
                GIVEN.get(random.nextInt(GIVEN.size())),
                FAMILY.get(random.nextInt(FAMILY.size())),
                HOMES.get(random.nextInt(HOMES.size())));
    }

    /** Under a domain that is reserved for examples: no mail can go astray. */
    String email() {
        return "customer" + number + "@example.com";
    }
}
