package io.postlude.messaging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import io.postlude.stores.Brand;
import io.postlude.stores.BrandLook;
import io.postlude.stores.Palette;
import io.postlude.stores.Typeface;
import org.jspecify.annotations.Nullable;

/**
 * What every mail of a store shares: its colours by day and night, its lettering as far as a mail can have one, its foot.
 *
 * @param language two letters
 * @param preheader what a mail program shows beside the subject
 * @param soft the second colour of text, by day and night
 */
public record MailFrame(
        Brand brand,
        String language,
        String title,
        String preheader,
        Palette day,
        Palette night,
        String soft,
        String softNight) {
    /** As in the style sheet of the pages: 72 % of the ink. */
    private static final double SOFT_SHARE = 0.72;

    /** Bars of days that are possible, and of days that are not: between the brand's ink, the ink and the panel. */
    private static final double POSSIBLE_SHARE = 0.45;

    private static final double LINE_SHARE = 0.16;

    /** As in the style sheet of the pages; both hold 4.5 to 1 on every paper and panel that BrandCheck lets through. */
    private static final String LATE = "#93450f";

    static final String LATE_NIGHT = "#f0b27c";

    /** The same for every mail of a store, and a tenth of the work of writing one. */
    private static final Cache<BrandLook, String> CSS =
            Caffeine.newBuilder().maximumSize(200).build();

    private static final String SERIF = "Georgia,'Times New Roman',serif";
    private static final String SANS = "-apple-system,'Segoe UI',Helvetica,Arial,sans-serif";

    /** {@code language}: two letters; {@code preheader}: what a mail program shows beside the subject. */
    public static MailFrame of(Brand brand, String language, String title, String preheader) {
        Palette day = brand.look().day();
        Palette night = brand.look().night();
        return new MailFrame(
                brand,
                language,
                title,
                preheader,
                day,
                night,
                day.ink().mix(SOFT_SHARE, day.paper()).hex(),
                night.ink().mix(SOFT_SHARE, night.paper()).hex());
    }

    /** A mail program has no web fonts: the family's temper is kept, not its face. */
    public String display() {
        Typeface face = brand.look().lettering().display();
        return face == Typeface.HEDVIG_LETTERS_SERIF || face == Typeface.GEORGIA ? SERIF : SANS;
    }

    public String body() {
        return SANS;
    }

    /** Weight, case and spacing of headings. */
    public String headingStyle() {
        var lettering = brand.look().lettering();
        return "font-weight:" + (lettering.weight() >= 600 ? "bold" : "normal")
                + (lettering.upperCase() ? ";text-transform:uppercase" : "");
    }

    /** Capitals take more room than small letters. */
    public int headingPixels() {
        return 42 * brand.look().lettering().scalePercent() / 100;
    }

    public int secondHeadingPixels() {
        return 24 * brand.look().lettering().scalePercent() / 100;
    }

    public int giftPixels() {
        return 32 * brand.look().lettering().scalePercent() / 100;
    }

    public int barRadius() {
        return Math.min(radius(), 4);
    }

    /** The bar of the likeliest day stands on the mark. */
    public String strongBar() {
        return day.onMark().hex();
    }

    /** Only a logo with an address of its own can be shown in a mail. */
    public @Nullable String logo() {
        String logo = brand.logoUrl();
        return logo != null && logo.startsWith("https://") && !logo.endsWith(".svg") ? logo : null;
    }

    public int radius() {
        return brand.look().radiusPixels();
    }

    /** Mail programs want a number a pill can be drawn with. */
    public int buttonRadius() {
        return Math.min(brand.look().controlRadiusPixels(), 24);
    }

    /** VML counts the rounding of a button in per cent of its height. */
    public int buttonArcPercent() {
        return Math.min(50, buttonRadius() * 100 / 48);
    }

    /** The answering half of a headline: in the brand's ink, or on its mark where the brand highlights. */
    public String answerStyle() {
        return brand.look().lettering().highlighted()
                ? "background:" + day.mark().hex() + ";color:" + day.onMark().hex() + ";padding:0 6px"
                : "color:" + day.brandInk().hex();
    }

    /** What goes wrong is said in this colour, and in words. */
    public String late() {
        return LATE;
    }

    /** The bar of a day that is possible. */
    public String possible() {
        return possible(day);
    }

    private static String possible(Palette palette) {
        return palette.brandInk().mix(POSSIBLE_SHARE, palette.surface()).hex();
    }

    /** Hairlines, and the bar of a day that is not possible. */
    public String line() {
        return line(day);
    }

    private static String line(Palette palette) {
        return palette.ink().mix(LINE_SHARE, palette.surface()).hex();
    }

    /** The night's colours, for programs that follow the reader's scheme and for Outlook's own way of doing it. */
    public String css() {
        return CSS.get(brand.look(), look -> madeCss());
    }

    private String madeCss() {
        String answer = brand.look().lettering().highlighted()
                ? "background: %s !important; color: %s !important"
                        .formatted(night.mark().hex(), night.onMark().hex())
                : "color: %s !important".formatted(night.brandInk().hex());
        return """
                :root { color-scheme: light dark; supported-color-schemes: light dark }
                @media (max-width: 620px) { .pad { padding-left: 24px !important; padding-right: 24px !important } .h1 { font-size: 34px !important; line-height: 38px !important } .full a { display: block !important } }
                @media (prefers-color-scheme: dark) {
                  .paper { background: %1$s !important } .card { background: %2$s !important }
                  .ink, .ink a { color: %3$s !important } .soft-ink, .soft-ink a { color: %4$s !important }
                  .brand { color: %5$s !important } .answer { %8$s } .late { color: %9$s !important }
                  .mark { background: %10$s !important } .on-mark { color: %11$s !important }
                  .strong { background: %11$s !important } .soft { background: %12$s !important } .none { background: %13$s !important }
                  .line { border-color: %13$s !important }
                  .button { background: %6$s !important; border-color: %6$s !important; color: %7$s !important }
                }
                [data-ogsc] .ink { color: %3$s !important } [data-ogsc] .soft-ink { color: %4$s !important } [data-ogsc] .brand { color: %5$s !important } [data-ogsc] .late { color: %9$s !important } [data-ogsc] .on-mark { color: %11$s !important }
                [data-ogsb] .paper { background: %1$s !important } [data-ogsb] .card { background: %2$s !important } [data-ogsb] .mark { background: %10$s !important }
                """.formatted(
                        night.paper().hex(),
                        night.surface().hex(),
                        night.ink().hex(),
                        softNight,
                        night.brandInk().hex(),
                        night.brand().hex(),
                        night.onBrand().hex(),
                        answer,
                        LATE_NIGHT,
                        night.mark().hex(),
                        night.onMark().hex(),
                        possible(night),
                        line(night));
    }

    /** Keeps mail programs from filling the preview with the text that follows. */
    public String preheaderTail() {
        return " &#847;&zwnj;&nbsp;".repeat(12);
    }

    /** Without this Outlook scales by the screen's own density. */
    public String outlookSettings() {
        return "<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->";
    }

    /** Outlook knows no greatest width. */
    public String outlookWidthOpen() {
        return "<!--[if mso]><table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td><![endif]-->";
    }

    public String outlookWidthClose() {
        return "<!--[if mso]></td></tr></table><![endif]-->";
    }

    /** Outlook draws round buttons only so; it hides the other one. */
    public String outlookButton(String link, String label) {
        return "<!--[if mso]><v:roundrect href=\"" + escaped(link)
                + "\" style=\"height:48px;v-text-anchor:middle;width:260px\" arcsize=\"" + buttonArcPercent()
                + "%\" stroke=\"f\" fillcolor=\"" + day.brand().hex() + "\"><center style=\"color:"
                + day.onBrand().hex() + ";font-family:Arial;font-size:16px;font-weight:bold\">" + escaped(label)
                + "</center></v:roundrect><![endif]-->";
    }

    private static String escaped(String text) {
        StringOutput out = new StringOutput();
        Escape.htmlAttribute(text, out);
        return out.toString().replace(">", "&gt;").replace("--", "&#45;&#45;");
    }
}
