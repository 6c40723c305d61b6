package io.postlude.stores;

/**
 * How a brand sets its headings; everything else is set in the body typeface at our sizes.
 *
 * @param weight 100 to 900
 * @param widthPercent 75 to 125, for typefaces with a width axis
 * @param trackingThousandths of an em, -60 to 60
 * @param upperCase headings in capitals, never body text
 * @param scalePercent size of headings, 60 to 120; wide capitals need less
 * @param highlighted the answering half of a headline stands on the mark colour instead of in the brand's
 */
public record Lettering(
        Typeface display,
        Typeface body,
        int weight,
        int widthPercent,
        int trackingThousandths,
        boolean upperCase,
        int scalePercent,
        boolean highlighted) {

    public Lettering {
        within("weight", weight, 100, 900);
        within("width", widthPercent, 75, 125);
        within("tracking", trackingThousandths, -60, 60);
        within("scale", scalePercent, 60, 120);
    }

    public static Lettering plain(Typeface display, Typeface body) {
        return new Lettering(display, body, 400, 100, -22, false, 100, false);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The " + name + " of headings is between " + least + " and " + most + ", not " + value);
        }
    }
}
