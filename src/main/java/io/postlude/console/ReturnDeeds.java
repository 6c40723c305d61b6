package io.postlude.console;

import io.postlude.console.Form.Weight;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.returns.Charge;
import io.postlude.returns.Payout;
import io.postlude.returns.ReturnView;
import io.postlude.returns.ReturnView.Action;
import io.postlude.returns.Travel;
import io.postlude.returns.Verdict;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What may be done with a return as it stands, as buttons and forms. */
final class ReturnDeeds {
    private ReturnDeeds() {}

    /** Those that need no words. */
    static List<Deed> deeds(Visit visit, ReturnView view) {
        if (!visit.may(Permission.DECIDE_RETURNS)) return List.of();
        String path = ReturnDesk.path(view.id());
        List<Deed> deeds = new ArrayList<>();
        boolean mine = visit.session().name().equals(view.owner());
        deeds.add(
                mine ? Deed.of("Give back", "hand", path + "/leave") : Deed.of("Take in hand", "hand", path + "/take"));
        boolean asked = view.pieces().stream().anyMatch(piece -> piece.verdict() == Verdict.ASKED);
        if (asked) deeds.add(Deed.primary("Let it come", "check", path + "/approval"));
        else if (view.actions().contains(Action.APPROVE))
            deeds.add(Deed.of("Let it come after all", "check", path + "/approval"));
        if (view.actions().contains(Action.SEND_BACK))
            deeds.add(Deed.of("Send back what is not taken", "truck", path + "/sending-back"));
        return deeds;
    }

    /** Those that need words or a choice. */
    static List<Form> forms(ReturnView view) {
        String path = ReturnDesk.path(view.id());
        List<Form> forms = new ArrayList<>();
        if (view.actions().contains(Action.REFUSE))
            forms.add(Form.of(path + "/refusal", "Refuse it", "void", List.of(why("The customer reads why."))));
        if (view.actions().contains(Action.DECIDE)) {
            forms.add(Form.of(
                            path + "/decision",
                            "Decide",
                            "check",
                            List.of(why("The customer reads why it is not taken.")))
                    .picking(
                            new Pick("piece", "Piece", undecided(view)),
                            new Pick(
                                    "verdict",
                                    "Decision",
                                    List.of(
                                            new Option("take", "Take it: what was agreed is owed", true),
                                            new Option("decline", "Do not take it", false))))
                    .weighing(Weight.PRIMARY));
        }
        if (view.actions().contains(Action.CALL_OFF))
            forms.add(Form.of(path + "/cancellation", "Call off what was not sent", "x", List.of()));
        if (view.pieces().stream().anyMatch(piece -> piece.verdict() == Verdict.ACCEPTED && piece.posting() != null))
            forms.add(Form.of(path + "/reversal", "Take the acceptance back", "undo", List.of())
                    .picking(new Pick("piece", "Piece", pieces(view, Verdict.ACCEPTED))));
        for (Payout payout : view.payouts())
            if (payout.kind() == Payout.Kind.EXCHANGE && payout.state() == Payout.State.BY_HAND)
                forms.add(instead(path, payout));
        if (!paidMissing(view).isEmpty())
            forms.add(Form.of(path + "/write-off", "Let it be", "x", List.of(why("For the history.")))
                    .picking(new Pick("piece", "Piece", paidMissing(view))));
        return forms;
    }

    private static Form instead(String path, Payout payout) {
        return Form.of(path + "/instead", "Give something else for it", "return", List.of())
                .picking(new Pick(
                        "kind",
                        "Instead of the exchange",
                        List.of(new Option("REFUND", "Money back", true), new Option("CREDIT", "Store credit", false))))
                .hiding(Map.of("payout", payout.id().toString()));
    }

    private static List<Option> paidMissing(ReturnView view) {
        return view.pieces().stream()
                .filter(piece -> piece.travel() == Travel.MISSING && piece.verdict() == Verdict.SETTLED)
                .map(piece -> option(view, piece))
                .toList();
    }

    private static Field why(String hint) {
        return Field.text("why", "Why", "").hinting(hint);
    }

    private static List<Option> undecided(ReturnView view) {
        return view.pieces().stream()
                .filter(piece -> piece.verdict() == Verdict.DECLINED
                        || (piece.verdict() == Verdict.APPROVED
                                && (piece.travel() == Travel.GRADED || piece.travel() == Travel.MISSING)))
                .map(piece -> option(view, piece))
                .toList();
    }

    private static List<Option> pieces(ReturnView view, Verdict verdict) {
        return view.pieces().stream()
                .filter(piece -> piece.verdict() == verdict)
                .map(piece -> option(view, piece))
                .toList();
    }

    private static Option option(ReturnView view, ReturnView.Piece piece) {
        return new Option(
                piece.id().toString(),
                "Piece " + (view.pieces().indexOf(piece) + 1) + ", "
                        + ReturnWords.travel(piece.travel()).word(),
                false);
    }

    /** The store has the money, in whatever way it takes it. */
    static Form paid(ReturnView view, Charge charge) {
        return Form.of(
                        ReturnDesk.path(view.id()) + "/paid",
                        "It was paid",
                        "money",
                        List.of(Field.text("reference", "Name of the payment in the bank or till", "")))
                .hiding(Map.of("charge", charge.id().toString()));
    }

    /** A person gave it. */
    static Form given(ReturnView view, Payout payout) {
        String done = payout.kind() == Payout.Kind.EXCHANGE ? "It was ordered" : "It was given";
        return Form.of(
                        ReturnDesk.path(view.id()) + "/given",
                        done,
                        "money",
                        List.of(Field.text("reference", "Name of it in the shop or bank", "")))
                .hiding(Map.of("payout", payout.id().toString()));
    }
}
