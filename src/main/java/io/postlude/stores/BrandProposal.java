package io.postlude.stores;

/**
 * Proposes the whole palette from one brand colour, so that every pair is readable.
 *
 * <p>A colour too light to be read on paper (neon, yellow, sky) is kept as a fill: text and the main button become ink,
 * the colour marks the one spot of the page. One that nearly reads is darkened a little.
 */
public final class BrandProposal {
    private static final double STEP = 0.01;

    private BrandProposal() {}

    public static Palette day(Colour brand) {
        Oklab hue = Oklab.of(brand);
        Colour paper = hue.at(0.975, 0.006).toColour();
        Colour surface = hue.at(0.992, 0.003).toColour();
        Colour ink = hue.at(0.23, 0.02).toColour();
        if (brand.contrast(paper) < BrandCheck.CONTROL) {
            return new Palette(paper, surface, ink, ink, brand, ink, brand, legibleOn(brand, hue));
        }
        Colour mark = hue.at(0.9, 0.045).toColour();
        Colour onMark = darkenedUntil(hue.at(0.36, 0.09), mark, BrandCheck.BODY);
        Colour legible = darkenedUntil(hue, paper, BrandCheck.TEXT);
        return new Palette(paper, surface, ink, legible, surface, legible, mark, onMark);
    }

    public static Palette night(Colour brand) {
        Oklab hue = Oklab.of(brand);
        Colour paper = hue.at(0.18, 0.01).toColour();
        Colour surface = hue.at(0.22, 0.012).toColour();
        Colour ink = hue.at(0.935, 0.012).toColour();
        Colour dark = hue.at(0.2, 0.03).toColour();
        if (brand.contrast(paper) >= BrandCheck.BODY) {
            return new Palette(paper, surface, ink, brand, dark, brand, brand, dark);
        }
        Colour light = lightenedUntil(hue.at(Math.max(hue.lightness(), 0.75), 0.12), surface, BrandCheck.BODY);
        Colour mark = hue.at(0.33, 0.05).toColour();
        Colour onMark = lightenedUntil(hue.at(0.88, 0.05), mark, BrandCheck.BODY);
        return new Palette(paper, surface, ink, light, dark, light, mark, onMark);
    }

    /** Near black or near white, whichever is easier to read on the colour. */
    private static Colour legibleOn(Colour colour, Oklab hue) {
        Colour dark = hue.at(0.15, 0.01).toColour();
        Colour light = hue.at(0.99, 0.003).toColour();
        return dark.contrast(colour) >= light.contrast(colour) ? dark : light;
    }

    private static Colour darkenedUntil(Oklab from, Colour back, double ratio) {
        Oklab at = from;
        while (at.toColour().contrast(back) < ratio && at.lightness() > 0) {
            at = from.at(at.lightness() - STEP, from.chroma());
        }
        return at.toColour();
    }

    private static Colour lightenedUntil(Oklab from, Colour back, double ratio) {
        Oklab at = from;
        while (at.toColour().contrast(back) < ratio && at.lightness() < 1) {
            at = from.at(at.lightness() + STEP, from.chroma());
        }
        return at.toColour();
    }
}
