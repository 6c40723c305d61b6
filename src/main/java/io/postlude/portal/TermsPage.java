package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import java.util.List;

/**
 * What a store takes back, for everybody to read.
 *
 * @param markup the same for search engines, as JSON-LD
 */
public record TermsPage(
        Frame frame,
        Sentence start,
        Sentence answer,
        String lead,
        List<Line> spans,
        List<String> notes,
        List<Line> remedies,
        String money,
        List<String> costs,
        List<Line> methods,
        List<String> excluded,
        String markup) {
    public TermsPage {
        spans = List.copyOf(spans);
        notes = List.copyOf(notes);
        remedies = List.copyOf(remedies);
        costs = List.copyOf(costs);
        methods = List.copyOf(methods);
        excluded = List.copyOf(excluded);
    }

    /** What, and what holds for it. */
    public record Line(String what, String hint, String holds) {}
}
