package io.postlude.journeys;

import io.postlude.flows.Medium;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a touchpoint went, or why not, in a title and a sentence or two.
 *
 * <p>A customer reads the reason at the foot of each mail, in their language; this is for staff, who are asked.
 */
public record Explanation(String title, String text) {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.UK);

    /** Times are told in this zone. */
    public static Explanation toStaff(Touchpoint touchpoint, ZoneId zone) {
        Rule rule = touchpoint.rule();
        if (rule == null) return sent(touchpoint, zone);
        Instant until = touchpoint.until();
        String title = switch (touchpoint.outcome()) {
            case DEFERRED -> "It waits: " + rule.words();
            case EXPIRED -> "It expired: " + rule.words();
            case SENT, WITHHELD -> "It was withheld: " + rule.words();
        };
        String then = until == null
                ? ""
                : " It is decided anew, and written anew, on " + MOMENT.format(until.atZone(zone)) + ".";
        return new Explanation(title, text(rule, touchpoint, zone) + then);
    }

    private static Explanation sent(Touchpoint touchpoint, ZoneId zone) {
        String duty = touchpoint.kind().duty() == TouchpointKind.Duty.SERVICE
                ? "News that belongs to what was bought goes to everybody."
                : "The customer had not asked to be spared such news.";
        String waited = touchpoint.decisions() > 1 ? " It had waited for a better moment before." : "";
        return new Explanation(
                "It was sent: no rule objected",
                "What it tells happened on "
                        + MOMENT.format(touchpoint.happenedAt().atZone(zone)) + ". " + duty + waited
                        + channel(touchpoint));
    }

    /** Which channel was taken, where there was a choice. */
    private static String channel(Touchpoint touchpoint) {
        if (touchpoint.passed().isEmpty() && touchpoint.medium() == Medium.EMAIL) return "";
        String by = " It went by " + touchpoint.medium().words();
        if (touchpoint.medium() == Medium.PAGE) by = " It stands as a block on the order’s page";
        return by + (touchpoint.passed().isEmpty() ? "." : "; passed over: " + passed(touchpoint) + ".");
    }

    private static String passed(Touchpoint touchpoint) {
        return touchpoint.passed().stream()
                .map(one -> one.medium().words() + " (" + one.rule().words() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String text(Rule rule, Touchpoint touchpoint, ZoneId zone) {
        return switch (rule) {
            case TOO_LATE ->
                "It happened on " + MOMENT.format(touchpoint.happenedAt().atZone(zone)) + " and was of use until "
                        + MOMENT.format(touchpoint.usefulUntil().atZone(zone)) + "; we could have written only later.";
            case NO_REWARD -> "Its pool was empty, closed or over, or they were held out by lot.";
            case NOT_WANTED -> "The step has a condition of its own, and it did not hold when this was decided.";
            case NO_CONSENT -> "This needs a yes of the customer, and there is none on record.";
            case HOLDOUT ->
                "A small part of the customers gets none of a journey's messages, chosen by lot and for good: only so can be told what the others' messages bring.";
            case CARE -> "A problem of the order is open. When it is over, this goes; it is looked at once a day.";
            case CAP -> "The customer has had as many messages as the store allows itself.";
            case PAUSE -> "The last message to this customer was a short while ago.";
            case SWITCHED_OFF ->
                touchpoint.kind() == TouchpointKind.JOURNEY
                        ? "The journey was archived."
                        : "The store does not send this kind of news.";
            case NO_CHANNEL -> "Each channel of the step was looked at in its order: " + passed(touchpoint) + ".";
            case NO_WORDS -> "Write the text’s short form under Texts, or take the channel out of the step.";
            case NO_NUMBER -> "Neither the order nor the customer came with a telephone number.";
            case SUPPRESSED -> "They answered STOP, or the number does not exist. It stands under Not written to.";
            case NO_PROVIDER -> "Set one up under Channels.";
            case NO_BROWSER -> "The customer has not pressed the button for notices on the page of an order.";
            case WINDOW_CLOSED ->
                "WhatsApp lets a store write in its own words only for 24 hours after the customer did. Give the text an approved template.";
            case NO_PAGE -> "A block stands on the page of an order.";
            case CANCELLED -> "Nobody waits for a cancelled order.";
            case TEST_ORDER -> "The order carries the tag “test”.";
            case IN_PERSON -> "Whoever stood at the till has the goods and the receipt.";
            case ERASED -> "The customer asked to be forgotten; nobody is left to be written to.";
            case NO_SENDER -> "Give the brand an e-mail address, or set MAIL_FROM.";
            case NO_ADDRESS -> "Neither the order nor the customer has an address that can be written to.";
            case BOUNCED ->
                "Mails to this address come back. Lift it under Not written to, or send the refused mail again, once it is mended.";
            case NOTHING_TO_CORRECT -> "What turned out wrong had not been told to the customer.";
            case TOLD_BEFORE -> "The customer knows already that the whole order is late.";
            case CALM -> "The promise looked at risk and looks well again; nobody was worried by it.";
            case UNSURE -> "It is at risk, but in time is still the likelier end. It is looked at until it is clear.";
            case OVERTAKEN -> "What came after made it untrue or needless by the time it could go.";
            case UNSUBSCRIBED ->
                "The customer gets only what is needed: confirmation, delays, problems, pick-ups, corrections.";
            case QUIET_HOURS -> "It is quiet time where the customer lives.";
            case TOGETHER -> "Other parcels of the order may bring the same news in a moment; then it is one message.";
            case SETTLING ->
                "What comes back is often looked at, and paid for, in one go; then only the last of it is told.";
            case NOT_YET -> "It is for a later day, and is decided on what holds then.";
            case CLAIM_TELLS -> "It was given for a claim, and the messages about the claim say the same.";
            case FAILED -> "The message could not be written. The reason is in the log of the server.";
        };
    }
}
