package io.postlude.console;

import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Rule;
import io.postlude.journeys.Touchpoint;
import io.postlude.journeys.TouchpointKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Touchpoints in the console's words. */
final class TouchpointWords {
    private TouchpointWords() {}

    static Pill of(Outcome outcome) {
        return switch (outcome) {
            case SENT -> new Pill(Tone.KEPT, "Sent");
            case DEFERRED -> new Pill(Tone.WAIT, "Waiting");
            case WITHHELD -> new Pill(Tone.VOID, "Withheld");
            case EXPIRED -> new Pill(Tone.VOID, "Expired");
        };
    }

    static String label(Enum<?> one) {
        return switch (one) {
            case TouchpointKind kind -> label(kind);
            case Rule rule -> rule.words();
            default -> one.name();
        };
    }

    /** News of a delivery by its kind, a journey's by its journey and step. */
    static String label(Touchpoint touchpoint) {
        if (touchpoint.flow() == null) return label(touchpoint.kind());
        String[] parts = touchpoint.milestone().split("/", 3);
        return parts[0].replace('-', ' ') + ": " + touchpoint.flow().step().replace('-', ' ');
    }

    private static String label(TouchpointKind kind) {
        return switch (kind) {
            case ORDER_CONFIRMED -> "Order confirmed";
            case SHIPPED -> "Shipped";
            case OUT_FOR_DELIVERY -> "Out for delivery";
            case DELIVERED -> "Delivered";
            case READY_FOR_PICKUP -> "Ready for pick-up";
            case RUNNING_LATE -> "Running late";
            case STALLED -> "Stalled";
            case PROBLEM -> "Problem";
            case CORRECTION -> "Correction";
            case RETURN_ASKED -> "Return: a person looks";
            case RETURN_READY -> "Return: may be sent";
            case RETURN_REFUSED -> "Return: refused";
            case RETURN_TO_PAY -> "Return: to pay on top";
            case RETURN_PAY_SOON -> "Return: pay before it lapses";
            case RETURN_ON_ITS_WAY -> "Return: on its way back";
            case RETURN_HERE -> "Return: arrived";
            case RETURN_INSPECTED -> "Return: looked at";
            case RETURN_REFUNDED -> "Return: money given";
            case RETURN_CREDITED -> "Return: credit given";
            case RETURN_EXCHANGED -> "Return: exchange ordered";
            case RETURN_AFTER -> "Return: some days after";
            case BY_HAND -> "Written by staff";
            case JOURNEY -> "Journey";
        };
    }

    /** The rule, and until when it holds. */
    static @Nullable String small(Words words, Touchpoint touchpoint) {
        Rule rule = touchpoint.rule();
        if (rule == null) return null;
        var until = touchpoint.until();
        return until == null ? rule.words() : rule.words() + ", until " + words.moment(until);
    }

    static String code(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** The one named so in an address; null where none is. */
    static <E extends Enum<E>> @Nullable E named(E[] all, String code) {
        for (E one : all) if (code(one).equals(code)) return one;
        return null;
    }
}
