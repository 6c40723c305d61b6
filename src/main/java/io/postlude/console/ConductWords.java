package io.postlude.console;

import io.postlude.returns.Conduct;
import io.postlude.returns.Sign;
import java.math.BigDecimal;

/** Says why somebody's returns are looked at, so that it could be read out to them. */
final class ConductWords {
    private ConductWords() {}

    static String sign(Sign sign) {
        return switch (sign.kind()) {
            case RATE ->
                "Sent back " + Words.count(sign.count()) + " of " + Words.count(sign.of(), "piece", "pieces")
                        + "; others who bought the same would have sent back " + plain(sign.usual());
            case VELOCITY ->
                Words.count(sign.count(), "return", "returns") + " within " + sign.of()
                        + " days, of nearly every order";
            case LINKED ->
                "Same address, e-mail or telephone as " + Words.count(sign.count(), "other person", "other people")
                        + " with reasons of their own";
            case VALUE ->
                "The dear things come back: " + sign.count() + " % of the value, " + sign.of() + " % of the pieces";
            case MISSING ->
                Words.count(sign.count(), "thing", "things") + " missing from a parcel, or reported missing, on "
                        + Words.count(sign.of(), "return", "returns");
        };
    }

    static String points(Sign sign) {
        return "+" + sign.points();
    }

    static Parts.Pill pill(Conduct conduct) {
        if (conduct.aside() != null) return new Parts.Pill(Parts.Tone.VOID, "Set aside");
        return conduct.score() >= Conduct.LINE
                ? new Parts.Pill(Parts.Tone.RISK, "Worth a look")
                : new Parts.Pill(Parts.Tone.VOID, "Below the line");
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
