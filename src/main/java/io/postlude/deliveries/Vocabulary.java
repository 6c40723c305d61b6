package io.postlude.deliveries;

import io.postlude.stores.Brand;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * All sentences of one kind of reading, a page or a mail: those about deliveries, which every kind shares, and its own
 * beside them.
 */
public final class Vocabulary {
    private static final String SHARED = "/deliveries/words/";
    private static final String FORMAL = ".formal";

    private final Map<Language, Words> familiar = new EnumMap<>(Language.class);
    private final Map<Language, Words> formal = new EnumMap<>(Language.class);

    /** Reads the shared sentences and those of the folders, one file a language; no key stands in two of them. */
    public Vocabulary(String... folders) {
        List<String> all = Stream.concat(Stream.of(SHARED), Stream.of(folders)).toList();
        for (Language language : Language.values()) {
            Map<String, String> texts = read(all, language);
            familiar.put(language, new Words(language, texts));
            var polite = new HashMap<>(texts);
            texts.forEach((key, text) -> {
                if (key.endsWith(FORMAL)) {
                    polite.put(key.substring(0, key.length() - FORMAL.length()), text);
                }
            });
            formal.put(language, new Words(language, Map.copyOf(polite)));
        }
    }

    /** The sentences of a language, in the tone a store speaks to its customers. */
    public Words words(Language language, Brand.Tone tone) {
        return switch (tone) {
            case FAMILIAR -> chosen(familiar, language);
            case FORMAL -> chosen(formal, language);
        };
    }

    private static Words chosen(Map<Language, Words> words, Language language) {
        Words found = words.get(language);
        if (found == null) {
            throw new IllegalStateException("No words in " + language);
        }
        return found;
    }

    private static Map<String, String> read(List<String> folders, Language language) {
        var all = new HashMap<String, String>();
        for (String folder : folders) {
            read(folder + language.code() + ".properties").forEach((key, text) -> {
                if (all.put((String) key, (String) text) != null) {
                    throw new IllegalStateException("Two sentences for " + key + ", the second in " + folder);
                }
            });
        }
        return Map.copyOf(all);
    }

    private static Properties read(String path) {
        try (var in = Vocabulary.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("Missing " + path);
            }
            Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            var properties = new Properties();
            properties.load(text);
            return properties;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
