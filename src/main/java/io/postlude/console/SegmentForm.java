package io.postlude.console;

import io.postlude.console.Parts.Option;
import io.postlude.console.SegmentEditPage.Gap;
import io.postlude.console.SegmentEditPage.Line;
import io.postlude.console.SegmentEditPage.Piece;
import io.postlude.segments.ReadyCondition;
import io.postlude.segments.ReadyCondition.Filled;
import io.postlude.segments.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stands in the fields while a segment is written.
 *
 * @param version of the segment that is changed; 0: a new one
 */
record SegmentForm(
        String name, String note, boolean sentences, boolean any, List<Filled> lines, String text, int version) {
    private static final int LINES_LIMIT = 12;

    static SegmentForm fresh() {
        ReadyCondition first = ReadyCondition.ORDERS_IN;
        return new SegmentForm("", "", true, false, List.of(new Filled(first, first.usual())), "", 0);
    }

    static SegmentForm of(Segment segment) {
        return new SegmentForm(
                        segment.name(), segment.note(), false, false, List.of(), segment.condition(), segment.version())
                .asSentences();
    }

    static SegmentForm of(Visit visit) {
        List<Filled> lines = new ArrayList<>();
        for (String code : visit.fields("kind")) {
            int place = lines.size();
            ReadyCondition.of(code).ifPresent(ready -> lines.add(filled(visit, ready, place)));
        }
        String version = visit.field("version");
        return new SegmentForm(
                visit.field("name"),
                visit.field("note"),
                visit.field("mode").equals("sentences"),
                visit.field("join").equals("any"),
                lines,
                visit.field("condition"),
                version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0);
    }

    private static Filled filled(Visit visit, ReadyCondition ready, int place) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < ready.usual().size(); i++) values.add(visit.field("v" + place + "-" + i));
        return new Filled(ready, values);
    }

    SegmentForm with(List<Filled> other) {
        return new SegmentForm(name, note, sentences, any, other, text, version);
    }

    SegmentForm plus(String code) {
        return ReadyCondition.of(code)
                .filter(ready -> lines.size() < LINES_LIMIT)
                .map(ready -> {
                    List<Filled> more = new ArrayList<>(lines);
                    more.add(new Filled(ready, ready.usual()));
                    return with(more);
                })
                .orElse(this);
    }

    SegmentForm minus(int place) {
        List<Filled> fewer = new ArrayList<>(lines);
        if (place < fewer.size()) fewer.remove(place);
        return with(fewer);
    }

    SegmentForm asText() {
        return new SegmentForm(name, note, false, any, lines, condition(), version);
    }

    /** Itself where the text says more than sentences can. */
    SegmentForm asSentences() {
        return ReadyCondition.read(condition())
                .map(read -> new SegmentForm(name, note, true, read.any(), read.all(), text, version))
                .orElse(this);
    }

    boolean hasGaps() {
        return sentences
                && (lines.isEmpty()
                        || lines.stream().anyMatch(line -> !line.wrong().isEmpty()));
    }

    String condition() {
        return sentences && !hasGaps() ? new ReadyCondition.Reading(any, lines).condition() : text;
    }

    List<Line> drawn() {
        List<Line> drawn = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) drawn.add(line(i, lines.get(i)));
        return drawn;
    }

    private static Line line(int place, Filled filled) {
        List<Piece> pieces = new ArrayList<>();
        int gap = 0;
        for (ReadyCondition.Piece piece : filled.ready().pieces())
            switch (piece) {
                case ReadyCondition.Said(String words) -> pieces.add(new Piece(words, null));
                case ReadyCondition.Open(ReadyCondition.Gap sort) -> {
                    pieces.add(new Piece(null, gap(place, gap, filled, sort)));
                    gap++;
                }
            }
        return new Line(place, filled.ready().code(), filled.ready().title(), pieces);
    }

    private static Gap gap(int place, int gap, Filled filled, ReadyCondition.Gap sort) {
        String label = switch (sort) {
            case NUMBER -> "How many";
            case DAYS -> "Days";
            case MONEY -> "Money";
            case PERCENT -> "Per cent";
            case TEXT -> "Word";
        };
        return new Gap(
                "v" + place + "-" + gap,
                label + ", in: " + filled.ready().title(),
                filled.values().get(gap),
                sort == ReadyCondition.Gap.TEXT,
                filled.wrong().contains(gap));
    }

    static List<Option> more() {
        return Arrays.stream(ReadyCondition.values())
                .map(ready -> new Option(ready.code(), ready.title(), false))
                .toList();
    }
}
