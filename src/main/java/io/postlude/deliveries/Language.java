package io.postlude.deliveries;

import java.util.Locale;

/** The languages customers' pages are written in. */
public enum Language {
    EN,
    DE,
    FR,
    ES,
    PT;

    /** The language of a tag such as {@code de-AT}; English for any other. */
    public static Language of(String tag) {
        String two = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        for (Language language : values()) {
            if (language.code().equals(two)) {
                return language;
            }
        }
        return EN;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Locale locale() {
        return Locale.of(code());
    }

    /** French counts nothing as one, the others only one itself. */
    public boolean isOne(long count) {
        return count == 1 || (this == FR && count == 0);
    }
}
