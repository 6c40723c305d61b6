package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.texts.TextDocument.Brief;
import io.postlude.texts.TextDocument.Notice;
import io.postlude.texts.TextDocument.Template;
import java.util.List;
import java.util.Map;

/** The short forms of a text as fields of its form. */
final class TextBriefs {
    private TextBriefs() {}

    static Brief read(Visit visit) {
        return new Brief(
                visit.field("sms"),
                new Notice(visit.field("push_title"), visit.field("push_body")),
                new Template(
                        visit.field("whatsapp_template"),
                        visit.field("whatsapp_language"),
                        visit.field("whatsapp_values")
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList(),
                        visit.field("whatsapp_text")),
                visit.field("page"));
    }

    /** {@code at}: where they stand in the document. */
    static List<Field> fields(Brief brief, String at, Map<String, String> faults) {
        Template template = brief.whatsapp();
        return List.of(
                Field.text("sms", "SMS", brief.sms())
                        .ofType("textarea", "off")
                        .hinting("{{ link }} is where the button leads.")
                        .refused(faults.get(at + "sms")),
                Field.text("push_title", "Notice in the browser", brief.push().title())
                        .hinting("Its title, and below what it says.")
                        .refused(faults.get(at + "push/title")),
                Field.text("push_body", "Text of the notice", brief.push().body())
                        .refused(faults.get(at + "push/body")),
                Field.text("whatsapp_text", "WhatsApp", template.text())
                        .ofType("textarea", "off")
                        .hinting("Without a template it goes for 24 hours after the customer wrote.")
                        .refused(faults.get(at + "whatsapp/text")),
                Field.text("whatsapp_template", "Approved template", template.name())
                        .refused(faults.get(at + "whatsapp/template")),
                Field.text("whatsapp_language", "Language of the template", template.language())
                        .hinting("Empty: this one.")
                        .refused(faults.get(at + "whatsapp/language")),
                Field.text("whatsapp_values", "Values of the template", String.join("\n", template.values()))
                        .ofType("textarea", "off")
                        .hinting("One a line, for {{1}}, {{2}} …")
                        .refused(faults.get(at + "whatsapp/values")),
                Field.text("page", "Block on the order’s page", brief.page())
                        .ofType("textarea", "off")
                        .hinting("Below the heading above, with the button.")
                        .refused(faults.get(at + "page")));
    }
}
