package io.postlude.messaging;

import io.postlude.stores.Brand;
import java.util.Locale;

/**
 * The mail that tells a customer how their claim stands.
 *
 * @param said what a person of the store wrote for them; empty where nobody did
 * @param day the day that matters, in the customer's words; empty where none does
 * @param link https, to the claim's page
 */
public record ClaimMail(Kind kind, Brand brand, Locale locale, Names names, String said, String day, String link) {

    /** How the order and the claim are called. */
    public record Names(String orderNumber, String code) {}

    /** What happened. */
    public enum Kind {
        /** Noted, with the day of the answer. */
        MADE,
        ASKED_BACK,
        AGREED,
        REFUSED,
        /** The thing to be repaired arrived. */
        HERE,
        SETTLED;

        /** Of its messages. */
        public String word() {
            return "claim_" + key();
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Subject and both bodies, with the same facts in each. */
    public OutgoingMail.Content render() {
        MailWords words = MailWords.of(
                "claim",
                locale,
                brand.tone(),
                LinkLetter.oneLine(brand.name()),
                LinkLetter.oneLine(names.orderNumber()),
                LinkLetter.oneLine(names.code()),
                LinkLetter.oneLine(said),
                LinkLetter.oneLine(day));
        return LinkLetter.content(brand, words, kind.key() + ".", link);
    }
}
