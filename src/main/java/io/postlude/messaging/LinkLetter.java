package io.postlude.messaging;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.postlude.stores.Brand;
import java.util.Map;
import java.util.regex.Pattern;

/** A mail around one link: what it opens, how long it works, and why it came. */
final class LinkLetter {
    private static final Pattern LINE_ENDS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.postlude.pages");

    private LinkLetter() {}

    static OutgoingMail.Content content(Brand brand, MailWords words, LookupPage page) {
        return new OutgoingMail.Content(
                words.say("subject"),
                html(brand, words, page),
                text(brand, page),
                Map.of("Auto-Submitted", "auto-generated"));
    }

    /** As above, where one file holds several mails: what differs stands under {@code prefix}. */
    static OutgoingMail.Content content(Brand brand, MailWords words, String prefix, String link) {
        String subject = words.say(prefix + "subject");
        LookupPage page = new LookupPage(
                null,
                words.say(prefix + "heading"),
                words.say(prefix + "answer"),
                words.say(prefix + "lead"),
                words.say("button"),
                link,
                words.say("works"),
                words.say("unasked"),
                words.say("answer"),
                words.say("why"));
        MailFrame frame = MailFrame.of(brand, words.language(), subject, words.say(prefix + "preheader"));
        return new OutgoingMail.Content(
                subject, html(frame, page), text(brand, page), Map.of("Auto-Submitted", "auto-generated"));
    }

    private static String html(Brand brand, MailWords words, LookupPage page) {
        return html(MailFrame.of(brand, words.language(), words.say("subject"), words.say("preheader")), page);
    }

    private static String html(MailFrame frame, LookupPage page) {
        StringOutput out = new StringOutput();
        TEMPLATES.render("messaging/lookup.jte", Map.of("frame", frame, "page", page), out);
        return out.toString();
    }

    private static String text(Brand brand, LookupPage page) {
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

    /** Names come from outside; a line end in one must not end a line of ours. */
    static String oneLine(String text) {
        return LINE_ENDS.matcher(text).replaceAll(" ").strip();
    }
}
