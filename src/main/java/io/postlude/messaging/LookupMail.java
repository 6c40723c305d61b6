package io.postlude.messaging;

import io.postlude.stores.Brand;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The mail with the link that somebody asked for with an order's number and its e-mail address.
 *
 * @param locale of the customer; a language we do not speak gets English
 * @param givenName null: the greeting is left out
 * @param orderNumber as people call it
 * @param link https, with the token in it
 */
public record LookupMail(
        Brand brand, Locale locale, @Nullable String givenName, String orderNumber, String link, Duration worksFor) {
    public static final String KIND = "lookup_link";

    /** Subject and both bodies, with the same facts in each. */
    public OutgoingMail.Content render() {
        MailWords words = MailWords.of(
                "lookup",
                locale,
                brand.tone(),
                LinkLetter.oneLine(brand.name()),
                LinkLetter.oneLine(orderNumber),
                worksFor.toMinutes());
        return LinkLetter.content(brand, words, page(words));
    }

    private LookupPage page(MailWords words) {
        String greeting =
                givenName == null || givenName.isBlank() ? null : words.say("greeting", LinkLetter.oneLine(givenName));
        return LookupPage.of(words, greeting, link);
    }
}
