package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Note;
import io.postlude.console.TextDesk.Sources;
import io.postlude.flows.Medium;
import io.postlude.journeys.BriefTrial;
import io.postlude.journeys.BriefTrials;
import io.postlude.journeys.TextTrials;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.OutgoingMail;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.stores.Permission;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextEdits;
import io.postlude.texts.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A text tried before it is saved: drawn as each channel carries it, sent to oneself, its links followed. */
final class TextTrying {
    private static final int FOUND = 20;
    private static final String EMAIL = Medium.EMAIL.code();
    private static final String NOT_SENT = "Not sent";
    private static final Pattern LINK = Pattern.compile("href=\"(https?://[^\"]+)\"|(https?://[^\\s<>\"]+)");

    private final Sources sources;
    private final TextDesk desk;

    TextTrying(Sources sources, TextDesk desk) {
        this.sources = sources;
        this.desk = desk;
    }

    void addTo(Counter counter) {
        counter.page("texts/{text}/mail", Permission.SEE_MESSAGES, this::mail);
        counter.deed("texts/{text}/mail", Permission.CHANGE_BRAND, this::draw);
        counter.deed("texts/{text}/trial", Permission.CHANGE_BRAND, this::tryOut);
        counter.deed("texts/{text}/links", Permission.CHANGE_BRAND, this::links);
    }

    /** As it stands saved. */
    private Answer mail(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            Texts.Found found = desk.found(tx, visit);
            String asked = Optional.ofNullable(visit.query("order")).orElse("");
            return letter(
                    tx, visit, new Shown(found.document(), TextDesk.language(visit, found), asked, "light", EMAIL));
        });
    }

    /** As it is entered; what is wrong with it stands in the frame. */
    private Answer draw(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            TextForm form = TextForm.from(visit);
            TextEdits edits = form.over(desk.found(tx, visit).source());
            Optional<TextDocument> text = edits.text();
            return text.isPresent()
                    ? letter(
                            tx,
                            visit,
                            new Shown(
                                    text.get(),
                                    form.language(),
                                    visit.field("order"),
                                    visit.field("scheme"),
                                    visit.field("as")))
                    : faulty(visit, sources.texts().check(edits.document()));
        });
    }

    /** {@code form}: as a channel names it; a mail where it names none the text has words for. */
    private record Shown(TextDocument text, String language, String order, String scheme, String form) {}

    private Answer letter(Tx tx, Visit visit, Shown shown) {
        TextTrials.Trial trial = trial(tx, visit, shown);
        BriefTrial brief = brief(tx, visit, trial, shown.form()).orElse(null);
        if (brief != null) {
            PreviewDesk.allowMail(visit);
            String currency = visit.shop().currency().getCurrencyCode();
            return new Answer.Html(
                    200,
                    BriefFrame.draw(
                            brief, visit.shop().name(), currency, shown.scheme().equals("dark")));
        }
        OutgoingMail.Content content = sources.trials().preview(tx, visit.store(), trial);
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
                        tx -> withText(
                                tx,
                                visit,
                                (sight, trial) -> sight.noting(brief(tx, visit, trial, visit.field("as"))
                                        .map(brief -> brief(tx, visit, brief))
                                        .orElseGet(() -> mail(tx, visit, trial)))));
    }

    private Note mail(Tx tx, Visit visit, TextTrials.Trial trial) {
        Mailbox to =
                Mailbox.parse(visit.session().name(), visit.session().email()).orElseThrow(Refusal::notFound);
        String key = visit.session().person() + ":" + visit.field("trial");
        return sources.trials().send(tx, visit.store(), trial, new TextTrials.Recipient(to, key))
                ? sent("To " + to.address() + ", as it is entered here. Nothing was saved.")
                : Note.refused(NOT_SENT, "MAIL_FROM is not set, so nothing can be sent.");
    }

    private static Note sent(String words) {
        return new Note(Parts.Tone.KEPT, "Sent to you", words);
    }

    private Optional<BriefTrial> brief(Tx tx, Visit visit, TextTrials.Trial trial, String form) {
        return Arrays.stream(Medium.values())
                .filter(medium -> medium.code().equals(form))
                .findFirst()
                .flatMap(medium -> sources.trials().brief(tx, visit.store(), trial, medium));
    }

    private Note brief(Tx tx, Visit visit, BriefTrial brief) {
        String key = visit.session().person() + ":" + visit.field("trial");
        BriefTrials.Handset to =
                new BriefTrials.Handset(visit.field("number"), visit.session().email(), key);
        return switch (sources.trials().briefs().send(tx, visit.store(), brief, to)) {
            case SENT ->
                sent((brief.medium() == Medium.PUSH ? "To your browsers" : "To " + to.number())
                        + ", as it is entered here. Nothing was saved.");
            case NOT_SENT -> Note.refused(NOT_SENT, "A block stands on the order’s page: Show draws it.");
            case NO_PROVIDER -> Note.refused(NOT_SENT, "Enter a provider under Channels first.");
            case NO_NUMBER ->
                Note.refused(NOT_SENT, "Enter your number with the country’s code, such as +49 151 23456789.");
            case NO_BROWSER ->
                Note.refused(
                        NOT_SENT,
                        "Place an order with " + to.email() + " and press Notices on its page: then it comes there.");
            case WINDOW_CLOSED ->
                Note.refused(
                        NOT_SENT,
                        "Own words go only within 24 hours after that number wrote to you. Enter an approved template.");
        };
    }

    private interface Tried {
        TextDesk.Sight on(TextDesk.Sight sight, TextTrials.Trial trial);
    }

    /** With what is entered, saved or not; where it cannot be written, the page says why. */
    private Answer withText(Tx tx, Visit visit, Tried tried) {
        Texts.Found found = desk.found(tx, visit);
        TextForm form = TextForm.from(visit);
        TextDesk.Sight sight = TextDesk.Sight.of(found, form);
        TextEdits edits = form.over(found.source());
        Optional<TextDocument> text = edits.text();
        if (text.isEmpty())
            return desk.again(tx, visit, sight.wrong(sources.texts().check(edits.document())));
        Shown shown = new Shown(text.get(), form.language(), visit.field("order"), "light", EMAIL);
        return Answer.page("text", desk.page(tx, visit, tried.on(sight, trial(tx, visit, shown))));
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
}
