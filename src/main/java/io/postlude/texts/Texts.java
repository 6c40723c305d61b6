package io.postlude.texts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.customers.Channel;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.OutgoingMail;
import io.postlude.stores.Brand;
import io.postlude.texts.TextDocument.Goes;
import io.postlude.texts.TextDocument.Wording;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A store's message texts: its own, and those of the library for all it has not written itself. */
public final class Texts {
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\s]+");
    private static final Pattern GAP = Pattern.compile("\\R\\s*\\R");
    private static final int MOST_OWN = 1_000;
    /** A store's own texts are read for each mail, and tried out on made-up people each time they are understood. */
    private static final Cache<String, TextDocument> OWN =
            Caffeine.newBuilder().maximumSize(MOST_OWN).build();

    private final InstantSource clock;
    private final Layout layout = new Layout();

    public Texts(InstantSource clock) {
        this.clock = clock;
    }

    /** All names a journey may use. */
    public Set<String> keys(Tx tx, StoreId store) {
        Set<String> keys = new TreeSet<>(Library.texts().keySet());
        keys.addAll(TextSql.keys(tx, store));
        return keys;
    }

    /** Those that journeys can send, with the channels each has words for. */
    public Map<String, Set<String>> forms(Tx tx, StoreId store) {
        Map<String, Set<String>> forms = new LinkedHashMap<>();
        for (Found found : all(tx, store))
            if (found.document().about() != TextDocument.About.RETURN)
                forms.put(found.document().key(), forms(found.document()));
        return forms;
    }

    /** The keys of those that speak of an order. */
    public Set<String> ofOrders(Tx tx, StoreId store) {
        return all(tx, store).stream()
                .map(Found::document)
                .filter(text -> text.about() == TextDocument.About.ORDER)
                .map(TextDocument::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The keys of those that name a reward: they go to nobody who has none. */
    public Set<String> ofRewards(Tx tx, StoreId store) {
        return all(tx, store).stream()
                .map(Found::document)
                .filter(TextDocument::namesReward)
                .map(TextDocument::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those of these keys whose text names a reward. */
    public Set<String> ofRewards(Tx tx, StoreId store, Set<String> keys) {
        return find(tx, store, keys).values().stream()
                .map(Found::document)
                .filter(TextDocument::namesReward)
                .map(TextDocument::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> forms(TextDocument text) {
        return TextDocument.FORMS.stream().filter(text::has).collect(Collectors.toUnmodifiableSet());
    }

    /** {@code version} 0: the library's. */
    public record Found(TextDocument document, int version, String source) {}

    public Optional<Found> find(Tx tx, StoreId store, String key) {
        return TextSql.newest(tx, store, key).map(Texts::found).or(() -> Library.find(key));
    }

    /** The library's, whatever the store has written since; empty for a text of the store's own. */
    public Optional<Found> original(String key) {
        return Library.find(key);
    }

    /** Several at once, by their keys; those that are not there are left out. */
    public Map<String, Found> find(Tx tx, StoreId store, Set<String> keys) {
        Map<String, Found> found = new LinkedHashMap<>();
        for (String key : keys) Library.find(key).ifPresent(text -> found.put(key, text));
        TextSql.newest(tx, store, keys).forEach(row -> found.put(row.key(), found(row)));
        return found;
    }

    /** Those of the library and the store's own, by their keys. */
    public List<Found> all(Tx tx, StoreId store) {
        return List.copyOf(find(tx, store, keys(tx, store)).values());
    }

    private static Found found(TextSql.Row row) {
        return new Found(OWN.get(row.document(), Texts::understood), row.number(), row.document());
    }

    private static TextDocument understood(String document) {
        return switch (TextParser.read(document)) {
            case TextParser.Good(TextDocument text) -> text;
            // It was good when it was saved.
            case TextParser.Bad(List<FieldError> errors) ->
                throw new IllegalStateException("a saved text: " + errors.getFirst());
        };
    }

    /** The store's own versions, the newest first. */
    public List<Version> versions(Tx tx, StoreId store, String key) {
        return TextSql.versions(tx, store, key);
    }

    public record Version(int number, String document, java.time.Instant savedAt, String savedBy) {}

    /** What is wrong with a document, everything at once; empty where it can be saved. */
    public List<FieldError> check(String document) {
        return TextParser.read(document) instanceof TextParser.Bad(List<FieldError> errors) ? errors : List.of();
    }

    /** As {@link #check(String)}, where the text must have this key. */
    public List<FieldError> check(String document, String key) {
        return switch (TextParser.read(document)) {
            case TextParser.Bad(List<FieldError> errors) -> errors;
            case TextParser.Good(TextDocument text) ->
                text.key().equals(key) ? List.of() : List.of(new FieldError("/key", "The key must be “" + key + "”."));
        };
    }

    /** Saves the store's own wording as a new version; answers what is wrong with it, empty where it is saved. */
    public List<FieldError> save(Tx tx, StoreId store, String document, String by) {
        return switch (TextParser.read(document)) {
            case TextParser.Bad(List<FieldError> errors) -> errors;
            case TextParser.Good(TextDocument text) -> {
                TextSql.insert(tx, store, new TextSql.Saving(text.key(), document, clock.instant(), by));
                yield List.of();
            }
        };
    }

    /** Where links lead; all begin with https (or http in a demo). {@code unsubscribe} null: there is nothing to end. */
    public record Links(
            @Nullable String orderPage,
            @Nullable String shop,
            @Nullable String preferences,
            @Nullable String unsubscribe) {}

    /** For whom, and about what. {@code why} is one of service, marketing, review, research. */
    public record Reader(Locale locale, String why, Links links) {}

    /** Writes a message. A text that fails on this reader's values is a failure: it was tried on all that can be missing. */
    public OutgoingMail.Content write(TextDocument text, Brand brand, TextValues offered, Reader reader) {
        Links links = reader.links();
        Locale locale = Locale.of(text.language(reader.locale()));
        Wording wording = text.in(reader.locale());
        TextValues values = offered.leading(link(text.button(), links));
        FrameWords words = FrameWords.of(locale);
        Pen pen = new Pen(text, values, locale);
        Layout.Said said = new Layout.Said(
                oneLine(pen.write(wording.subject())),
                oneLine(pen.write(wording.preheader())),
                words.greeting(values),
                oneLine(pen.write(wording.heading())),
                paragraphs(pen.write(wording.body())),
                oneLine(pen.write(wording.button())));
        String buttonLink = link(text.button(), links);
        Layout.Frame frame = new Layout.Frame(
                brand, locale, buttonLink, List.of(words.why(reader.why(), brand.name())), words.links(links));
        return new OutgoingMail.Content(
                said.subject(), layout.html(said, frame, pen.smith), plain(said, frame), headers(links.unsubscribe()));
    }

    /** As {@link #write}, in the text's short form for a channel it has words for. */
    public io.postlude.messaging.Wording brief(TextDocument text, Channel channel, TextValues values, Reader reader) {
        return new BriefWriter(text, BriefWriter.form(channel), values, reader).message(channel);
    }

    /** What stands on the page of an order; {@code link} and {@code button} are empty together. */
    public record Block(Locale locale, String heading, String text, String button, String link) {}

    public Block block(TextDocument text, TextValues values, Reader reader) {
        return new BriefWriter(text, "page", values, reader).block();
    }

    /** Fills one reader's values into the parts of one text. */
    static final class Pen {
        private final TextDocument text;
        private final TextValues values;
        private final Locale locale;
        private final Wordsmith smith;

        Pen(TextDocument text, TextValues values, Locale locale) {
            this.text = text;
            this.values = values;
            this.locale = locale;
            this.smith = new Wordsmith(locale);
        }

        String write(String template) {
            Wordsmith.Written written = smith.write(template, values.byName());
            if (written.trouble() != null)
                throw new IllegalStateException("text " + text.key() + " (" + locale + "): " + written.trouble());
            return written.text();
        }
    }

    /** A notice must lead to some page, whatever the text says. */
    static String somewhere(Goes goes, Links links) {
        return java.util.stream.Stream.of(link(goes, links), links.orderPage(), links.shop(), links.preferences())
                .filter(link -> link != null && !link.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    static String link(Goes goes, Links links) {
        String link = switch (goes) {
            case ORDER_PAGE -> links.orderPage();
            case SHOP -> links.shop();
            case PREFERENCES -> links.preferences();
            case NOWHERE -> null;
        };
        return link == null ? "" : link;
    }

    private static List<List<String>> paragraphs(String body) {
        return Arrays.stream(GAP.split(body.strip()))
                .map(paragraph -> paragraph
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList())
                .filter(lines -> !lines.isEmpty())
                .toList();
    }

    private static String plain(Layout.Said said, Layout.Frame frame) {
        List<String> parts = new ArrayList<>();
        if (!said.greeting().isEmpty()) parts.add(said.greeting());
        parts.add(said.heading());
        said.paragraphs().forEach(lines -> parts.add(String.join("\n", lines)));
        if (!said.button().isEmpty() && !frame.buttonLink().isEmpty())
            parts.add(said.button() + ":\n" + frame.buttonLink());
        List<String> foot = new ArrayList<>(List.of("--"));
        foot.addAll(frame.foot());
        frame.links().forEach(link -> foot.add(link.label() + ": " + link.address()));
        foot.add(frame.brand().name() + ", " + frame.brand().contact().address());
        parts.add(String.join("\n", foot));
        return String.join("\n\n", parts) + "\n";
    }

    /** One click ends what may be ended (RFC 8058). */
    private static Map<String, String> headers(@Nullable String unsubscribe) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Auto-Submitted", "auto-generated");
        if (unsubscribe != null) {
            headers.put("List-Unsubscribe", "<" + unsubscribe + ">");
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return headers;
    }

    static String oneLine(String text) {
        return BREAKS.matcher(text).replaceAll(" ").strip();
    }
}
