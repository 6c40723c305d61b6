package io.postlude.texts;

import io.postlude.customers.Channel;
import io.postlude.messaging.Wording;
import io.postlude.texts.TextDocument.Brief;
import io.postlude.texts.TextDocument.Template;
import java.util.Locale;
import java.util.Objects;

/** Writes a text's short forms. */
final class BriefWriter {
    private static final int SMS_LIMIT_CHARS = 1_600;
    private static final int NOTICE_LIMIT_CHARS = 480;
    private static final int PAGE_LIMIT_CHARS = 2_000;

    private final TextDocument text;
    private final Texts.Reader reader;
    private final Locale locale;
    private final Brief brief;
    private final Texts.Pen pen;

    BriefWriter(TextDocument text, String form, TextValues values, Texts.Reader reader) {
        String language = text.language(reader.locale(), form);
        this.text = text;
        this.reader = reader;
        this.locale = Locale.of(language);
        this.pen = new Texts.Pen(text, values.leading(Texts.link(text.button(), reader.links())), locale);
        this.brief = Objects.requireNonNull(text.languages().get(language)).brief();
    }

    static String form(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    Wording message(Channel channel) {
        return switch (channel) {
            case SMS -> new Wording.Text(cut(said(brief.sms()) + stop(), SMS_LIMIT_CHARS));
            case WHATSAPP -> whatsapp(brief.whatsapp());
            case PUSH -> notice();
            case EMAIL, POST -> throw new IllegalArgumentException(channel + " has no short form");
        };
    }

    /** Who did not ask for it must be able to end it where it comes in. */
    private String stop() {
        return reader.why().equals("service") ? "" : " " + FrameWords.of(locale).stop();
    }

    private Wording whatsapp(Template template) {
        String words = cut(said(template.text()), SMS_LIMIT_CHARS);
        if (template.name().isEmpty()) return new Wording.Text(words);
        return new Wording.Template(
                template.name(),
                template.language().isEmpty() ? locale.getLanguage() : template.language(),
                reader.why().equals("service") ? Wording.Category.UTILITY : Wording.Category.MARKETING,
                template.values().stream().map(this::said).toList(),
                words);
    }

    private Wording notice() {
        String title = cut(said(brief.push().title()), NOTICE_LIMIT_CHARS / 2);
        String body = cut(said(brief.push().body()), NOTICE_LIMIT_CHARS - title.length());
        return new Wording.Notice(title, body, Texts.somewhere(text.button(), reader.links()));
    }

    Texts.Block block() {
        TextDocument.Wording wording = Objects.requireNonNull(text.languages().get(locale.getLanguage()));
        // Whoever reads it is on the order's page already.
        String link = text.button() == TextDocument.Goes.ORDER_PAGE ? "" : Texts.link(text.button(), reader.links());
        return new Texts.Block(
                locale,
                said(wording.heading()),
                cut(said(brief.page()), PAGE_LIMIT_CHARS),
                link.isEmpty() ? "" : said(wording.button()),
                link);
    }

    private String said(String template) {
        return Texts.oneLine(pen.write(template));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
