package io.postlude.texts;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** What every message says around its text: the greeting, why it came, where to end it. */
record FrameWords(Properties words, Locale locale) {
    private static final Map<String, Properties> FILES = new ConcurrentHashMap<>();

    /** English for languages we have no such words in. */
    static FrameWords of(Locale locale) {
        return new FrameWords(FILES.computeIfAbsent(locale.getLanguage(), FrameWords::read), locale);
    }

    /** Empty where the name is not known: a greeting to nobody is worse than none. */
    String greeting(TextValues values) {
        Object name = values.byName().get("customer") instanceof Map<?, ?> customer ? customer.get("given_name") : null;
        return name == null || name.toString().isBlank() ? "" : say("greeting", name);
    }

    String why(String purpose, String store) {
        return say("why." + purpose, store);
    }

    /** How to end what comes by SMS, in the words that are heard. */
    String stop() {
        return say("stop");
    }

    List<Layout.Link> links(Texts.Links links) {
        List<Layout.Link> all = new ArrayList<>();
        if (links.unsubscribe() != null) all.add(new Layout.Link(say("unsubscribe"), links.unsubscribe()));
        if (links.preferences() != null) all.add(new Layout.Link(say("preferences"), links.preferences()));
        return all;
    }

    private String say(String key, Object... values) {
        return new MessageFormat(Objects.requireNonNull(words.getProperty(key), key), locale).format(values);
    }

    private static Properties read(String language) {
        var file = FrameWords.class.getResourceAsStream("/texts/words/" + language + ".properties");
        if (file == null) return read("en");
        try (Reader in = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            Properties words = new Properties();
            words.load(in);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
