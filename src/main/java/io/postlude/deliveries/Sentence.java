package io.postlude.deliveries;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A sentence on a page: words, moments that a machine can read as well, and what is said with weight. */
public record Sentence(List<Piece> pieces) {
    public static final Sentence EMPTY = new Sentence(List.of());

    public Sentence {
        pieces = List.copyOf(pieces);
    }

    public sealed interface Piece {
        String text();
    }

    public record Plain(String text) implements Piece {}

    public record Strong(String text) implements Piece {}

    /** A day or a time as people say it, and as ISO 8601 says it. */
    public record Moment(String datetime, String text) implements Piece {}

    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Sentences one after the other. */
    public static Sentence joined(List<Sentence> sentences) {
        var pieces = new ArrayList<Piece>();
        for (Sentence sentence : sentences) {
            if (!pieces.isEmpty() && !sentence.isEmpty()) {
                pieces.add(new Plain(" "));
            }
            pieces.addAll(sentence.pieces());
        }
        return new Sentence(pieces);
    }

    /** The words alone. */
    public String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return text();
    }
}
