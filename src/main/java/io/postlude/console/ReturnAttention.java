package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.returns.Appeal;
import io.postlude.returns.Conduct;
import io.postlude.returns.ReturnView;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells staff why somebody's returns are looked at, and lets them answer who sees it differently. */
final class ReturnAttention {
    static final String KEEP = "keep";

    private final Visit visit;
    private final ReturnView view;

    ReturnAttention(Visit visit, ReturnView view) {
        this.visit = visit;
        this.view = view;
    }

    /** Null where nothing speaks against them and nothing was asked. */
    ReturnPage.@Nullable Attention of(Optional<Conduct> conduct, Optional<Appeal> appeal) {
        if (conduct.isEmpty() && appeal.isEmpty()) return null;
        return new ReturnPage.Attention(
                conduct.map(one -> "Score " + one.score()).orElse("No score now"),
                conduct.map(ConductWords::pill).orElse(new Parts.Pill(Parts.Tone.KEPT, "Nothing against them")),
                conduct.map(Conduct::signs).orElse(List.of()).stream()
                        .map(sign -> new ReturnPage.Sign(ConductWords.sign(sign), ConductWords.points(sign)))
                        .toList(),
                scope(conduct),
                appeal.map(Appeal::words).orElse(null),
                appeal.map(Appeal::answered).map(this::answer).orElse(null),
                appeal.isPresent() && appeal.get().answered() == null && visit.may(Permission.DECIDE_RETURNS)
                        ? form()
                        : null);
    }

    private String scope(Optional<Conduct> conduct) {
        if (conduct.isEmpty()) return "it can ask for a person, and nothing else";
        Conduct one = conduct.get();
        return one.aside() == null
                ? "a year of returns, as of " + visit.words().moment(one.weighedAt())
                : "counts for nothing until " + visit.words().day(one.aside());
    }

    private String answer(Appeal.Answered answered) {
        String what = answered.until() == null
                ? "Kept by " + answered.by()
                : "Set aside by " + answered.by() + " until " + visit.words().day(answered.until());
        return what + ": " + answered.words();
    }

    private Form form() {
        return Form.of(
                        ReturnDesk.path(view.id()) + "/appeal",
                        "Answer",
                        "check",
                        List.of(Field.text("words", "Answer", "")
                                .hinting("The customer reads it on the page of the return.")
                                .needed()))
                .picking(new Pick(
                        "days",
                        "The score",
                        List.of(
                                new Option("90", "Counts for nothing for three months", true),
                                new Option("365", "Counts for nothing for a year", false),
                                new Option(KEEP, "Stays", false))));
    }
}
