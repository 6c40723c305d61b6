package io.postlude.console;

import io.postlude.connectors.LinkCheck;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.deliveries.Language;
import io.postlude.flows.Medium;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Measuring;
import io.postlude.journeys.TextTrials;
import io.postlude.kernel.Database;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.stores.Permission;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextEdits;
import io.postlude.texts.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text: written in a language, tried with a real order, sent to oneself, compared with what it was, restored. */
final class TextDesk {
    static final String PATH = "/console/texts";
    private static final int READ_DAYS = 90;

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
        counter.deed("texts/{text}", Permission.CHANGE_BRAND, this::save);
        counter.deed("texts/{text}/languages", Permission.CHANGE_BRAND, this::languages);
        counter.deed("texts/{text}/restoration", Permission.CHANGE_BRAND, this::restore);
        new TextTrying(sources, this).addTo(counter);
    }

    private Answer show(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            Texts.Found found = found(tx, visit);
            return Answer.page("text", page(tx, visit, Sight.of(found, TextForm.of(found, language(visit, found)))));
        });
    }

    Texts.Found found(Tx tx, Visit visit) {
        return sources.texts().find(tx, visit.store(), visit.part("text")).orElseThrow(Refusal::notFound);
    }

    static String language(Visit visit, Texts.Found found) {
        String asked = visit.query("language");
        TextDocument text = found.document();
        return asked != null && text.languages().containsKey(asked)
                ? asked
                : text.language(visit.shop().locale());
    }

    /** What is shown: the text, what is entered, what is wrong with it, and what one asked for. */
    record Sight(
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

    Answer again(Tx tx, Visit visit, Sight sight) {
        return Answer.again("text", page(tx, visit, sight));
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

    TextPage page(Tx tx, Visit visit, Sight sight) {
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
                        visit.may(Permission.SEE_CUSTOMERS),
                        forms(visit),
                        visit.field("number")),
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

    /** How it can be looked at and sent to oneself. */
    private static List<Parts.Option> forms(Visit visit) {
        return Arrays.stream(Medium.values())
                .map(one -> new Parts.Option(
                        one.code(),
                        one == Medium.PAGE ? "block on the page" : one == Medium.PUSH ? "notice" : one.words(),
                        one.code().equals(visit.field("as"))))
                .toList();
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
