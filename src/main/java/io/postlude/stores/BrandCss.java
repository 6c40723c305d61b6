package io.postlude.stores;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Writes the brand's style sheet: the tokens that portal.css leaves to a store, and nothing else. */
public final class BrandCss {
    private BrandCss() {}

    /**
     * The style sheet of one brand.
     *
     * @param fonts the path the typefaces are served under, without a slash at the end
     * @throws IllegalArgumentException if {@link BrandCheck} finds a pair that cannot be read
     */
    public static String write(Brand brand, String fonts) {
        BrandLook look = brand.look();
        List<BrandCheck.Fault> faults = BrandCheck.faults(look);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("Some pairs of colours cannot be read: " + faults);
        }
        var css = new StringBuilder(2_000);
        for (Typeface face :
                EnumSet.of(look.lettering().display(), look.lettering().body())) {
            if (face.file() != null) {
                css.append(
                        "@font-face { font-family: \"%s\"; src: url(%s/%s) format(\"woff2\"); %sfont-display: swap }\n"
                                .formatted(face.family(), fonts, face.file(), face.range()));
            }
        }
        css.append(":root {\n").append(colours(look.day())).append(lettering(look));
        if (brand.markSvg() != null) {
            css.append("  --sign: url(\"").append(dataUri(brand.markSvg())).append("\");\n");
        }
        css.append("}\n@media (prefers-color-scheme: dark) { :root {\n")
                .append(colours(look.night()))
                .append("} }\n");
        return css.toString();
    }

    private static String colours(Palette p) {
        return """
                  --paper: %s; --surface: %s; --ink: %s;
                  --brand: %s; --on-brand: %s; --brand-ink: %s;
                  --mark: %s; --on-mark: %s;
                """.formatted(
                        p.paper(), p.surface(), p.ink(), p.brand(), p.onBrand(), p.brandInk(), p.mark(), p.onMark());
    }

    private static String lettering(BrandLook look) {
        Lettering l = look.lettering();
        String emphasis = l.highlighted()
                ? "  --emphasis: var(--on-mark); --emphasis-fill: var(--mark); --emphasis-pad: .12em;\n"
                : "";
        return String.format(
                Locale.ROOT,
                """
                  --radius: %dpx; --radius-control: %dpx;
                  --display: %s; --body: %s;
                  --display-weight: %d; --display-width: %d%%; --display-tracking: %.3fem;
                  --display-case: %s; --display-scale: %.2f;
                %s""",
                look.radiusPixels(),
                look.controlRadiusPixels(),
                l.display().stack(),
                l.body().stack(),
                l.weight(),
                l.widthPercent(),
                l.trackingThousandths() / 1000.0,
                l.upperCase() ? "uppercase" : "none",
                l.scalePercent() / 100.0,
                emphasis);
    }

    /** As a picture in a style sheet an SVG runs no script and loads nothing. */
    private static String dataUri(String svg) {
        return "data:image/svg+xml,"
                + URLEncoder.encode(svg, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
