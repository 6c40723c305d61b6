package io.postlude.texts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.texts.TextDocument.About;
import io.postlude.texts.TextDocument.Goes;
import io.postlude.texts.TextDocument.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a message text strictly and tries it on sample readers: what could fail when it is sent is refused while it is written. */
final class TextParser {
    private static final int DOCUMENT_LIMIT_CHARS = 400_000;
    private static final int SUBJECT_LIMIT_CHARS = 300;
    private static final int LINE_LIMIT_CHARS = 500;
    private static final int SMS_LIMIT_CHARS = 900;
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{0,47}");
    private static final Set<String> TOP = Set.of("key", "name", "about", "button_to", "fallback", "languages");
    private static final Set<String> WORDING =
            Set.of("subject", "preheader", "heading", "body", "button", "sms", "push", "whatsapp", "page");
    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<FieldError> errors = new ArrayList<>();

    /** What became of reading. */
    sealed interface Reading {}

    record Good(TextDocument document) implements Reading {}

    record Bad(List<FieldError> errors) implements Reading {}

    static Reading read(String json) {
        TextParser parser = new TextParser();
        if (json.length() > DOCUMENT_LIMIT_CHARS)
            return new Bad(List.of(new FieldError("", "It is longer than 400,000 characters.")));
        try {
            JsonNode tree = MAPPER.readTree(json);
            TextDocument document = parser.document(tree);
            return parser.errors.isEmpty() ? new Good(document) : new Bad(List.copyOf(parser.errors));
        } catch (JsonProcessingException e) {
            return new Bad(List.of(new FieldError("", "It is no JSON: " + e.getOriginalMessage())));
        }
    }

    private TextDocument document(JsonNode tree) {
        only(tree, TOP, "");
        String key = tree.path("key").asText("");
        if (!KEY.matcher(key).matches())
            wrong("/key", "The key is a word of small letters, digits and hyphens, at most 48.");
        String name = tree.path("name").asText("").strip();
        if (name.isEmpty() || name.length() > 80) wrong("/name", "The name has 1 to 80 characters.");
        About about = oneOf(tree, "about", About.values(), About.ORDER);
        Goes goes = oneOf(tree, "button_to", Goes.values(), Goes.NOWHERE);
        if (about == About.CUSTOMER && goes == Goes.ORDER_PAGE)
            wrong("/button_to", "A text about a customer has no order to lead to.");
        Map<String, Wording> languages = new LinkedHashMap<>();
        tree.path("languages").properties().forEach(entry -> {
            if (entry.getKey().matches("[a-z]{2}"))
                languages.put(entry.getKey(), wording(entry.getValue(), "/languages/" + entry.getKey()));
            else wrong("/languages/" + entry.getKey(), "A language is two letters, like en.");
        });
        String fallback = tree.path("fallback").asText("en");
        if (!languages.containsKey(fallback))
            wrong("/fallback", "The text has no wording in its fallback language “" + fallback + "”.");
        TextDocument document = new TextDocument(key, name, about, goes, fallback, languages);
        if (languages.containsKey(fallback)) sameForms(document);
        languages.forEach((language, wording) -> tryOut(document, language, wording));
        return document;
    }

    private Wording wording(JsonNode node, String pointer) {
        only(node, WORDING, pointer);
        Wording wording = new Wording(
                node.path("subject").asText("").strip(),
                node.path("preheader").asText("").strip(),
                node.path("heading").asText("").strip(),
                node.path("body").asText("").strip(),
                node.path("button").asText("").strip(),
                brief(node, pointer));
        if (wording.subject().isEmpty()) wrong(pointer + "/subject", "A message needs a subject.");
        if (wording.subject().contains("\n")) wrong(pointer + "/subject", "A subject is one line.");
        if (wording.heading().isEmpty()) wrong(pointer + "/heading", "A message needs a heading.");
        if (wording.body().isEmpty()) wrong(pointer + "/body", "A message needs a text.");
        return wording;
    }

    private TextDocument.Brief brief(JsonNode node, String pointer) {
        JsonNode push = node.path("push");
        only(push, Set.of("title", "body"), pointer + "/push");
        JsonNode whatsapp = node.path("whatsapp");
        only(whatsapp, Set.of("template", "language", "values", "text"), pointer + "/whatsapp");
        TextDocument.Template template = new TextDocument.Template(
                line(whatsapp, "template"),
                line(whatsapp, "language"),
                whatsapp.path("values").valueStream().map(JsonNode::asText).toList(),
                line(whatsapp, "text"));
        if (!template.name().isEmpty() && !template.name().matches("[a-z0-9_]{1,512}"))
            wrong(pointer + "/whatsapp/template", "A template’s name is of small letters, digits and _.");
        if (!template.language().isEmpty() && !template.language().matches("[a-z]{2,3}(_[A-Z]{2})?"))
            wrong(pointer + "/whatsapp/language", "A template’s language is like de or en_US.");
        if (!template.name().isEmpty() && template.text().isEmpty())
            wrong(pointer + "/whatsapp/text", "Say what the template reads.");
        if (line(push, "title").isEmpty() && !line(push, "body").isEmpty())
            wrong(pointer + "/push/title", "A notice needs a title.");
        return new TextDocument.Brief(
                line(node, "sms"),
                new TextDocument.Notice(line(push, "title"), line(push, "body")),
                template,
                line(node, "page"));
    }

    private static String line(JsonNode node, String name) {
        return node.path(name).asText("").strip();
    }

    /** Whoever reads none of the languages that have words for a channel reads the fallback's. */
    private void sameForms(TextDocument document) {
        for (String form : TextDocument.FORMS)
            document.languages().forEach((language, wording) -> {
                if (wording.brief().has(form) && !document.has(form))
                    wrong(
                            "/languages/" + language + "/" + form,
                            "Write it in the fallback language “" + document.fallback() + "” too.");
            });
    }

    private record Trial(TextDocument document, Locale locale, Wordsmith smith) {}

    private void tryOutBrief(Trial trial, String pointer, TextDocument.Brief brief) {
        Wordsmith smith = trial.smith();
        for (TextValues values : TextValues.samples(trial.document().about(), trial.locale())) {
            tryOut(new Spot(pointer + "/sms", brief.sms(), SMS_LIMIT_CHARS), values, smith);
            tryOut(new Spot(pointer + "/push/title", brief.push().title(), 120), values, smith);
            tryOut(new Spot(pointer + "/push/body", brief.push().body(), 300), values, smith);
            tryOut(new Spot(pointer + "/whatsapp/text", brief.whatsapp().text(), 1_000), values, smith);
            for (String value : brief.whatsapp().values())
                tryOut(new Spot(pointer + "/whatsapp/values", value, LINE_LIMIT_CHARS), values, smith);
            tryOut(new Spot(pointer + "/page", brief.page(), 1_000), values, smith);
        }
    }

    private void tryOut(TextDocument document, String language, Wording wording) {
        String pointer = "/languages/" + language;
        Locale locale = Locale.of(language);
        Wordsmith smith = new Wordsmith(locale);
        tryOutBrief(new Trial(document, locale, smith), pointer, wording.brief());
        for (TextValues values : TextValues.samples(document.about(), locale)) {
            tryOut(new Spot(pointer + "/subject", wording.subject(), SUBJECT_LIMIT_CHARS), values, smith);
            tryOut(new Spot(pointer + "/preheader", wording.preheader(), LINE_LIMIT_CHARS), values, smith);
            tryOut(new Spot(pointer + "/heading", wording.heading(), LINE_LIMIT_CHARS), values, smith);
            tryOut(new Spot(pointer + "/body", wording.body(), Wordsmith.TEMPLATE_LIMIT_CHARS), values, smith);
            tryOut(new Spot(pointer + "/button", wording.button(), LINE_LIMIT_CHARS), values, smith);
        }
    }

    /** One text of the document, and how long it may become. */
    private record Spot(String pointer, String template, int most) {}

    private void tryOut(Spot spot, TextValues values, Wordsmith smith) {
        String pointer = spot.pointer();
        Wordsmith.Written written = smith.write(spot.template(), values.byName());
        String trouble = written.trouble();
        if (trouble == null && (written.text().contains("{{") || written.text().contains("{%")))
            trouble = "a “{{” or “{%” in it is not closed";
        if (trouble == null && written.text().length() > spot.most())
            trouble = "it is longer than " + spot.most() + " characters";
        if (trouble == null && written.text().isBlank() && pointer.endsWith("/subject"))
            trouble = "it is empty where values are";
        String text = trouble == null ? null : "The text cannot be written: " + trouble + ".";
        if (text != null && errors.stream().noneMatch(error -> error.pointer().equals(pointer))) wrong(pointer, text);
    }

    private void only(JsonNode node, Set<String> known, String pointer) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) wrong(pointer + "/" + name, "“" + name + "” is not known here.");
        });
    }

    private <E extends Enum<E>> E oneOf(JsonNode node, String name, E[] all, E usual) {
        String text = node.path(name).asText("");
        for (E one : all) if (one.name().toLowerCase(Locale.ROOT).equals(text)) return one;
        if (!text.isEmpty()) wrong("/" + name, "“" + text + "” is not known here.");
        return usual;
    }

    private void wrong(String pointer, String text) {
        errors.add(new FieldError(pointer, text));
    }
}
