package io.postlude.messaging;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a short answer by SMS or WhatsApp means, in the five languages we write; the English words count everywhere. */
enum Keyword {
    STOP(Set.of(
            "stop",
            "stopall",
            "unsubscribe",
            "cancel",
            "end",
            "quit",
            "stopp",
            "abmelden",
            "abbestellen",
            "arret",
            "arreter",
            "desabonner",
            "baja",
            "alto",
            "parar",
            "cancelar",
            "sair",
            "remover")),
    HELP(Set.of("help", "info", "hilfe", "aide", "ayuda", "ajuda")),
    START(Set.of(
            "start",
            "unstop",
            "yes",
            "anmelden",
            "weiter",
            "reprendre",
            "commencer",
            "alta",
            "reanudar",
            "iniciar",
            "comecar",
            "retomar")),
    /** Anything else: a person wrote something. */
    TEXT(Set.of());

    private static final Map<String, String> LANGUAGES = Map.ofEntries(
            Map.entry("stopp", "de"),
            Map.entry("abmelden", "de"),
            Map.entry("abbestellen", "de"),
            Map.entry("hilfe", "de"),
            Map.entry("anmelden", "de"),
            Map.entry("weiter", "de"),
            Map.entry("arret", "fr"),
            Map.entry("arreter", "fr"),
            Map.entry("desabonner", "fr"),
            Map.entry("aide", "fr"),
            Map.entry("reprendre", "fr"),
            Map.entry("commencer", "fr"),
            Map.entry("baja", "es"),
            Map.entry("alto", "es"),
            Map.entry("ayuda", "es"),
            Map.entry("alta", "es"),
            Map.entry("reanudar", "es"),
            Map.entry("sair", "pt"),
            Map.entry("remover", "pt"),
            Map.entry("ajuda", "pt"),
            Map.entry("comecar", "pt"),
            Map.entry("retomar", "pt"));

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed; its type does not say so
    private final Set<String> words;

    Keyword(Set<String> words) {
        this.words = words;
    }

    /** Only where the whole answer is the word: "please stop by" is a text. */
    static Keyword of(String body) {
        String word = folded(body);
        for (Keyword keyword : values()) if (keyword.words.contains(word)) return keyword;
        return TEXT;
    }

    /** The language a word belongs to alone; {@code otherwise} for words that several share. */
    static String language(String body, String otherwise) {
        return LANGUAGES.getOrDefault(folded(body), otherwise);
    }

    private static String folded(String body) {
        return Normalizer.normalize(body, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}]+", "");
    }
}
