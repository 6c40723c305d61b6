package io.postlude.console;

import io.postlude.claims.Claims;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the history of one claim as people would. */
final class ClaimTelling {
    private ClaimTelling() {}

    /** Lines come oldest first and are told newest first; {@code words} whether the customer's words may be read. */
    static Timeline timeline(Words words, List<Claims.Line> lines, boolean readsWords) {
        List<Timeline.Day> days = new ArrayList<>();
        LocalDate day = null;
        List<Timeline.Happening> happenings = new ArrayList<>();
        for (Claims.Line line : lines.reversed()) {
            LocalDate its = words.date(line.at());
            if (!its.equals(day)) {
                happenings = new ArrayList<>();
                days.add(new Timeline.Day(words.heading(its), happenings));
                day = its;
            }
            happenings.add(new Timeline.Happening(
                    words.time(line.at()),
                    line.at().toString(),
                    mark(line.became()),
                    what(line.was(), line.became()),
                    "by " + line.by(),
                    readsWords ? line.said() : null,
                    List.of()));
        }
        return new Timeline(List.of(), days, null);
    }

    private static String what(@Nullable String was, @Nullable String became) {
        return switch (became == null ? "" : became) {
            case "ASKED" -> "REFUSED".equals(was) ? "A second look was asked for" : "The customer answered";
            case "ASKED_BACK" -> "The customer was asked";
            case "AGREED" -> "Agreed";
            case "REFUSED" -> "Refused";
            case "DONE" -> "What was agreed has happened";
            case "WITHDRAWN" -> "Taken back by the customer";
            case "COMING" -> "On its way to us";
            case "HERE" -> "Arrived";
            case "SENT_BACK" -> "Sent back to the customer";
            case "STAYS" -> "Stays where it is";
            default -> "Reported";
        };
    }

    private static Timeline.Mark mark(@Nullable String became) {
        return switch (became == null ? "" : became) {
            case "DONE", "STAYS" -> new Timeline.Mark("kept", "kept");
            case "REFUSED", "WITHDRAWN" -> new Timeline.Mark("void", "");
            case "COMING", "SENT_BACK" -> new Timeline.Mark("truck", "");
            case "HERE" -> new Timeline.Mark("box", "us");
            case "AGREED" -> new Timeline.Mark("check", "us");
            case "ASKED_BACK" -> new Timeline.Mark("chat", "us");
            default -> new Timeline.Mark("chat", "");
        };
    }
}
