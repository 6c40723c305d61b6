package io.postlude.console;

import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextDocument.Brief;
import io.postlude.texts.TextDocument.Goes;
import io.postlude.texts.TextDocument.Wording;
import io.postlude.texts.TextEdits;
import io.postlude.texts.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is entered of a text in one language.
 *
 * @param version the saving that was looked at; 0: the library's
 */
record TextForm(String name, Goes button, String language, Wording wording, int version) {

    static TextForm of(Texts.Found found, String language) {
        TextDocument text = found.document();
        Wording wording = text.languages().getOrDefault(language, new Wording("", "", "", "", "", Brief.NONE));
        return new TextForm(text.name(), text.button(), language, wording, found.version());
    }

    static TextForm from(Visit visit) {
        String goes = visit.field("button_to");
        Goes button = Goes.NOWHERE;
        for (Goes one : Goes.values()) if (one.code().equals(goes)) button = one;
        String version = visit.field("version");
        return new TextForm(
                visit.field("name"),
                button,
                visit.field("language"),
                new Wording(
                        visit.field("subject"),
                        visit.field("preheader"),
                        visit.field("heading"),
                        visit.field("body").replace("\r\n", "\n"),
                        visit.field("button"),
                        TextBriefs.read(visit)),
                version.matches("\\d{1,9}") ? Integer.parseInt(version) : -1);
    }

    /** The document with what is entered. */
    TextEdits over(String source) {
        return TextEdits.of(source).head(name, button).wording(language, wording);
    }

    List<Field> fields(List<FieldError> errors) {
        Map<String, String> faults = new LinkedHashMap<>();
        errors.forEach(error -> faults.putIfAbsent(error.pointer(), error.detail()));
        String at = "/languages/" + language + "/";
        List<Field> fields = new ArrayList<>();
        fields.add(Field.text("subject", "Subject", wording.subject())
                .refused(faults.get(at + "subject"))
                .needed());
        fields.add(Field.text("preheader", "Beside the subject", wording.preheader())
                .hinting("What a mail program shows after it.")
                .refused(faults.get(at + "preheader")));
        fields.add(Field.text("heading", "Heading", wording.heading())
                .refused(faults.get(at + "heading"))
                .needed());
        fields.add(Field.text("body", "Text", wording.body())
                .ofType("body", "off")
                .hinting(wording.body().length() + " characters. An empty line begins a paragraph.")
                .refused(faults.get(at + "body"))
                .needed());
        fields.add(Field.text("button", "Button", wording.button())
                .hinting("Empty: none.")
                .refused(faults.get(at + "button")));
        TextBriefs.fields(wording.brief(), at, faults).forEach(fields::add);
        fields.add(Field.text("name", "Name, for staff", name)
                .refused(faults.get("/name"))
                .needed());
        return fields;
    }

    List<Pick> picks(TextDocument.About about) {
        Map<Goes, String> words = Map.of(
                Goes.ORDER_PAGE, about == TextDocument.About.RETURN ? "to the return’s page" : "to the order’s page",
                Goes.SHOP, "to the shop",
                Goes.PREFERENCES, "to how the store writes",
                Goes.NOWHERE, "nowhere");
        List<Option> options = new ArrayList<>();
        for (Goes one : Goes.values())
            if (one != Goes.ORDER_PAGE || about != TextDocument.About.CUSTOMER)
                options.add(new Option(one.code(), words.getOrDefault(one, one.code()), one == button));
        return List.of(new Pick("button_to", "The button leads", options));
    }

    /** What stands in another place than the language that is looked at. */
    @Nullable
    String elsewhere(List<FieldError> errors) {
        return errors.stream()
                .filter(error -> !error.pointer().startsWith("/languages/" + language + "/")
                        && !error.pointer().equals("/name"))
                .findFirst()
                .map(error -> error.pointer() + ": " + error.detail())
                .orElse(null);
    }

    static String tongue(String language) {
        return Locale.of(language).getDisplayLanguage(Locale.UK);
    }
}
