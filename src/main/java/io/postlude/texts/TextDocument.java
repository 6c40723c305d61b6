package io.postlude.texts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        CUSTOMER,
        /** Something that goes back, and its order. Not for journeys: each is the news of one step. */
        RETURN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where its button leads. */
    public enum Goes {
        /** The page of the order; of a return, the return's own. */
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
     * @param brief the same for channels that carry little
     */
    public record Wording(String subject, String preheader, String heading, String body, String button, Brief brief) {}

    /**
     * Short forms; one that is empty is not there.
     *
     * @param page what a block on the order's page says under the heading
     */
    public record Brief(String sms, Notice push, Template whatsapp, String page) {
        public static final Brief NONE = new Brief("", new Notice("", ""), new Template("", "", List.of(), ""), "");

        private Stream<String> all() {
            return Stream.concat(
                    Stream.of(sms, push.title(), push.body(), whatsapp.text(), page), whatsapp.values().stream());
        }

        /** Whether there are words for a channel; for mail there always are. */
        public boolean has(String form) {
            return switch (form) {
                case "email" -> true;
                case "sms" -> !sms.isEmpty();
                case "push" -> !push.title().isEmpty();
                case "whatsapp" -> !whatsapp.text().isEmpty();
                case "page" -> !page.isEmpty();
                default -> false;
            };
        }
    }

    /** On the screen of a telephone or computer. */
    public record Notice(String title, String body) {}

    /**
     * A message on WhatsApp.
     *
     * @param name of the template that was approved there; empty: own words, which go for 24 hours after the person wrote
     * @param language as it was approved; empty: that of the wording
     * @param values for {{1}}, {{2}}, ...
     * @param text what it reads
     */
    public record Template(String name, String language, List<String> values, String text) {
        public Template {
            values = List.copyOf(values);
        }
    }

    private static final Pattern REWARD = Pattern.compile("\\{[{%][^}]*\\breward\\.");

    /** Whether it says something of a reward, in any of its languages and forms. */
    public boolean namesReward() {
        return languages.values().stream()
                .flatMap(wording -> Stream.concat(
                        Stream.of(
                                wording.subject(),
                                wording.preheader(),
                                wording.heading(),
                                wording.body(),
                                wording.button()),
                        wording.brief().all()))
                .anyMatch(text -> REWARD.matcher(text).find());
    }

    /** Every channel a text can have words for, as journeys name them. */
    public static final List<String> FORMS = List.of("email", "sms", "whatsapp", "push", "page");

    /** The reader's language where it has words for this channel, else the fallback, which has them if any has. */
    public String language(Locale reader, String form) {
        Wording own = languages.get(reader.getLanguage());
        return own != null && own.brief().has(form) ? reader.getLanguage() : fallback;
    }

    public boolean has(String form) {
        return Objects.requireNonNull(languages.get(fallback)).brief().has(form);
    }

    /** The reader's language, else the fallback. */
    public String language(Locale reader) {
        return languages.containsKey(reader.getLanguage()) ? reader.getLanguage() : fallback;
    }

    public Wording in(Locale reader) {
        return Objects.requireNonNull(languages.get(language(reader)));
    }
}
