package io.postlude.console;

import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimView;
import io.postlude.claims.ClaimView.Action;
import io.postlude.claims.ClaimWish;
import io.postlude.claims.Outcome;
import io.postlude.console.Form.Weight;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What may be done with a claim as it stands, as buttons and forms. */
final class ClaimDeedForms {
    private ClaimDeedForms() {}

    /** Those that need no words. */
    static List<Deed> deeds(Visit visit, ClaimView view) {
        String path = ClaimDesk.path(view.id());
        List<Deed> deeds = new ArrayList<>();
        if (visit.may(Permission.DECIDE_RETURNS)) {
            boolean mine = visit.session().name().equals(view.owner());
            deeds.add(
                    mine
                            ? Deed.of("Give back", "hand", path + "/leave")
                            : Deed.of("Take in hand", "hand", path + "/take"));
        }
        if (visit.may(Permission.RECEIVE_RETURNS) && view.actions().contains(Action.RECEIVE))
            deeds.add(Deed.primary("It is here", "box", path + "/reception"));
        return deeds;
    }

    /** Those that need words or a choice. */
    static List<Form> forms(ClaimView view) {
        String path = ClaimDesk.path(view.id());
        Set<Action> actions = view.actions();
        List<Form> forms = new ArrayList<>();
        if (actions.contains(Action.AGREE)) forms.add(agree(view, path));
        if (actions.contains(Action.ASK_BACK) && view.state() == io.postlude.claims.ClaimState.ASKED)
            forms.add(Form.of(
                    path + "/question",
                    "Ask the customer",
                    "chat",
                    List.of(Field.text("said", "What do you need?", "").needed())));
        if (actions.contains(Action.REFUSE))
            forms.add(Form.of(
                            path + "/refusal",
                            "Refuse it",
                            "void",
                            List.of(Field.text("said", "Why, for the customer", "")
                                    .hinting("They read exactly this, and can ask for a second look once.")
                                    .needed()))
                    .weighing(Weight.GRAVE));
        if (actions.contains(Action.SEND_BACK))
            forms.add(Form.of(
                            path + "/dispatch",
                            "Repaired, on its way back",
                            "truck",
                            List.of(Field.text("said", "Tracking number, if there is one", "")))
                    .weighing(Weight.PRIMARY));
        return forms;
    }

    private static Form agree(ClaimView view, String path) {
        List<Option> outcomes = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            boolean repairs = outcome == Outcome.REPAIR;
            if (outcome == Outcome.REFUSE || (repairs && !view.kind().leavesThing())) continue;
            if (outcome == Outcome.PART && view.kind() == ClaimKind.NEVER_ARRIVED) continue;
            outcomes.add(new Option(outcome.word(), ClaimWords.outcome(outcome), outcome == liked(view.wish())));
        }
        List<Pick> picks = new ArrayList<>(List.of(new Pick("outcome", "What is done", outcomes)));
        if (view.kind().leavesThing())
            picks.add(new Pick(
                    "back",
                    "The thing",
                    List.of(
                            new Option("stays", "stays with the customer", true),
                            new Option("comes", "is sent in first, with our label", false))));
        return Form.of(
                        path + "/agreement",
                        "Agree",
                        "check",
                        List.of(
                                Field.text("said", "Your words to the customer", "")
                                        .needed(),
                                Field.text("percent", "Per cent of the price", "")
                                        .hinting("Only for a part of the price.")
                                        .ofType("number", "off")))
                .picking(picks.toArray(Pick[]::new))
                .weighing(Weight.PRIMARY);
    }

    private static Outcome liked(ClaimWish wish) {
        return switch (wish) {
            case REFUND, ANY -> Outcome.REFUND;
            case REPLACE -> Outcome.REPLACE;
            case REPAIR -> Outcome.REPAIR;
        };
    }
}
