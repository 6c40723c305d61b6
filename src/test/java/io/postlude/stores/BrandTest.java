package io.postlude.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrandTest {

    @Test
    void contrast_follows_the_published_formula() {
        assertEquals(21, colour("#000").contrast(colour("#fff")), 0.001);
        assertEquals(4.48, colour("#777777").contrast(colour("#ffffff")), 0.005);
        assertEquals(4.54, colour("#767676").contrast(colour("#ffffff")), 0.005);
        assertEquals(3.998, colour("#ff0000").contrast(colour("#ffffff")), 0.005);
        assertEquals(1, colour("#1f4d3d").contrast(colour("1f4d3d")));
    }

    @Test
    void mixing_with_itself_or_wholly_changes_nothing() {
        assertEquals(colour("#1f4d3d"), colour("#1f4d3d").mix(0.3, colour("#1f4d3d")));
        assertEquals(colour("#d4ff1f"), colour("#d4ff1f").mix(1, colour("#000000")));
        assertEquals(colour("#636363"), colour("#000000").mix(0.5, colour("#ffffff")));
    }

    @Test
    void both_demo_brands_are_readable_by_day_and_night() {
        assertEquals(List.of(), BrandCheck.faults(DemoBrands.marenAndPine().look()));
        assertEquals(List.of(), BrandCheck.faults(DemoBrands.volt9().look()));
    }

    @Test
    void neon_as_text_on_white_is_refused_with_its_ratio() {
        Palette volt = DemoBrands.volt9().look().day();
        Palette neonText = new Palette(
                volt.paper(),
                volt.surface(),
                volt.ink(),
                volt.brand(),
                volt.onBrand(),
                colour("#d4ff1f"),
                volt.mark(),
                volt.onMark());
        BrandLook look = withDay(neonText);
        List<BrandCheck.Fault> faults = BrandCheck.faults(look);
        assertEquals(
                "day: brand-ink on paper is 1.16, needs 4.5", faults.getFirst().toString());
        Brand volt9 = DemoBrands.volt9();
        Brand brand = new Brand("x", null, null, look, volt9.tone(), volt9.contact(), volt9.links(), List.of());
        assertThrows(IllegalArgumentException.class, () -> BrandCss.write(brand, "/fonts"));
    }

    @Test
    void from_every_colour_of_a_coarse_cube_a_readable_look_is_proposed() {
        var failed = new ArrayList<String>();
        for (int red = 0; red <= 255; red += 15) {
            for (int green = 0; green <= 255; green += 15) {
                for (int blue = 0; blue <= 255; blue += 15) {
                    Colour brand = new Colour(red << 16 | green << 8 | blue);
                    var look = new BrandLook(
                            BrandProposal.day(brand),
                            BrandProposal.night(brand),
                            Lettering.plain(Typeface.GEORGIA, Typeface.SYSTEM),
                            8,
                            8);
                    BrandCheck.faults(look).forEach(fault -> failed.add(brand + " " + fault));
                }
            }
        }
        assertEquals(List.of(), failed.stream().limit(5).toList());
    }

    @Test
    void a_dark_brand_colour_stays_the_fill_and_a_light_one_becomes_the_mark() {
        assertEquals(colour("#1f4d3d"), BrandProposal.day(colour("#1f4d3d")).brand());
        Palette neon = BrandProposal.day(colour("#d4ff1f"));
        assertEquals(colour("#d4ff1f"), neon.mark());
        assertEquals(neon.ink(), neon.brandInk());
    }

    @Test
    void the_style_sheet_holds_tokens_fonts_and_sign_and_asks_no_other_server() {
        String css = BrandCss.write(DemoBrands.marenAndPine(), "/assets/portal/fonts");
        assertTrue(css.contains("--brand-ink: #1f4d3d;"), css);
        assertTrue(css.contains("url(/assets/portal/fonts/hedvig-letters-serif.woff2)"), css);
        assertTrue(css.contains("--sign: url(\"data:image/svg+xml,%3Csvg"), css);
        assertFalse(css.contains("url(http"), css);
        assertTrue(BrandCss.write(DemoBrands.volt9(), "/f").contains("--emphasis-fill: var(--mark)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#12", "#12345g", "red", "#1234567", "url(x)"})
    void what_is_no_colour_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> colour(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "//elsewhere.example", "data:text/html,x", "https://", "a b", ""})
    void what_is_no_link_is_refused(String link) {
        assertThrows(IllegalArgumentException.class, () -> WebLink.require(link));
    }

    private static BrandLook withDay(Palette day) {
        BrandLook look = DemoBrands.volt9().look();
        return new BrandLook(day, look.night(), look.lettering(), look.radiusPixels(), look.controlRadiusPixels());
    }

    private static Colour colour(String hex) {
        return Colour.parse(hex);
    }
}
