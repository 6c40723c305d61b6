package io.postlude.stores;

import java.util.List;

/** Two invented brands on the same markup: a quiet one and a loud one. For the demo, the preview and tests. */
public final class DemoBrands {
    private static final String TREE = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 18 24\" fill=\"none\""
            + " stroke=\"#000\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path"
            + " d=\"M9 23V6M9 2 5 7.5M9 2l4 5.5M9 8l-5.5 6M9 8l5.5 6M9 14l-7 6M9 14l7 6\"/></svg>";

    private DemoBrands() {}

    /** Wool, stoneware and candles from Hamburg. */
    public static Brand marenAndPine() {
        var look = new BrandLook(
                palette("f7f6f1 fdfdfb 18211c 1f4d3d fdfdfb 1f4d3d dde8de 173a2d"),
                palette("121714 1a201c ebebe3 a3cfb9 10211a a3cfb9 223a2f cfe9da"),
                Lettering.plain(Typeface.HEDVIG_LETTERS_SERIF, Typeface.HANKEN_GROTESK),
                14,
                999);
        return new Brand(
                "Maren & Pine",
                TREE,
                null,
                look,
                Brand.Tone.FAMILIAR,
                new Brand.Contact(
                        "Maren & Pine GmbH, Neuer Wall 12, 20354 Hamburg",
                        "help@maren-pine.example",
                        "+49 40 5550 1234",
                        null),
                new Brand.Links(
                        "https://maren-pine.example",
                        "https://maren-pine.example/privacy",
                        "https://maren-pine.example/withdrawal",
                        List.of()),
                List.of(
                        new Brand.Showcase(
                                "en",
                                "/assets/portal/art/care-wool.svg",
                                "Caring for your wool throw",
                                "Air it more than you wash it. A night by an open window does what a machine cannot,"
                                        + " and it will keep its loft for twenty winters.",
                                "Read the guide, 3 minutes",
                                "https://maren-pine.example/care/wool"),
                        new Brand.Showcase(
                                "de",
                                "/assets/portal/art/care-wool.svg",
                                "So bleibt Wolle schön",
                                "Öfter lüften als waschen. Eine Nacht am offenen Fenster kann mehr als jede Maschine,"
                                        + " und die Decke bleibt zwanzig Winter lang flauschig.",
                                "Zur Anleitung, 3 Minuten",
                                "https://maren-pine.example/de/care/wool")));
    }

    /** Earbuds and straps from Amsterdam; the neon is a fill, never text on white. */
    public static Brand volt9() {
        var look = new BrandLook(
                palette("ffffff f4f4f2 0b0b0b 0b0b0b d4ff1f 0b0b0b d4ff1f 0b0b0b"),
                palette("0a0a0b 161618 f4f4f2 d4ff1f 0b0b0b d4ff1f d4ff1f 0b0b0b"),
                new Lettering(Typeface.ARCHIVO, Typeface.ARCHIVO, 800, 125, -30, true, 76, true),
                0,
                0);
        return new Brand(
                "VOLT/9",
                null,
                null,
                look,
                Brand.Tone.FAMILIAR,
                new Brand.Contact(
                        "VOLT/9 B.V., Havenweg 9, 1019 Amsterdam",
                        "care@volt9.example",
                        null,
                        "https://volt9.example/help"),
                new Brand.Links(
                        "https://volt9.example",
                        "https://volt9.example/privacy",
                        "https://volt9.example/withdrawal",
                        List.of()),
                List.of(new Brand.Showcase(
                        "en",
                        "/assets/portal/art/volt-guide.svg",
                        "First run with Pulse 9",
                        "Fit decides the bass. Try the three tip sizes before you pair, then let the five-minute"
                                + " hearing test set your own curve.",
                        "Read the guide, 4 minutes",
                        "https://volt9.example/first-run")));
    }

    private static Palette palette(String hexes) {
        List<Colour> c = List.of(hexes.split(" ")).stream().map(Colour::parse).toList();
        return new Palette(c.get(0), c.get(1), c.get(2), c.get(3), c.get(4), c.get(5), c.get(6), c.get(7));
    }
}
