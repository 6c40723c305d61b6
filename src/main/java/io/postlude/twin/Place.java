package io.postlude.twin;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where people of the twin live, with the language they speak there.
 *
 * @param hub the carrier's depot their parcels come from in the morning
 */
record Place(String city, String postcode, String hub, Country country) {

    /** A country with what a parcel and a letter need to know of it. */
    enum Country {
        DE("DEU", "de-DE", "Europe/Berlin"),
        AT("AUT", "de-AT", "Europe/Vienna"),
        CH("CHE", "de-CH", "Europe/Zurich"),
        FR("FRA", "fr-FR", "Europe/Paris"),
        ES("ESP", "es-ES", "Europe/Madrid"),
        PT("PRT", "pt-PT", "Europe/Lisbon"),
        IE("IRL", "en-IE", "Europe/Dublin"),
        NL("NLD", "en-NL", "Europe/Amsterdam"),
        SE("SWE", "sv-SE", "Europe/Stockholm");

        final String iso3;
        final String locale;
        final ZoneId zone;

        Country(String iso3, String locale, String zone) {
            this.iso3 = iso3;
            this.locale = locale;
            this.zone = ZoneId.of(zone);
        }
    }

    private static final List<Place> ALL = List.of(
            new Place("Hamburg", "20354", "Hamburg-Allermöhe", Country.DE),
            new Place("Berlin", "10115", "Börnicke", Country.DE),
            new Place("München", "80331", "Aschheim", Country.DE),
            new Place("Köln", "50667", "Köln-Eifeltor", Country.DE),
            new Place("Wien", "1010", "Wien-Inzersdorf", Country.AT),
            new Place("Graz", "8010", "Kalsdorf", Country.AT),
            new Place("Zürich", "8001", "Urdorf", Country.CH),
            new Place("Lyon", "69001", "Saint-Priest", Country.FR),
            new Place("Paris", "75011", "Gennevilliers", Country.FR),
            new Place("Nantes", "44000", "Carquefou", Country.FR),
            new Place("Madrid", "28004", "Coslada", Country.ES),
            new Place("Valencia", "46002", "Riba-roja", Country.ES),
            new Place("Lisboa", "1100-148", "Loures", Country.PT),
            new Place("Porto", "4050-014", "Maia", Country.PT),
            new Place("Dublin", "D02 X285", "Naas", Country.IE),
            new Place("Galway", "H91 E2K3", "Athlone", Country.IE),
            new Place("Amsterdam", "1012 AB", "Amsterdam-Westpoort", Country.NL),
            new Place("Utrecht", "3511 LN", "Nieuwegein", Country.NL),
            new Place("Malmö", "211 20", "Malmö-Toftanäs", Country.SE));

    /** Those in this country. */
    static List<Place> in(Country country) {
        return ALL.stream().filter(place -> place.country == country).toList();
    }

    static List<Country> countries() {
        return Arrays.stream(Country.values())
                .filter(country -> !in(country).isEmpty())
                .collect(Collectors.toList());
    }
}
