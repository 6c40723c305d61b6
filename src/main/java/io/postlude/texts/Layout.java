package io.postlude.texts;

import ch.digitalfondue.mjml4j.Mjml4j;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.messaging.MailFrame;
import io.postlude.stores.Brand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Gives a message the brand's form: an MJML layout, made into HTML once for each brand and language, filled for each reader. */
final class Layout {
    private static final String MJML = read();
    private static final int KEPT = 500;
    private final Cache<Form, String> made =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    private record Form(Brand brand, String language) {}

    /** What a message says, already in words. */
    record Said(
            String subject,
            String preheader,
            String greeting,
            String heading,
            List<List<String>> paragraphs,
            String button) {}

    /** {@code foot}: why it came. */
    record Frame(Brand brand, Locale locale, String buttonLink, List<String> foot, List<Link> links) {}

    record Link(String label, String address) {}

    String html(Said said, Frame frame, Wordsmith smith) {
        String form = made.get(new Form(frame.brand(), frame.locale().getLanguage()), Layout::make);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("subject", escaped(said.subject()));
        values.put("preheader", escaped(said.preheader()));
        values.put("brand", escaped(frame.brand().name()));
        values.put("greeting", escaped(said.greeting()));
        values.put("heading", escaped(said.heading()));
        values.put(
                "paragraphs",
                said.paragraphs().stream()
                        .map(lines -> lines.stream().map(Layout::escaped).toList())
                        .toList());
        values.put("button", frame.buttonLink().isEmpty() ? "" : escaped(said.button()));
        values.put("button_link", escaped(frame.buttonLink()));
        values.put("foot", frame.foot().stream().map(Layout::escaped).toList());
        values.put(
                "links",
                frame.links().stream()
                        .map(link -> Map.of("label", escaped(link.label()), "address", escaped(link.address())))
                        .toList());
        values.put("address", escaped(frame.brand().contact().address()));
        return smith.fill(form, values);
    }

    private static String make(Form form) {
        MailFrame frame = MailFrame.of(form.brand(), form.language(), "", "");
        Map<String, String> tokens = Map.ofEntries(
                Map.entry("language", form.language()),
                Map.entry("css", frame.css()),
                Map.entry("paper", frame.day().paper().hex()),
                Map.entry("surface", frame.day().surface().hex()),
                Map.entry("ink", frame.day().ink().hex()),
                Map.entry("soft", frame.soft()),
                Map.entry("brand-ink", frame.day().brandInk().hex()),
                Map.entry("brand-colour", frame.day().brand().hex()),
                Map.entry("on-brand", frame.day().onBrand().hex()),
                Map.entry("radius", Integer.toString(frame.radius())),
                Map.entry("button-radius", Integer.toString(frame.buttonRadius())),
                Map.entry("heading", Integer.toString(frame.headingPixels())),
                Map.entry("heading-line", Integer.toString(frame.headingPixels() + 6)),
                Map.entry("heading-style", frame.headingStyle()),
                Map.entry("body-face", frame.body().replace("'", "")),
                Map.entry("display-face", frame.display().replace("'", "")),
                Map.entry("display-face-css", frame.display()));
        String mjml = MJML;
        for (Map.Entry<String, String> token : tokens.entrySet())
            mjml = mjml.replace("[[" + token.getKey() + "]]", token.getValue());
        return Mjml4j.render(mjml, new Mjml4j.Configuration(form.language()));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Layout.class.getResourceAsStream("/texts/layout.mjml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
