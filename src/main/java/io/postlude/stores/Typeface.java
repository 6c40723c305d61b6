package io.postlude.stores;

import org.jspecify.annotations.Nullable;

/** The typefaces a store chooses from. All are served by this installation, none from elsewhere. */
public enum Typeface {
    HEDVIG_LETTERS_SERIF("Hedvig Letters Serif", "hedvig-letters-serif.woff2", "", "Georgia, serif"),
    HANKEN_GROTESK("Hanken Grotesk", "hanken-grotesk.woff2", "font-weight: 400 700; ", "system-ui, sans-serif"),
    ARCHIVO(
            "Archivo",
            "archivo.woff2",
            "font-weight: 400 800; font-stretch: 100% 125%; ",
            "\"Arial Black\", system-ui, sans-serif"),
    GEORGIA("Georgia", null, "", "serif"),
    SYSTEM("system-ui", null, "", "sans-serif");

    private final String family;
    private final @Nullable String file;
    private final String range;
    private final String fallback;

    Typeface(String family, @Nullable String file, String range, String fallback) {
        this.family = family;
        this.file = file;
        this.range = range;
        this.fallback = fallback;
    }

    public String family() {
        return family;
    }

    /** The file under the fonts' folder, absent for a typeface every system has. */
    public @Nullable String file() {
        return file;
    }

    /** What the face's file covers, as CSS descriptors. */
    String range() {
        return range;
    }

    String stack() {
        return file == null ? family + ", " + fallback : '"' + family + "\", " + fallback;
    }
}
