package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.returns.Account;
import io.postlude.returns.Charge;
import io.postlude.returns.Decision;
import io.postlude.returns.Denial;
import io.postlude.returns.Dimension;
import io.postlude.returns.Disposition;
import io.postlude.returns.Facts;
import io.postlude.returns.Grade;
import io.postlude.returns.Label;
import io.postlude.returns.Payout;
import io.postlude.returns.Policy;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnRecords.Explained;
import io.postlude.returns.Stage;
import io.postlude.returns.Travel;
import io.postlude.returns.Verdict;
import io.postlude.returns.Wear;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Returns in the words of those who work with them. */
final class ReturnWords {
    private ReturnWords() {}

    static String dimension(Dimension by) {
        return switch (by) {
            case PRODUCT -> "Product";
            case VARIANT -> "Variant";
            case LOT -> "Lot";
            case DESCRIPTION -> "Description";
            case CARRIER -> "Carrier";
        };
    }

    static Pill stage(Stage stage) {
        return switch (stage) {
            case ASKED -> new Pill(Tone.RISK, "A person decides");
            case ARRIVED -> new Pill(Tone.INFO, "To be looked at");
            case UNDER_WAY -> new Pill(Tone.MOVE, "On its way back");
            case AWAITED -> new Pill(Tone.WAIT, "Not sent yet");
            case MISSING -> new Pill(Tone.BROKEN, "Missing");
            case OWED -> new Pill(Tone.RISK, "Money due");
            case DONE -> new Pill(Tone.KEPT, "Done");
            case REFUSED -> new Pill(Tone.VOID, "Refused");
            case CALLED_OFF -> new Pill(Tone.VOID, "Called off");
        };
    }

    static Pill travel(Travel travel) {
        return switch (travel) {
            case AWAITED -> new Pill(Tone.WAIT, "With the customer");
            case UNDER_WAY -> new Pill(Tone.MOVE, "On its way");
            case RECEIVED -> new Pill(Tone.INFO, "Here");
            case GRADED -> new Pill(Tone.KEPT, "Looked at");
            case MISSING -> new Pill(Tone.BROKEN, "Missing");
            case SENT_BACK -> new Pill(Tone.MOVE, "Sent back");
            case KEPT -> new Pill(Tone.KEPT, "Stays there");
            case OFF -> new Pill(Tone.VOID, "Will not come");
        };
    }

    static Pill verdict(Verdict verdict) {
        return switch (verdict) {
            case ASKED -> new Pill(Tone.RISK, "To be decided");
            case APPROVED -> new Pill(Tone.INFO, "May come");
            case REFUSED -> new Pill(Tone.VOID, "Refused");
            case CALLED_OFF -> new Pill(Tone.VOID, "Called off");
            case ACCEPTED -> new Pill(Tone.RISK, "Taken, money due");
            case DECLINED -> new Pill(Tone.BROKEN, "Not taken");
            case SETTLED -> new Pill(Tone.KEPT, "Settled");
        };
    }

    static Pill payout(Payout.State state) {
        return switch (state) {
            case WAITING -> new Pill(Tone.WAIT, "Goes out by itself");
            case ASKING -> new Pill(Tone.RISK, "In doubt");
            case BY_HAND -> new Pill(Tone.INFO, "By hand");
            case UNPAID -> new Pill(Tone.WAIT, "Waits to be paid");
            case GIVEN -> new Pill(Tone.KEPT, "Given");
            case STOPPED -> new Pill(Tone.VOID, "Stopped");
        };
    }

    static Pill charge(Charge.State state) {
        return switch (state) {
            case WAITING -> new Pill(Tone.WAIT, "Page is being opened");
            case OPEN -> new Pill(Tone.INFO, "To be paid");
            case BY_HAND -> new Pill(Tone.INFO, "To be paid to you");
            case CLOSING -> new Pill(Tone.WAIT, "Being shut");
            case PAID -> new Pill(Tone.KEPT, "Paid");
            case LAPSED -> new Pill(Tone.VOID, "Not paid in time");
            case STOPPED -> new Pill(Tone.VOID, "Not needed any more");
        };
    }

    static String reason(Reason reason, String detail) {
        return sentence(reason.word()) + (detail.isEmpty() ? "" : ": " + detail.replace('_', ' '));
    }

    /** Behind the reason. */
    static String wear(@Nullable Wear wear) {
        return wear == null ? "" : ", said to be " + (wear == Wear.UNUSED ? "as new" : wear.word());
    }

    static String remedy(Remedy.Kind kind) {
        return switch (kind) {
            case REFUND -> "Refund";
            case CREDIT -> "Store credit";
            case EXCHANGE -> "Exchange";
            case SHOP -> "Another product";
            case KEEP -> "Keeps it, part back";
            case DONATE -> "Passes it on, not sent back";
        };
    }

    static String payout(Payout.Kind kind) {
        return switch (kind) {
            case REFUND -> "Refund";
            case CREDIT -> "Store credit";
            case EXCHANGE -> "Other thing to send";
        };
    }

    static String grade(Grade grade) {
        return switch (grade) {
            case A -> "As new";
            case B -> "Opened";
            case C -> "Worn";
            case D -> "Broken";
        };
    }

    static String disposition(Disposition disposition) {
        return switch (disposition) {
            case RESTOCK -> "Restock";
            case REFURBISH -> "Repair";
            case RECYCLE -> "Recycle";
            case DONATE -> "Donate";
            case WRONG_ITEM -> "Another thing came";
            case SEND_BACK -> "Send back";
        };
    }

    static String account(Account account) {
        return switch (account) {
            case GOODS -> "Goods taken back";
            case TAX -> "Tax on top";
            case SHIPPING -> "Shipping of the way out";
            case KEPT -> "Part of the price, thing kept";
            case BONUS -> "Bonus";
            case RESTOCKING -> "Restocking kept back";
            case FEE -> "Fee for the way back";
            case DEDUCTION -> "Kept back for its state";
            case REFUND -> "Owed as refund";
            case CREDIT -> "Owed as store credit";
            case EXCHANGE -> "Owed as another thing";
            case DEPOSIT -> "Paid on top, not used yet";
            case RECEIVED -> "Came in on top";
            case GIVEN -> "Given";
        };
    }

    /** Why a deed was not done. */
    static String denial(Denial.Kind kind) {
        return switch (kind) {
            case MORE_THAN_PAID ->
                "That would be more than was paid for the order, with what was given back elsewhere.";
            case DEDUCTION_TOO_HIGH -> "More cannot be kept back than is owed for the piece.";
            default -> "It has moved on meanwhile. The page below is as it stands now.";
        };
    }

    /** Where a label stands, whose it is, what it cost, and what was said when it was given back. */
    static String label(Label label, Words words) {
        String what = switch (label.state()) {
            case WAITING -> "Being bought";
            case BUYING -> "In doubt whether it was bought";
            case BOUGHT -> label.isOwn() ? "Drawn" : "Bought";
            case USED -> "Used";
            case FAILED -> "Not to be had";
            case DROPPED -> "Not needed, asked whether it was bought";
            case VOIDING -> "Being given back";
            case VOIDED -> label.isOwn() ? "Void" : "Given back";
            case NOT_VOIDED -> "Not taken back";
        };
        List<String> all = new ArrayList<>(List.of(what, label.isOwn() ? "built-in" : label.carrier()));
        if (!label.isOwn() && label.number() != null) all.add(label.number());
        if (label.cost() != null)
            all.add(Words.money(label.cost().minor(), label.cost().currency().getCurrencyCode()));
        if (label.trouble() != null) all.add(label.trouble());
        if (label.voiding() != null) all.add("they say “" + label.voiding() + "”");
        all.add(words.day(label.boughtAt()));
        return String.join(", ", all);
    }

    static String sentence(String word) {
        String words = word.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Each rule that was looked at, and what came of it; the last one that fits decided. */
    static List<Looked> trace(Words words, Explained explained) {
        return explained.trace().stream()
                .map(step -> new Looked(
                        step.look() == Decision.Look.FITS,
                        explained.name(step.rule()),
                        evidence(words, step, explained.facts())))
                .toList();
    }

    /** One rule of a trace. */
    record Looked(boolean fits, String rule, String evidence) {}

    private static String evidence(Words words, Decision.Step step, Facts facts) {
        if (step.rule().equals(Policy.PERSON_WHEN) && step.look() == Decision.Look.FITS) return "its condition holds";
        return switch (step.look()) {
            case OTHER_REASON -> "other reason";
            case CONDITION_FAILS -> "its condition does not hold";
            case CONDITION_UNKNOWN -> "cannot be told";
            case NOT_BEGUN -> "not sent yet";
            case WINDOW_OVER, FITS -> day(words, step.day(), facts);
        };
    }

    private static String day(Words words, @Nullable LocalDate last, Facts facts) {
        if (last == null) return "no time limit";
        LocalDate came = facts.delivery().delivered();
        String until = "until " + words.day(last);
        if (came == null) return until;
        long day = ChronoUnit.DAYS.between(came, facts.today());
        long of = ChronoUnit.DAYS.between(came, last);
        return "day " + day + " of " + of + ", " + until;
    }

    /** What a decision was made from. */
    static List<Fact> facts(Words words, Facts facts) {
        LocalDate came = facts.delivery().delivered();
        return List.of(
                Fact.of("Ordered", words.day(facts.order().placedOn())),
                Fact.of("Delivered", came == null ? "not known" : words.day(came)),
                Fact.of("Asked", words.day(facts.today())),
                Fact.of(
                        "Product type",
                        facts.line().type().isEmpty() ? "none" : facts.line().type()),
                Fact.of("Days late", Integer.toString(facts.delivery().daysLate())),
                Fact.of(
                        "Customer",
                        facts.customer().known()
                                ? Words.count(facts.customer().orders(), "order", "orders") + ", "
                                        + Words.count(facts.customer().returned(), "piece", "pieces") + " returned"
                                : "not known"));
    }
}
