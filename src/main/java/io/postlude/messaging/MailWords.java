package io.postlude.messaging;

import io.postlude.stores.Brand;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The sentences of one kind of mail in one language and tone, from {@code mails/<kind>_<language>.properties}. */
final class MailWords {
    /** The first is the one for a language there is none for. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "pt");

    private static final ConcurrentHashMap<String, Properties> FILES = new ConcurrentHashMap<>();
    private static final String FORMAL = ".formal";

    private final Properties words;
    private final Locale locale;
    private final boolean formal;
    private final Object[] values;

    private MailWords(Properties words, Locale locale, boolean formal, Object[] values) {
        this.words = words;
        this.locale = locale;
        this.formal = formal;
        this.values = values;
    }

    static MailWords of(String kind, Locale asked, Brand.Tone tone, Object... values) {
        String language = LANGUAGES.contains(asked.getLanguage()) ? asked.getLanguage() : LANGUAGES.getFirst();
        Properties words = FILES.computeIfAbsent(kind + "_" + language, MailWords::read);
        return new MailWords(words, Locale.of(language), tone == Brand.Tone.FORMAL, values.clone());
    }

    String language() {
        return locale.getLanguage();
    }

    String say(String key) {
        return say(key, values);
    }

    String say(String key, Object... with) {
        String pattern = formal ? words.getProperty(key + FORMAL, words.getProperty(key)) : words.getProperty(key);
        return new MessageFormat(Objects.requireNonNull(pattern, key), locale).format(with);
    }

    private static Properties read(String name) {
        String path = "/mails/" + name + ".properties";
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(MailWords.class.getResourceAsStream(path), path), StandardCharsets.UTF_8)) {
            Properties words = new Properties();
            words.load(in);
            return words;
        } catch (IOException e) {
            throw new IllegalStateException(path + " cannot be read", e);
        }
    }
}
