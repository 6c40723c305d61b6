package io.postlude.messaging;

import io.postlude.stores.Brand;
import java.time.Duration;
import java.util.Locale;

/**
 * The mail with the link to a new password for a member of staff.
 *
 * @param brand of a store they work for, in whose name it is sent
 * @param name of the person
 * @param link with the token in it
 */
public record PasswordMail(Brand brand, Locale locale, String name, String link, Duration worksFor) {
    public static final String KIND = "password_link";

    /** Subject and both bodies, with the same facts in each. */
    public OutgoingMail.Content render() {
        MailWords words =
                MailWords.of("password", locale, brand.tone(), LinkLetter.oneLine(brand.name()), worksFor.toMinutes());
        LookupPage page = LookupPage.of(words, words.say("greeting", LinkLetter.oneLine(name)), link);
        return LinkLetter.content(brand, words, page);
    }
}
