package io.postlude.stores;

/**
 * The eight colours a brand sets for one scheme, day or night. The rest of a page is derived from them.
 *
 * @param paper the page
 * @param surface raised or inset panels
 * @param ink text
 * @param brand fill of the one main button
 * @param onBrand text on that fill
 * @param brandInk the brand as text, icon and focus ring
 * @param mark the one highlighted spot of a page
 * @param onMark text on that spot
 */
public record Palette(
        Colour paper,
        Colour surface,
        Colour ink,
        Colour brand,
        Colour onBrand,
        Colour brandInk,
        Colour mark,
        Colour onMark) {}
