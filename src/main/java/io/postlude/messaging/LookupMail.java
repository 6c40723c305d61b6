package io.postlude.messaging;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.postlude.stores.Brand;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
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
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.postlude.pages");

    /** Subject and both bodies, with the same facts in each. */
    public OutgoingMail.Content render() {
        MailWords words = MailWords.of(
                "lookup", locale, brand.tone(), oneLine(brand.name()), oneLine(orderNumber), worksFor.toMinutes());
        return new OutgoingMail.Content(
                words.say("subject"), html(words), text(words), Map.of("Auto-Submitted", "auto-generated"));
    }

    private String html(MailWords words) {
        MailFrame frame = MailFrame.of(brand, words.language(), words.say("subject"), words.say("preheader"));
        StringOutput out = new StringOutput();
        TEMPLATES.render("messaging/lookup.jte", Map.of("frame", frame, "page", page(words)), out);
        return out.toString();
    }

    private String text(MailWords words) {
        LookupPage page = page(words);
        String greeting = page.greeting() == null ? "" : page.greeting() + "\n\n";
        return """
                %s%s %s

                %s

                %s:
                %s

                %s
                %s

                --
                %s
                %s
                %s
                """.formatted(
                        greeting,
                        page.heading(),
                        page.answer(),
                        page.lead(),
                        page.button(),
                        page.link(),
                        page.works(),
                        page.unasked(),
                        page.answerUs(),
                        page.why(),
                        brand.contact().address());
    }

    private LookupPage page(MailWords words) {
        return new LookupPage(
                givenName == null || givenName.isBlank() ? null : words.say("greeting", oneLine(givenName)),
                words.say("heading"),
                words.say("heading.answer"),
                words.say("lead"),
                words.say("button"),
                link,
                words.say("works"),
                words.say("unasked"),
                words.say("answer"),
                words.say("why"));
    }

    /** Names come from outside; a line end in one must not end a line of ours. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
