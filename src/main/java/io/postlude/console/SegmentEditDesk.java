package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.SegmentEditPage.Look;
import io.postlude.customers.CustomerSummary;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.kernel.WordKind;
import io.postlude.segments.Segment;
import io.postlude.segments.SegmentId;
import io.postlude.segments.SegmentWords;
import io.postlude.segments.Segments;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a segment is written: as sentences with gaps, or as CEL; with how many that is before it is saved. */
final class SegmentEditDesk {
    private static final String NEW = SegmentsDesk.PATH + "/new";

    private final Frame frame;
    private final SegmentDesk.Sources sources;

    SegmentEditDesk(Frame frame, SegmentDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("segments/new", Permission.CHANGE_BRAND, visit -> draw(visit, null, SegmentForm.fresh()));
        counter.deed("segments/new", Permission.CHANGE_BRAND, visit -> take(visit, null));
        counter.page("segments/{id}/edit", Permission.CHANGE_BRAND, this::edit);
        counter.deed("segments/{id}/edit", Permission.CHANGE_BRAND, visit -> take(visit, segment(visit)));
    }

    private Segment segment(Visit visit) {
        SegmentId id = SegmentDesk.id(visit);
        return sources.database()
                .inStore(visit.store(), tx -> sources.segments().find(tx, visit.store(), id))
                .filter(segment -> !segment.archived())
                .orElseThrow(Refusal::notFound);
    }

    private Answer edit(Visit visit) {
        Segment segment = segment(visit);
        return draw(visit, segment, SegmentForm.of(segment));
    }

    private Answer take(Visit visit, @Nullable Segment segment) {
        SegmentForm form = SegmentForm.of(visit);
        String deed = visit.field("do");
        if (deed.equals("save")) return save(visit, segment, form);
        SegmentForm next = switch (deed) {
            case "add" -> form.plus(visit.field("more"));
            case "text" -> form.asText();
            case "sentences" -> form.asSentences();
            default -> deed.matches("remove-\\d{1,2}") ? form.minus(Integer.parseInt(deed.substring(7))) : form;
        };
        return draw(visit, segment, next);
    }

    private Answer save(Visit visit, @Nullable Segment segment, SegmentForm form) {
        if (form.hasGaps())
            return again(visit, segment, form, List.of(new Segments.Mistake("condition", "Fill every gap.")));
        Segments.Wish wish = new Segments.Wish(
                null,
                form.name(),
                form.note(),
                form.condition(),
                form.version(),
                visit.actor().name());
        Segments.Saved saved = sources.database()
                .inStore(
                        visit.store(),
                        tx -> segment == null
                                ? sources.segments().add(tx, visit.store(), wish)
                                : sources.segments().change(tx, visit.store(), segment.id(), wish));
        return switch (saved) {
            case Segments.Kept(SegmentId id) -> Answer.done(SegmentsDesk.PATH + "/" + id, Done.SEGMENT_SAVED);
            case Segments.Mistaken(List<Segments.Mistake> mistakes) -> again(visit, segment, form, mistakes);
            case Segments.Overtaken() ->
                Answer.done(
                        segment == null ? SegmentsDesk.PATH : SegmentsDesk.PATH + "/" + segment.id(), Done.OVERTAKEN);
        };
    }

    private Answer draw(Visit visit, @Nullable Segment segment, SegmentForm form) {
        List<Segments.Mistake> mistakes = new ArrayList<>();
        if (!form.sentences() && !form.condition().isBlank())
            sources.segments()
                    .check(form.condition())
                    .forEach(one -> mistakes.add(new Segments.Mistake("condition", one.toString())));
        return Answer.page("segmentedit", page(visit, segment, form, mistakes));
    }

    private Answer again(Visit visit, @Nullable Segment segment, SegmentForm form, List<Segments.Mistake> mistakes) {
        return Answer.again("segmentedit", page(visit, segment, form, mistakes));
    }

    private SegmentEditPage page(
            Visit visit, @Nullable Segment segment, SegmentForm form, List<Segments.Mistake> mistakes) {
        String title = segment == null ? "New segment" : "Change " + segment.name();
        Link above = segment == null
                ? new Link("Segments", SegmentsDesk.PATH)
                : new Link(segment.name(), SegmentsDesk.PATH + "/" + segment.id());
        return new SegmentEditPage(
                frame.below(visit, title, above, "segments"),
                segment == null ? NEW : SegmentsDesk.PATH + "/" + segment.id() + "/edit",
                List.of(
                        Field.text("name", "Name", form.name()).needed().refused(fault(mistakes, "name")),
                        Field.text("note", "What it is for", form.note()).hinting("only for you; may stay empty")),
                form.sentences(),
                new Pick(
                        "join",
                        "Who must",
                        List.of(
                                new Option("all", "fit all of these", !form.any()),
                                new Option("any", "fit any of these", form.any()))),
                form.drawn(),
                SegmentForm.more(),
                form.condition(),
                mistakes.stream()
                        .filter(mistake -> !mistake.field().equals("name"))
                        .map(Segments.Mistake::text)
                        .toList(),
                words(),
                Map.of("version", Integer.toString(form.version()), "mode", form.sentences() ? "sentences" : "text"),
                look(visit, form));
    }

    private static @Nullable String fault(List<Segments.Mistake> mistakes, String field) {
        return mistakes.stream()
                .filter(mistake -> mistake.field().equals(field))
                .map(Segments.Mistake::text)
                .findFirst()
                .orElse(null);
    }

    private Look look(Visit visit, SegmentForm form) {
        if (form.hasGaps() || form.condition().isBlank())
            return new Look(null, "Fill every gap; then it is counted here.", "0", List.of());
        return sources.database().inStore(visit.store(), tx -> look(tx, visit, form.condition()));
    }

    private Look look(Tx tx, Visit visit, String condition) {
        Segments.Preview seen =
                sources.segments().preview(tx, visit.store(), condition).orElse(null);
        if (seen == null) return new Look(null, "The condition cannot be read yet.", "0", List.of());
        double share = seen.people() == 0 ? 0 : (double) seen.count() / seen.people();
        List<Link> examples = sources.customers().summaries(tx, visit.store(), seen.examples()).stream()
                .map(person -> new Link(name(person), CustomersDesk.PATH + "/" + person.id()))
                .toList();
        return new Look(
                (seen.exact() ? "" : "about ") + Words.count(seen.count(), "customer", "customers"),
                Words.percent(share) + " % of the " + Words.count(seen.people()) + " you have",
                String.format(Locale.ROOT, "%.1f%%", 100 * share),
                examples);
    }

    private static String name(CustomerSummary person) {
        return person.name() != null ? person.name() : person.email() == null ? "No name" : person.email();
    }

    private static List<Fact> words() {
        List<Fact> facts = new ArrayList<>();
        SegmentWords.all().words().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(word -> {
                    if (word.getValue() instanceof WordKind.Fields fields)
                        fields.fields()
                                .forEach((name, kind) -> facts.add(Fact.of(word.getKey() + "." + name, kind(kind))));
                    else if (!word.getKey().startsWith("counted_"))
                        facts.add(Fact.of(word.getKey(), kind(word.getValue())));
                });
        SegmentWords.counts().keySet().forEach(name -> facts.add(Fact.of(name + "(90)", "over the last 90 days")));
        return facts;
    }

    private static String kind(WordKind kind) {
        return switch (kind) {
            case WordKind.Maybe(WordKind of) -> kind(of) + ", or null";
            case WordKind.Many(WordKind of) -> "list of " + kind(of);
            case WordKind.Simple.TEXT -> "text";
            case WordKind.Simple.WHOLE -> "whole number";
            case WordKind.Simple.NUMBER -> "number";
            case WordKind.Simple.FLAG -> "yes or no";
            case WordKind.Simple.MOMENT -> "time";
            default -> "value";
        };
    }
}
