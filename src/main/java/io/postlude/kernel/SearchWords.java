package io.postlude.kernel;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Text as it is searched: words without case and accents. Made here and not by PostgreSQL's parser, so that both sides of a
 * search agree and a COPY can carry it; stored as {@code tsvector}, which every server can index and search by prefix.
 */
public final class SearchWords {
    private static final int WORDS_LIMIT = 64;
    private static final int WORD_SIGNS_LIMIT = 60;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}@._+-]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchWords() {}

    /** The literal of a {@code tsvector} that holds the words of these texts. */
    public static String vector(@Nullable String... texts) {
        Set<String> words = new LinkedHashSet<>();
        for (String text : texts) if (text != null) words.addAll(words(text));
        return words.stream().map(SearchWords::quoted).collect(Collectors.joining(" "));
    }

    /** The words {@link #vector} put into its literal. */
    static List<String> ofVector(String literal) {
        return literal.isEmpty()
                ? List.of()
                : List.of(literal.substring(1, literal.length() - 1).split("' '"));
    }

    /** The literal of a {@code tsquery}: every word must begin a word of the text. Empty where nothing is asked. */
    public static String query(String asked) {
        return words(asked).stream().map(w -> quoted(w) + ":*").collect(Collectors.joining(" & "));
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : BETWEEN.split(fold(text).toLowerCase(Locale.ROOT))) {
            if (words.size() == WORDS_LIMIT) break;
            if (!word.isEmpty())
                words.add(word.length() > WORD_SIGNS_LIMIT ? word.substring(0, WORD_SIGNS_LIMIT) : word);
        }
        return words;
    }

    private static String fold(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    }

    private static String quoted(String word) {
        return "'" + word + "'";
    }
}
