package io.postlude.console;

import io.postlude.connectors.LinkCheck;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.deliveries.Language;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Measuring;
import io.postlude.journeys.TextTrials;
import io.postlude.kernel.Database;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.OutgoingMail;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.Orders;
import io.postlude.stores.Permission;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextEdits;
import io.postlude.texts.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One text: written in a language, tried with a real order, sent to oneself, compared with what it was, restored. */
final class TextDesk {
    static final String PATH = "/console/texts";
    private static final int FOUND = 20;
    private static final int READ_DAYS = 90;
    private static final Pattern LINK = Pattern.compile("href=\"(https?://[^\"]+)\"|(https?://[^\\s<>\"]+)");

    private final Frame frame;
    private final Sources sources;
    private final TextVersions versions;

    /** What it stands on; {@code own}: where customers reach this server. */
    record Sources(
            Database database, Journeys journeys, TextTrials trials, Orders orders, LinkCheck links, String own) {
        Texts texts() {
            return journeys.texts();
        }
    }

    TextDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
        this.versions = new TextVersions(sources.texts());
    }

    void addTo(Counter counter) {
        counter.page("texts/{text}", Permission.SEE_MESSAGES, this::show);
        counter.page("texts/{text}/mail", Permission.SEE_MESSAGES, this::mail);
        counter.deed("texts/{text}", Permission.CHANGE_BRAND, this::save);
        counter.deed("texts/{text}/mail", Permission.CHANGE_BRAND, this::draw);
        counter.deed("texts/{text}/trial", Permission.CHANGE_BRAND, this::tryOut);
        counter.deed("texts/{text}/links", Permission.CHANGE_BRAND, this::links);
        counter.deed("texts/{text}/languages", Permission.CHANGE_BRAND, this::languages);
        counter.deed("texts/{text}/restoration", Permission.CHANGE_BRAND, this::restore);
    }

    private Answer show(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            Texts.Found found = found(tx, visit);
            return Answer.page("text", page(tx, visit, Sight.of(found, TextForm.of(found, language(visit, found)))));
        });
    }

    private Texts.Found found(Tx tx, Visit visit) {
        return sources.texts().find(tx, visit.store(), visit.part("text")).orElseThrow(Refusal::notFound);
    }

    private static String language(Visit visit, Texts.Found found) {
        String asked = visit.query("language");
        TextDocument text = found.document();
        return asked != null && text.languages().containsKey(asked)
                ? asked
                : text.language(visit.shop().locale());
    }

    /** What is shown: the text, what is entered, what is wrong with it, and what one asked for. */
    private record Sight(
            Texts.Found found,
            TextForm form,
            List<FieldError> errors,
            @Nullable Note note,
            List<Fact> links) {
        static Sight of(Texts.Found found, TextForm form) {
            return new Sight(found, form, List.of(), null, List.of());
        }

        Sight noting(Note words) {
            return new Sight(found, form, errors, words, links);
        }

        Sight wrong(List<FieldError> faults) {
            String other = form.elsewhere(faults);
            return new Sight(
                    found,
                    form,
                    faults,
                    Note.refused(
                            "Nothing was saved", other == null ? "What is wrong stands beside each field." : other),
                    links);
        }

        Sight linking(List<Fact> looked) {
            return new Sight(found, form, errors, note, looked);
        }
    }

    private Answer save(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            Texts.Found found = found(tx, visit);
            TextForm form = TextForm.from(visit);
            Sight sight = Sight.of(found, form);
            if (form.version() != found.version())
                return again(
                        tx,
                        visit,
                        sight.noting(Note.refused("Nothing was saved", "Somebody else has saved it meanwhile.")));
            if (!found.document().languages().containsKey(form.language())) throw Refusal.notFound();
            String document = form.over(found.source()).document();
            List<FieldError> errors = sources.texts()
                    .save(tx, visit.store(), document, visit.actor().name());
            return errors.isEmpty()
                    ? Answer.done(path(visit) + "?language=" + form.language(), Done.TEXT_SAVED)
                    : again(tx, visit, sight.wrong(errors));
        });
    }

    static String path(Visit visit) {
        return PATH + "/" + visit.part("text");
    }

    private Answer again(Tx tx, Visit visit, Sight sight) {
        return Answer.again("text", page(tx, visit, sight));
    }

    /** As it stands saved. */
    private Answer mail(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            Texts.Found found = found(tx, visit);
            String asked = Optional.ofNullable(visit.query("order")).orElse("");
            return letter(tx, visit, new Shown(found.document(), language(visit, found), asked, "light"));
        });
    }

    /** As it is entered; what is wrong with it stands in the frame. */
    private Answer draw(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            TextForm form = TextForm.from(visit);
            TextEdits edits = form.over(found(tx, visit).source());
            Optional<TextDocument> text = edits.text();
            return text.isPresent()
                    ? letter(
                            tx,
                            visit,
                            new Shown(text.get(), form.language(), visit.field("order"), visit.field("scheme")))
                    : faulty(visit, sources.texts().check(edits.document()));
        });
    }

    private record Shown(TextDocument text, String language, String order, String scheme) {}

    private Answer letter(Tx tx, Visit visit, Shown shown) {
        OutgoingMail.Content content = sources.trials().preview(tx, visit.store(), trial(tx, visit, shown));
        PreviewDesk.allowMail(visit);
        return new Answer.Html(
                200, TextFrame.draw(content, visit.shop().name(), shown.scheme().equals("dark")));
    }

    private static Answer faulty(Visit visit, List<FieldError> errors) {
        PreviewDesk.allowMail(visit);
        return new Answer.Html(200, TextFrame.faults(errors));
    }

    private TextTrials.Trial trial(Tx tx, Visit visit, Shown shown) {
        return new TextTrials.Trial(
                shown.text(),
                Locale.of(shown.language()),
                order(tx, visit, shown.order()).orElse(null));
    }

    /** Without the right to see customers only made-up values are shown. */
    private Optional<OrderId> order(Tx tx, Visit visit, String number) {
        if (number.isEmpty() || !visit.may(Permission.SEE_CUSTOMERS)) return Optional.empty();
        return sources.orders().list(tx, visit.store(), OrderQuery.newest(FOUND).withText(number)).rows().stream()
                .filter(row ->
                        row.number().equalsIgnoreCase(number) || row.number().equalsIgnoreCase("#" + number))
                .findFirst()
                .map(OrderSummary::id);
    }

    private Answer tryOut(Visit visit) {
        return sources.database()
                .inStore(
                        visit.store(),
                        tx -> withText(tx, visit, (sight, trial) -> {
                            Mailbox to = Mailbox.parse(
                                            visit.session().name(),
                                            visit.session().email())
                                    .orElseThrow(Refusal::notFound);
                            String key = visit.session().person() + ":" + visit.field("trial");
                            boolean sent =
                                    sources.trials().send(tx, visit.store(), trial, new TextTrials.Recipient(to, key));
                            return sight.noting(
                                    sent
                                            ? new Note(
                                                    Parts.Tone.KEPT,
                                                    "Sent to you",
                                                    "To " + to.address()
                                                            + ", as it is entered here. Nothing was saved.")
                                            : Note.refused(
                                                    "Not sent", "MAIL_FROM is not set, so nothing can be sent."));
                        }));
    }

    private interface Tried {
        Sight on(Sight sight, TextTrials.Trial trial);
    }

    /** With what is entered, saved or not; where it cannot be written, the page says why. */
    private Answer withText(Tx tx, Visit visit, Tried tried) {
        Texts.Found found = found(tx, visit);
        TextForm form = TextForm.from(visit);
        Sight sight = Sight.of(found, form);
        TextEdits edits = form.over(found.source());
        Optional<TextDocument> text = edits.text();
        if (text.isEmpty()) return again(tx, visit, sight.wrong(sources.texts().check(edits.document())));
        Shown shown = new Shown(text.get(), form.language(), visit.field("order"), "light");
        return Answer.page("text", page(tx, visit, tried.on(sight, trial(tx, visit, shown))));
    }

    /** The addresses are called between two transactions: nobody waits in one for somebody else's server. */
    private Answer links(Visit visit) {
        List<String> addresses = new ArrayList<>();
        Answer unwritten = sources.database()
                .inStore(
                        visit.store(),
                        tx -> withText(tx, visit, (sight, trial) -> {
                            OutgoingMail.Content content = sources.trials().preview(tx, visit.store(), trial);
                            var links = LINK.matcher(content.html());
                            while (links.find())
                                addresses.add((links.group(1) == null ? links.group(2) : links.group(1))
                                        .replace("&amp;", "&"));
                            return sight;
                        }));
        if (unwritten instanceof Answer.Html(int status, String _) && status != 200) return unwritten;
        List<Fact> facts = new ArrayList<>();
        addresses.stream()
                .filter(address -> address.startsWith(sources.own()))
                .distinct()
                .forEach(address -> facts.add(Fact.of(address, "one of our own pages")));
        sources.links()
                .look(addresses.stream()
                        .filter(address -> !address.startsWith(sources.own()))
                        .toList())
                .forEach((address, found) -> facts.add(new Fact(address, found.words(), null, !found.works())));
        if (facts.isEmpty()) facts.add(Fact.of("No link", "the message leads nowhere"));
        return sources.database()
                .inStore(visit.store(), tx -> withText(tx, visit, (sight, trial) -> sight.linking(facts)));
    }

    private Answer languages(Visit visit) {
        String language = visit.field("language");
        if (Arrays.stream(Language.values()).noneMatch(one -> one.code().equals(language))) throw Refusal.notFound();
        boolean begin = visit.field("begin").equals("yes");
        return change(
                visit,
                (_, found) -> begin
                        ? TextEdits.of(found.source()).begin(language).document()
                        : TextEdits.of(found.source()).end(language).document(),
                begin ? "?language=" + language : "");
    }

    private interface Rewriting {
        String of(Tx tx, Texts.Found found);
    }

    private Answer change(Visit visit, Rewriting rewriting, String query) {
        return sources.database().inStore(visit.store(), tx -> {
            Texts.Found found = found(tx, visit);
            String document = rewriting.of(tx, found);
            boolean changed = !document.stripTrailing().equals(found.source().stripTrailing())
                    && sources.texts()
                            .save(tx, visit.store(), document, visit.actor().name())
                            .isEmpty();
            return Answer.done(path(visit) + query, changed ? Done.TEXT_SAVED : Done.NOT_ANY_MORE);
        });
    }

    private Answer restore(Visit visit) {
        return change(
                visit,
                (tx, found) ->
                        versions.source(tx, visit, visit.field("version")).orElseThrow(Refusal::notFound),
                "");
    }

    private TextPage page(Tx tx, Visit visit, Sight sight) {
        Texts.Found found = sight.found();
        TextDocument text = found.document();
        String path = path(visit);
        String language = sight.form().language();
        String order = order(visit);
        List<TextPage.Tongue> languages = text.languages().keySet().stream()
                .map(one -> new TextPage.Tongue(
                        one.toUpperCase(Locale.ROOT), path + "?language=" + one, one.equals(language)))
                .toList();
        Map<String, String> hidden = new LinkedHashMap<>();
        hidden.put("language", language);
        hidden.put("version", Integer.toString(sight.form().version()));
        hidden.put("trial", Long.toString(visit.words().now().toEpochMilli()));
        return new TextPage(
                frame.below(visit, text.name(), new Link("Texts", PATH), "texts"),
                path,
                standing(found, language),
                languages,
                hidden,
                sight.form().fields(sight.errors()),
                sight.form().picks(text.about()),
                new TextPage.Preview(
                        path + "/mail?language=" + language
                                + (order.isEmpty() ? "" : "&order=" + URLEncoder.encode(order, StandardCharsets.UTF_8)),
                        order,
                        visit.may(Permission.SEE_CUSTOMERS)),
                sight.note(),
                sight.links(),
                readings(tx, visit, text.key()),
                TextFrame.values(text.about()),
                deeds(visit, sight),
                Arrays.stream(Language.values())
                        .map(Language::code)
                        .filter(one -> !text.languages().containsKey(one))
                        .map(one -> new TextPage.Option(one, TextForm.tongue(one)))
                        .toList(),
                versions.table(tx, visit),
                versions.comparison(tx, visit, found),
                visit.may(Permission.CHANGE_BRAND));
    }

    /** Nothing where nothing is measured. */
    private List<Fact> readings(Tx tx, Visit visit, String key) {
        Measuring.Figures figures = sources.journeys()
                .readings(tx, visit.store(), key, visit.words().now().minus(Duration.ofDays(READ_DAYS)));
        return figures.measured() == 0 ? List.of() : JourneyPanels.reading(figures);
    }

    /** As it was typed, or as a link asks for it. */
    private static String order(Visit visit) {
        String typed = visit.field("order");
        String asked = visit.query("order");
        return typed.isEmpty() && asked != null && asked.length() <= 100 ? asked : typed;
    }

    private static String standing(Texts.Found found, String language) {
        return TextForm.tongue(language)
                + (found.version() == 0
                        ? ", the library’s words; the first saving makes them yours"
                        : ", your words, version " + found.version())
                + (language.equals(found.document().fallback()) ? "; who reads none of its languages gets these" : "");
    }

    private static List<Deed> deeds(Visit visit, Sight sight) {
        String language = sight.form().language();
        TextDocument text = sight.found().document();
        if (!visit.may(Permission.CHANGE_BRAND) || language.equals(text.fallback())) return List.of();
        return List.of(new Deed(
                "Take " + TextForm.tongue(language) + " out",
                "x",
                path(visit) + "/languages",
                Map.of("language", language, "begin", "no"),
                false));
    }
}
