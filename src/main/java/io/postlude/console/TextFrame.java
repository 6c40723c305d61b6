package io.postlude.console;

import io.postlude.journeys.Rehearsals;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.messaging.OutgoingMail;
import io.postlude.texts.TextDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in the frame of a preview: the message with the line a mail program shows above it, or what is wrong. */
final class TextFrame {
    private static final Pattern BODY = Pattern.compile("<body[^>]*>");
    private static final String HEAD = """
            <div style="font:13px/1.45 system-ui,sans-serif;padding:10px 16px;border-bottom:1px solid %s;color:%s;background:%s">\
            <b>%s</b><br>%s</div>""";

    private TextFrame() {}

    /** A mail follows the reader's system; here one looks at both, so the question to the system is answered for it. */
    static String draw(OutgoingMail.Content content, String from, boolean dark) {
        String html = inScheme(content.html(), dark);
        String head = dark
                ? HEAD.formatted("#333", "#bbb", "#18181b", escaped(from), escaped(content.subject()))
                : HEAD.formatted("#e7e6e1", "#4d5148", "#fff", escaped(from), escaped(content.subject()));
        return BODY.matcher(html).replaceFirst(found -> Matcher.quoteReplacement(found.group() + head));
    }

    /** What a rehearsal wrote; a short form as plain words. */
    static String draw(Rehearsals.Rendered found, String from) {
        if (!found.html().isEmpty())
            return draw(new OutgoingMail.Content(found.subject(), found.html(), found.text(), Map.of()), from, false);
        String title = found.subject().isEmpty() ? "" : "<b>" + escaped(found.subject()) + "</b><br>";
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + escaped(from)
                + "</title><body style=\"font:15px/1.5 system-ui,sans-serif;padding:16px;color:#22261f;background:#fff\"><p>"
                + escaped(from + ", " + found.decision().medium().words()) + "</p><p>" + title
                + escaped(found.text()).replace("\n", "<br>") + "</p></body></html>";
    }

    static String inScheme(@Nullable String html, boolean dark) {
        return html == null
                ? ""
                : html.replace("@media (prefers-color-scheme: dark)", dark ? "@media all" : "@media not all");
    }

    static String faults(List<FieldError> errors) {
        StringBuilder page = new StringBuilder(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not yet</title><body style=\"font:14px/1.5 system-ui,sans-serif;padding:16px;color:#22261f;background:#fff\"><p><b>It cannot be written like this:</b></p><ul>");
        for (FieldError error : errors)
            page.append("<li>")
                    .append(escaped(error.pointer().replaceFirst("^/languages/", "") + ": " + error.detail()))
                    .append("</li>");
        return page.append("</ul></body></html>").toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** What may stand between braces, for whoever writes. */
    static List<String> values(TextDocument.About about) {
        List<String> values = new ArrayList<>(List.of("{{ store.name }}", "{{ customer.given_name }}"));
        if (about == TextDocument.About.ORDER)
            values.addAll(List.of(
                    "{{ order.number }}",
                    "{{ order.total }}",
                    "{{ order.placed }}",
                    "{{ order.delivered }}",
                    "{{ order.late_days }}",
                    "{{ order.first_item }}",
                    "{{ order.more_items }}",
                    "{% for item in order.items %}{{ item.quantity }} × {{ item.title }}{% endfor %}",
                    "{% for item in order.items %}{% if item.type == 'Candles' or 'wool' in item.tags %}…{% endif %}{% endfor %}",
                    "{% for item in order.with_page %}{{ item.title }}: {{ item.page }}{% endfor %}"));
        if (about == TextDocument.About.RETURN)
            values.addAll(List.of(
                    "{{ order.number }}",
                    "{{ return.code }}",
                    "{{ return.says }}",
                    "{{ return.next }}",
                    "{{ return.pay }}",
                    "{{ return.pay_says }}",
                    "{% if return.has_label %}…{% endif %}",
                    "{% for thing in return.things %}{{ thing.quantity }} × {{ thing.title }}: {{ thing.state }}{{ thing.why }}{% endfor %}",
                    "{% for gift in return.gifts %}{{ gift.name }}: {{ gift.amount }}{% endfor %}"));
        if (about != TextDocument.About.RETURN)
            values.addAll(List.of(
                    "{{ reward.code }}",
                    "{{ reward.says }}",
                    "{% if reward.until %}{{ reward.until }}{% endif %}",
                    "{% if event.details.tier %}{{ event.details.tier }}{% endif %}"));
        values.add("{% if customer.given_name %}…{% else %}…{% endif %}");
        return values;
    }
}
