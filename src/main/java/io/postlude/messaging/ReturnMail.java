package io.postlude.messaging;

import io.postlude.stores.Brand;
import java.util.Locale;

/**
 * The receipt of what a customer declared about sending something back.
 *
 * @param what what was declared and when
 * @param link https, to the page about it
 */
public record ReturnMail(Kind kind, Brand brand, Locale locale, String orderNumber, String what, String link) {

    /** What was done. */
    public enum Kind {
        WITHDRAWN("withdrawal_receipt", "withdrawal");

        private final String word;
        private final String file;

        Kind(String word, String file) {
            this.word = word;
            this.file = file;
        }

        public String word() {
            return word;
        }
    }

    /** Subject and both bodies, with the same facts in each. */
    public OutgoingMail.Content render() {
        MailWords words = MailWords.of(
                kind.file,
                locale,
                brand.tone(),
                LinkLetter.oneLine(brand.name()),
                LinkLetter.oneLine(orderNumber),
                LinkLetter.oneLine(what));
        return LinkLetter.content(brand, words, LookupPage.of(words, null, link));
    }
}
