package io.postlude.deliveries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private final Language language;
    private final Map<String, String> texts;

    Words(Language language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    public Language language() {
        return language;
    }

    public Set<String> keys() {
        return texts.keySet();
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** The first of the keys that has a text. */
    public String firstOf(String... keys) {
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

    public String say(String key, Map<String, ?> values) {
        return sentence(key, values).text();
    }

    public Sentence sentence(String key, Map<String, ?> values) {
        return fill(get(key), values);
    }

    /** The sentence for a count: the key's {@code .one} or {@code .other}, with {@code {count}} filled in. */
    public Sentence counted(String key, long count, Map<String, ?> values) {
        var all = new HashMap<String, Object>(values);
        all.put("count", count);
        return sentence(key + (language.isOne(count) ? ".one" : ".other"), all);
    }

    /** Before and after the bar of a headline; the part after it is empty where there is no bar. */
    public List<Sentence> halves(String key, Map<String, ?> values) {
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
        capitalise(pieces, text, values);
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

    /** A day or another phrase of ours that begins a sentence begins with a capital: "Samedi 14". Names are left as they are. */
    private static void capitalise(List<Sentence.Piece> pieces, String text, Map<String, ?> values) {
        if (!text.startsWith("{") || pieces.isEmpty()) {
            return;
        }
        String name = text.substring(1, text.indexOf('}'));
        Sentence.Piece first = pieces.getFirst();
        boolean phrase = values.get(name) instanceof Sentence || name.equals("carrier");
        switch (first) {
            case Sentence.Moment day -> pieces.set(0, new Sentence.Moment(day.datetime(), capital(day.text())));
            case Sentence.Plain plain when phrase -> pieces.set(0, new Sentence.Plain(capital(plain.text())));
            case Sentence.Plain _, Sentence.Strong _ -> {}
        }
    }

    private static String capital(String text) {
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
    }
}
