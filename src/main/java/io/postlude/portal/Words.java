package io.postlude.portal;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of one language, in the tone of one store.
 *
 * <p>A sentence is text with {@code {name}} to fill in and {@code *strong*} parts. What is filled in is never read as
 * such marks, and whoever writes a page escapes it. A key with {@code .one} and {@code .other} is chosen by a count; a
 * key with {@code .formal} replaces its plain form where the store addresses customers formally.
 */
public final class Words {
    private static final Pattern MARKS = Pattern.compile("\\{(\\w+)}|\\*([^*]+)\\*");
    private static final String FORMAL = ".formal";
    private static final Map<Language, Words> FAMILIAR = new EnumMap<>(Language.class);
    private static final Map<Language, Words> POLITE = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            Map<String, String> all = read(language);
            FAMILIAR.put(language, new Words(language, all));
            var polite = new HashMap<>(all);
            all.forEach((key, text) -> {
                if (key.endsWith(FORMAL)) {
                    polite.put(key.substring(0, key.length() - FORMAL.length()), text);
                }
            });
            POLITE.put(language, new Words(language, Map.copyOf(polite)));
        }
    }

    private final Language language;
    private final Map<String, String> texts;

    private Words(Language language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    static Words familiar(Language language) {
        return chosen(FAMILIAR, language);
    }

    static Words formal(Language language) {
        return chosen(POLITE, language);
    }

    private static Words chosen(Map<Language, Words> words, Language language) {
        Words found = words.get(language);
        if (found == null) {
            throw new IllegalStateException("No words in " + language);
        }
        return found;
    }

    Language language() {
        return language;
    }

    Set<String> keys() {
        return texts.keySet();
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    /** The first of the keys that has a text. */
    String firstOf(String... keys) {
        for (String key : keys) {
            if (has(key)) {
                return key;
            }
        }
        throw new IllegalArgumentException("None of these has a text: " + List.of(keys));
    }

    /** The text of a key as it stands. */
    public String get(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("No text " + key + " in " + language);
        }
        return text;
    }

    String say(String key, Map<String, ?> values) {
        return sentence(key, values).text();
    }

    Sentence sentence(String key, Map<String, ?> values) {
        return fill(get(key), values);
    }

    /** The sentence for a count: the key's {@code .one} or {@code .other}, with {@code {count}} filled in. */
    Sentence counted(String key, long count, Map<String, ?> values) {
        var all = new HashMap<String, Object>(values);
        all.put("count", count);
        return sentence(key + (language.isOne(count) ? ".one" : ".other"), all);
    }

    /** Before and after the bar of a headline; the part after it is empty where there is no bar. */
    List<Sentence> halves(String key, Map<String, ?> values) {
        String text = get(key);
        int bar = text.indexOf('|');
        return bar < 0
                ? List.of(fill(text, values), Sentence.EMPTY)
                : List.of(fill(text.substring(0, bar), values), fill(text.substring(bar + 1), values));
    }

    private static Sentence fill(String text, Map<String, ?> values) {
        var pieces = new ArrayList<Sentence.Piece>();
        Matcher mark = MARKS.matcher(text);
        int from = 0;
        while (mark.find()) {
            addPlain(pieces, text.substring(from, mark.start()));
            from = mark.end();
            String name = mark.group(1);
            if (name == null) {
                pieces.add(new Sentence.Strong(fill(mark.group(2), values).text()));
            } else {
                add(pieces, name, values.get(name));
            }
        }
        addPlain(pieces, text.substring(from));
        capitalise(pieces, text);
        return new Sentence(pieces);
    }

    private static void add(List<Sentence.Piece> pieces, String name, @Nullable Object value) {
        switch (value) {
            case null -> throw new IllegalArgumentException("Nothing to fill in for " + name);
            case Sentence sentence -> pieces.addAll(sentence.pieces());
            case Sentence.Piece piece -> pieces.add(piece);
            default -> addPlain(pieces, value.toString());
        }
    }

    private static void addPlain(List<Sentence.Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Sentence.Plain(text));
        }
    }

    /** A day that begins a sentence begins with a capital: "Samedi 14". Names are left as they are. */
    private static void capitalise(List<Sentence.Piece> pieces, String text) {
        if (text.startsWith("{") && !pieces.isEmpty() && pieces.getFirst() instanceof Sentence.Moment day) {
            String upper = day.text().substring(0, 1).toUpperCase(Locale.ROOT);
            pieces.set(0, new Sentence.Moment(day.datetime(), upper + day.text().substring(1)));
        }
    }

    private static Map<String, String> read(Language language) {
        String path = "/web/portal/words/" + language.code() + ".properties";
        try (var in = Words.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("Missing " + path);
            }
            Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            var properties = new Properties();
            properties.load(text);
            var all = new HashMap<String, String>();
            properties.forEach((key, value) -> all.put((String) key, (String) value));
            return Map.copyOf(all);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
