package io.postlude.stores;

/**
 * What a brand looks like: colours by day and night, lettering, corners.
 *
 * @param radiusPixels of panels and pictures, 0 to 32
 * @param controlRadiusPixels of buttons, 0 to 999; 999 is a pill
 */
public record BrandLook(Palette day, Palette night, Lettering lettering, int radiusPixels, int controlRadiusPixels) {
    private static final int MOST_RADIUS_PIXELS = 32;
    private static final int PILL_PIXELS = 999;

    public BrandLook {
        if (radiusPixels < 0 || radiusPixels > MOST_RADIUS_PIXELS) {
            throw new IllegalArgumentException("Corners are 0 to 32 pixels round, not " + radiusPixels);
        }
        if (controlRadiusPixels < 0 || controlRadiusPixels > PILL_PIXELS) {
            throw new IllegalArgumentException("Corners of buttons are 0 to 999 pixels round");
        }
    }
}
