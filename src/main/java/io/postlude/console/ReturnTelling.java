package io.postlude.console;

import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnRecords.Line;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Travel;
import io.postlude.returns.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the history of one return as people would. */
final class ReturnTelling {
    private final Words words;
    private final OrderView order;
    private final ReturnView view;

    ReturnTelling(Words words, OrderView order, ReturnView view) {
        this.words = words;
        this.order = order;
        this.view = view;
    }

    /** Lines come newest first; pieces that moved together are told together. */
    Timeline timeline(List<Line> lines) {
        List<Timeline.Day> days = new ArrayList<>();
        LocalDate day = null;
        List<Timeline.Happening> happenings = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            Line line = lines.get(i);
            int together = i;
            while (together < lines.size() && isSame(line, lines.get(together))) together++;
            LocalDate its = words.date(line.at());
            if (!its.equals(day)) {
                happenings = new ArrayList<>();
                days.add(new Timeline.Day(words.heading(its), happenings));
                day = its;
            }
            happenings.add(happening(line, together - i));
            i = together;
        }
        return new Timeline(List.of(), days, null);
    }

    private static boolean isSame(Line one, Line other) {
        return one.at().equals(other.at())
                && one.by().equals(other.by())
                && one.what().equals(other.what())
                && String.valueOf(one.became()).equals(String.valueOf(other.became()));
    }

    private Timeline.Happening happening(Line line, int pieces) {
        return new Timeline.Happening(
                words.time(line.at()),
                line.at().toString(),
                mark(line.became()),
                what(line) + (pieces == 1 ? thing(line) : ": " + Words.count(pieces) + " pieces"),
                "by " + line.by(),
                line.why(),
                List.of());
    }

    private String thing(Line line) {
        if (line.piece() == null || view.pieces().size() == 1) return "";
        return view.pieces().stream()
                .filter(piece -> piece.id().equals(line.piece()))
                .map(piece -> ": " + ReturnsDesk.title(order, piece))
                .findFirst()
                .orElse("");
    }

    private static String what(Line line) {
        Optional<Travel> travel = named(Travel.values(), line.became());
        if (travel.isPresent()) return travelled(travel.get());
        Optional<Verdict> verdict = named(Verdict.values(), line.became());
        return verdict.map(ReturnTelling::decided).orElseGet(() -> ReturnWords.sentence(line.what()));
    }

    private static <T extends Enum<T>> Optional<T> named(T[] values, @Nullable String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }

    private static String travelled(Travel travel) {
        return switch (travel) {
            case AWAITED -> "To be sent after all";
            case UNDER_WAY -> "On its way back";
            case RECEIVED -> "Arrived";
            case GRADED -> "Looked at";
            case MISSING -> "Did not come";
            case SENT_BACK -> "Sent back to the customer";
            case KEPT -> "Stays with the customer";
            case OFF -> "Will not come";
        };
    }

    private static String decided(Verdict verdict) {
        return switch (verdict) {
            case ASKED -> "Asked for";
            case APPROVED -> "May come";
            case REFUSED -> "Refused";
            case CALLED_OFF -> "Called off";
            case ACCEPTED -> "Taken: what was agreed is owed";
            case DECLINED -> "Not taken";
            case SETTLED -> "Settled: what was owed is given";
        };
    }

    private static Timeline.Mark mark(@Nullable String became) {
        return switch (became == null ? "" : became) {
            case "SETTLED", "KEPT" -> new Timeline.Mark("kept", "kept");
            case "MISSING", "DECLINED" -> new Timeline.Mark("broken", "broken");
            case "REFUSED", "CALLED_OFF", "OFF" -> new Timeline.Mark("void", "");
            case "UNDER_WAY", "SENT_BACK" -> new Timeline.Mark("truck", "");
            case "RECEIVED" -> new Timeline.Mark("box", "us");
            case "GRADED" -> new Timeline.Mark("eye", "us");
            case "ACCEPTED" -> new Timeline.Mark("money", "us");
            case "APPROVED" -> new Timeline.Mark("check", "us");
            default -> new Timeline.Mark("return", "");
        };
    }
}
