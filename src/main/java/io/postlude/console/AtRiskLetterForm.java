package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.deliveries.Gestures;
import io.postlude.deliveries.Measures.Gesture;
import io.postlude.deliveries.Measures.Gesture.Way;
import io.postlude.kernel.Money;
import io.postlude.messaging.DeliveryMail;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in the form of a message by hand, and what is wrong with it. */
final class AtRiskLetterForm {
    private static final int LONGEST_KEY = 60;

    private final String key;
    private final String sentence;
    private final String amount;
    private final String way;
    private final String code;
    private final List<String> refusals = new ArrayList<>();
    private @Nullable Gesture gesture;
    private @Nullable String amountError;
    private @Nullable String codeError;
    private @Nullable String sentenceError;

    private AtRiskLetterForm(String key, String sentence, String amount, String way, String code) {
        this.key = key;
        this.sentence = sentence;
        this.amount = amount;
        this.way = way;
        this.code = code;
    }

    static AtRiskLetterForm empty() {
        return new AtRiskLetterForm("", "", "", "voucher", "");
    }

    static AtRiskLetterForm from(Visit visit) {
        return new AtRiskLetterForm(
                visit.field("key"),
                visit.field("sentence").replace("\r", ""),
                visit.field("amount").replace(',', '.'),
                visit.field("way"),
                visit.field("code"));
    }

    /** Reads what was entered by the store's rule; what is wrong is kept beside its field, and left out. */
    void read(Visit visit, Currency currency, Optional<Gestures.Rule> rule) {
        refusals.clear();
        if (key.length() > LONGEST_KEY) refuse("Load the page again.");
        sentenceError = sentence.length() > DeliveryMail.Word.TEXT_LIMIT_CHARS
                ? said("At most " + DeliveryMail.Word.TEXT_LIMIT_CHARS + " characters.")
                : null;
        gesture = null;
        amountError = null;
        codeError = null;
        if (amount.isEmpty()) return;
        if (rule.isEmpty() || !visit.may(Permission.GIVE_GOODWILL)) {
            amountError = said("You may not give anything here.");
            return;
        }
        read(visit, currency, rule.get());
    }

    private void read(Visit visit, Currency currency, Gestures.Rule rule) {
        Money money = Amounts.read(amount, currency);
        if (money == null || money.isZero()) {
            amountError = said("Enter an amount such as 10 or 7.50.");
        } else if (!rule.limit().currency().equals(currency)) {
            amountError =
                    said("The limit is set in " + rule.limit().currency() + ", the order is in " + currency + ".");
        } else if (money.compareTo(rule.limit()) > 0) {
            amountError = said(print(money) + " is above the " + print(rule.limit()) + " limit of an order.");
        }
        boolean voucher = !way.equals("refund");
        if (voucher && (code.isEmpty() || code.length() > Gesture.CODE_LIMIT_CHARS)) {
            codeError = said("Enter the code of the voucher, at most 60 characters.");
        }
        if (amountError == null && codeError == null && money != null) {
            gesture = voucher
                    ? new Gesture(money, Gestures.goodUntil(rule, visit.words().today()), Way.VOUCHER, code)
                    : new Gesture(money, null, Way.REFUND, null);
        }
    }

    /** Another gesture for the same order has used up the room for this one. */
    void refuseAmount(Gestures.Outcome outcome) {
        gesture = null;
        amountError = said(
                outcome instanceof Gestures.Outcome.OverLimit(Money limit, Money left)
                        ? "Only " + print(left) + " of the " + print(limit) + " for an order are left."
                        : "Nothing may be given for this order.");
    }

    private String said(String refusal) {
        refusals.add(refusal);
        return refusal;
    }

    void refuse(String why) {
        refusals.add(why);
    }

    boolean isRefused() {
        return !refusals.isEmpty();
    }

    String refusals() {
        return String.join(" ", refusals);
    }

    String key() {
        return key.isEmpty() ? "draft" : key;
    }

    /** The key it came with, so that sending the form again is the same deed; else a new one. */
    String keyOr(String fresh) {
        return key.isEmpty() ? fresh : key;
    }

    @Nullable
    String sentence() {
        return sentence.isEmpty() || sentenceError != null ? null : sentence;
    }

    @Nullable
    Gesture gesture() {
        return gesture;
    }

    Field sentenceField() {
        return Field.text("sentence", "In your own words", sentence)
                .ofType("textarea", "off")
                .hinting("May stay empty. It stands below the news, with your first name.")
                .refused(sentenceError);
    }

    List<Field> gestureFields() {
        return List.of(
                Field.text("amount", "Amount", amount).hinting("Empty: none.").refused(amountError),
                Field.text("code", "Code of the voucher", code)
                        .hinting("As your shop knows it; a refund has none.")
                        .refused(codeError));
    }

    Pick wayPick() {
        return new Pick(
                "way",
                "How",
                List.of(
                        new Option("voucher", "Voucher for the next order", !way.equals("refund")),
                        new Option("refund", "Back the way they paid, done by you in the shop", way.equals("refund"))));
    }

    /** What may be given for an order, and what was. */
    static String limit(Visit visit, Optional<Gestures.Rule> rule, List<Gestures.Given> given) {
        if (!visit.may(Permission.GIVE_GOODWILL)) return "Your role may not give anything.";
        if (rule.isEmpty()) return "The store has not said what may be given: an owner sets it under Service.";
        String limit = "Up to " + print(rule.get().limit()) + " for one order.";
        return given.isEmpty()
                ? limit
                : limit + " Given so far: "
                        + given.stream().map(one -> told(one.gesture())).collect(Collectors.joining(", ")) + ".";
    }

    static String told(Gesture gesture) {
        return print(gesture.amount()) + " "
                + (gesture.code() == null
                        ? gesture.way().name().toLowerCase(Locale.ROOT)
                        : "voucher " + gesture.code());
    }

    private static String print(Money money) {
        return Words.money(money.minor(), money.currency().getCurrencyCode());
    }
}
