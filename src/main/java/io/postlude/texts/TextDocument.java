package io.postlude.texts;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One message in all its languages.
 *
 * @param key its name in journeys
 * @param name for staff
 * @param fallback the language for readers whose own there is none for; always among {@code languages}
 */
public record TextDocument(
        String key, String name, About about, Goes button, String fallback, Map<String, Wording> languages) {
    public TextDocument {
        languages = new TreeMap<>(languages);
    }

    /** Whose values it may name. */
    public enum About {
        ORDER,
        CUSTOMER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where its button leads. */
    public enum Goes {
        /** The order's own page. */
        ORDER_PAGE,
        /** The store's site. */
        SHOP,
        /** The page where one chooses how the store writes. */
        PREFERENCES,
        NOWHERE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One language of it.
     *
     * @param preheader what a mail program shows beside the subject
     * @param body paragraphs, parted by empty lines
     * @param button empty: none
     */
    public record Wording(String subject, String preheader, String heading, String body, String button) {}

    /** The reader's language, else the fallback. */
    public String language(Locale reader) {
        return languages.containsKey(reader.getLanguage()) ? reader.getLanguage() : fallback;
    }

    public Wording in(Locale reader) {
        return Objects.requireNonNull(languages.get(language(reader)));
    }
}
