package io.postlude.messaging;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.postlude.deliveries.Days;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Vocabulary;
import io.postlude.deliveries.Words;
import io.postlude.stores.Brand;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sets news of a delivery as a mail: one page record, once as HTML and once as text. */
final class DeliveryLetter {
    static final Vocabulary VOCABULARY = new Vocabulary("/mails/words/");
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.postlude.pages");

    private DeliveryLetter() {}

    static OutgoingMail.Content content(DeliveryMail mail, Brand brand, Instant now) {
        Words words = VOCABULARY.words(mail.reader().language(), brand.tone());
        Days days = new Days(words, mail.reader().zone(), now);
        var voice = new Scene.Voice(words, days, brand);
        Scene scene = Scene.of(voice, mail.news().order(), mail.news().parcels());
        var writer = new DeliveryWriter(mail, scene);
        DeliveryPage page = writer.write();
        String subject = LinkLetter.oneLine(writer.subject());
        MailFrame frame = MailFrame.of(brand, words.language().code(), subject, writer.preview());
        var out = new StringOutput();
        TEMPLATES.render(
                "messaging/delivery.jte", Map.of("frame", frame, "page", page, "data", OrderData.of(mail, scene)), out);
        return new OutgoingMail.Content(
                subject,
                out.toString(),
                DeliveryText.of(page, brand),
                headers(mail.links().unsubscribe()));
    }

    /** One click ends what may be ended (RFC 8058); what is strictly service has no such header. */
    private static Map<String, String> headers(@org.jspecify.annotations.Nullable String unsubscribe) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Auto-Submitted", "auto-generated");
        if (unsubscribe != null) {
            headers.put("List-Unsubscribe", "<" + unsubscribe + ">");
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return headers;
    }
}
