package io.postlude.texts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.texts.TextDocument.About;
import io.postlude.texts.TextDocument.Brief;
import io.postlude.texts.TextDocument.Goes;
import io.postlude.texts.TextDocument.Wording;
import java.util.Optional;

/** Changes to a text's document as an editor makes them; what it does not touch stays as it is. */
public final class TextEdits {
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private final ObjectNode document;

    private TextEdits(ObjectNode document) {
        this.document = document;
    }

    /** Of a document that was saved once. */
    public static TextEdits of(String document) {
        return new TextEdits(Json.read(document, ObjectNode.class));
    }

    /** A text that says something already, to be written over. */
    public static TextEdits fresh(String key, String name, About about) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("key", key)
                .put("name", name)
                .put("about", about.code())
                .put("button_to", "nowhere")
                .put("fallback", "en");
        document.putObject("languages");
        return new TextEdits(document)
                .wording("en", new Wording(name, "", name, "What do you want to say?", "", Brief.NONE));
    }

    public TextEdits head(String name, Goes button) {
        document.put("name", name).put("button_to", button.code());
        return this;
    }

    public TextEdits wording(String language, Wording wording) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("subject", wording.subject());
        if (!wording.preheader().isEmpty()) written.put("preheader", wording.preheader());
        written.put("heading", wording.heading());
        written.put("body", wording.body());
        if (!wording.button().isEmpty()) written.put("button", wording.button());
        brief(written, wording.brief());
        languages().set(language, written);
        return this;
    }

    private static void brief(ObjectNode written, Brief brief) {
        if (brief.has("sms")) written.put("sms", brief.sms());
        if (!brief.push().equals(Brief.NONE.push()))
            written.putObject("push")
                    .put("title", brief.push().title())
                    .put("body", brief.push().body());
        if (!brief.whatsapp().equals(Brief.NONE.whatsapp())) {
            ObjectNode template = written.putObject("whatsapp");
            if (!brief.whatsapp().name().isEmpty())
                template.put("template", brief.whatsapp().name());
            if (!brief.whatsapp().language().isEmpty())
                template.put("language", brief.whatsapp().language());
            if (!brief.whatsapp().values().isEmpty())
                brief.whatsapp().values().forEach(template.putArray("values")::add);
            template.put("text", brief.whatsapp().text());
        }
        if (brief.has("page")) written.put("page", brief.page());
    }

    /** Begins a language with the words of the fallback. */
    public TextEdits begin(String language) {
        String fallback = document.path("fallback").asText("en");
        if (!languages().has(language) && languages().has(fallback))
            languages().set(language, languages().path(fallback).deepCopy());
        return this;
    }

    /** The fallback stays: somebody always reads it. */
    public TextEdits end(String language) {
        if (!document.path("fallback").asText("en").equals(language))
            languages().remove(language);
        return this;
    }

    private ObjectNode languages() {
        return (ObjectNode) document.path("languages");
    }

    public String document() {
        try {
            return Json.MAPPER.writer(PRINTER).writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a text", e);
        }
    }

    /** The text it makes; empty where something is wrong with it, which {@code Texts.check} tells. */
    public Optional<TextDocument> text() {
        return TextParser.read(document()) instanceof TextParser.Good(TextDocument text)
                ? Optional.of(text)
                : Optional.empty();
    }
}
