package io.postlude.console;

import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Tone;
import io.postlude.deliveries.Gestures;
import io.postlude.deliveries.Measures.Gesture;
import io.postlude.journeys.LettersByHand;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Touchpoint;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.promises.RiskDeed;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the customer of a promise at risk: first to be looked at with that customer's own data, then decided by the
 * rules that hold for every message, and recorded with what is given.
 */
final class AtRiskLetterDesk {
    /** A mail brings its own styles; everything else stays as on all pages. */
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private final Frame frame;
    private final AtRiskDesk.Sources sources;
    private final Faces faces;

    /** What it acts through, beside the queue. */
    record Faces(Tracking tracking, LettersByHand letters, Audit audit) {}

    AtRiskLetterDesk(Frame frame, AtRiskDesk.Sources sources, Faces faces) {
        this.frame = frame;
        this.sources = sources;
        this.faces = faces;
    }

    void addTo(Counter counter) {
        counter.page("at-risk/{promise}/letter", Permission.WRITE_TO_CUSTOMERS, this::show);
        counter.deed("at-risk/{promise}/letter", Permission.WRITE_TO_CUSTOMERS, this::send);
        counter.deed("at-risk/{promise}/letter/preview", Permission.WRITE_TO_CUSTOMERS, this::preview);
    }

    private record Read(
            AtRiskKnown known, AtRiskLetterForm form, LettersByHand.Draft draft, Optional<Gestures.Rule> rule) {}

    private Answer show(Visit visit) {
        return page(visit, AtRiskLetterForm.empty(), null, 200);
    }

    private Answer preview(Visit visit) {
        return page(visit, AtRiskLetterForm.from(visit), null, 200);
    }

    /** What is entered wrongly stands beside its field; the draft is then drawn without it. */
    private Answer page(Visit visit, AtRiskLetterForm form, @Nullable Note refusal, int status) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, form));
        visit.http().header("Content-Security-Policy", POLICY);
        return new Answer.Html(status, Pages.draw("atriskletter", page(visit, read, refusal)));
    }

    private Read read(Tx tx, Visit visit, AtRiskLetterForm form) {
        AtRiskKnown known = AtRiskKnown.read(tx, visit, sources, faces.tracking());
        Optional<Gestures.Rule> rule = sources.deliveries().gestures().rule(tx, visit.store());
        form.read(visit, known.order().totals().total().currency(), rule);
        if (form.gesture() != null) {
            sources.deliveries()
                    .gestures()
                    .refusal(
                            tx,
                            visit.store(),
                            known.order().id(),
                            form.gesture().amount())
                    .ifPresent(form::refuseAmount);
        }
        LettersByHand.Draft draft = faces.letters()
                .draft(tx, visit.store(), wish(visit, known, form))
                .orElseThrow(Refusal::notFound);
        return new Read(known, form, draft, rule);
    }

    private static LettersByHand.Wish wish(Visit visit, AtRiskKnown known, AtRiskLetterForm form) {
        Long shipment = known.risk().promise().shipment();
        return new LettersByHand.Wish(
                known.order().id(),
                shipment == null ? null : new ShipmentId(shipment),
                known.risk().promise().id() + ":" + form.key(),
                new LettersByHand.Said(given(visit.session().name()), form.sentence(), form.gesture()));
    }

    /** Customers learn the first name of who writes to them, no more. */
    private static String given(String name) {
        return name.strip().split("\\s+")[0];
    }

    private Answer send(Visit visit) {
        AtRiskLetterForm form = AtRiskLetterForm.from(visit);
        Sent sent = sources.database().inStore(visit.store(), tx -> send(tx, visit, form));
        return switch (sent) {
            case SENT -> Answer.done(path(visit), Done.CUSTOMER_TOLD);
            case WAITS -> Answer.done(path(visit), Done.CUSTOMER_WILL_BE_TOLD);
            case BEFORE -> Answer.done(path(visit), Done.NOT_ANY_MORE);
            case REFUSED -> page(visit, form, Note.refused("Nothing was sent or given", form.refusals()), 422);
        };
    }

    private static String path(Visit visit) {
        return AtRiskDesk.PATH + "/" + AtRiskKnown.promise(visit);
    }

    private enum Sent {
        SENT,
        WAITS,
        BEFORE,
        REFUSED
    }

    /** All of it or nothing: what was given, what was said, and the lines in the queue are one transaction. */
    private Sent send(Tx tx, Visit visit, AtRiskLetterForm form) {
        Read read = read(tx, visit, form);
        if (form.isRefused()) return Sent.REFUSED;
        if (read.draft().rule() != null && read.draft().outcome() != Outcome.DEFERRED) {
            form.refuse("A rule holds it back: " + read.draft().rule().words() + ".");
            return Sent.REFUSED;
        }
        AtRiskKnown known = read.known();
        String key = known.risk().promise().id() + ":" + form.key();
        Gesture gesture = form.gesture();
        if (!done(
                tx,
                visit,
                known,
                new RiskDeed(
                        key,
                        RiskDeed.Kind.MESSAGE,
                        visit.session().person(),
                        null,
                        visit.words().now()))) return Sent.BEFORE;
        if (gesture != null)
            give(
                    tx,
                    visit,
                    known,
                    new Gestures.Wish(
                            key,
                            known.order().id(),
                            known.order().customer(),
                            gesture,
                            visit.session().person()));
        Optional<Touchpoint> told = faces.letters().send(tx, visit.store(), wish(visit, known, form));
        audit(tx, visit, known, gesture);
        return told.map(Touchpoint::outcome).orElse(Outcome.SENT) == Outcome.DEFERRED ? Sent.WAITS : Sent.SENT;
    }

    private boolean done(Tx tx, Visit visit, AtRiskKnown known, RiskDeed deed) {
        return sources.queue().done(tx, visit.store(), known.risk().promise().id(), deed);
    }

    /** The form has asked whether it may be; between that and this the order is locked only here, so it is asked again. */
    private void give(Tx tx, Visit visit, AtRiskKnown known, Gestures.Wish wish) {
        Gestures.Outcome outcome = sources.deliveries().gestures().give(tx, visit.store(), wish);
        if (!(outcome instanceof Gestures.Outcome.Done))
            throw new Refusal(Problem.of(
                    409,
                    "over-limit",
                    "Somebody gave for this order meanwhile",
                    "What is left of its limit is less than this. Look at it again."));
        var _ = done(
                tx,
                visit,
                known,
                new RiskDeed(
                        wish.key() + ":gesture",
                        RiskDeed.Kind.GESTURE,
                        wish.person(),
                        AtRiskLetterForm.told(wish.gesture()),
                        visit.words().now()));
    }

    private void audit(Tx tx, Visit visit, AtRiskKnown known, @Nullable Gesture gesture) {
        String order = known.order().id().toString();
        faces.audit()
                .record(
                        tx,
                        visit.store(),
                        visit.actor(),
                        Audit.Deed.of("customer.written-to", "order", order)
                                .after(gesture == null ? Map.of() : Map.of("gesture", AtRiskLetterForm.told(gesture))));
    }

    private AtRiskLetterPage page(Visit visit, Read read, @Nullable Note refusal) {
        AtRiskLetterForm form = read.form();
        boolean gives = visit.may(Permission.GIVE_GOODWILL) && read.rule().isPresent();
        LettersByHand.Draft draft = read.draft();
        String number = read.known().order().number();
        String path = path(visit);
        return new AtRiskLetterPage(
                frame.below(visit, "Say sorry", new Link(number, path), "at-risk"),
                path + "/letter",
                form.keyOr(read.known().key(visit.session().person())),
                form.sentenceField(),
                gives ? form.gestureFields() : List.of(),
                gives ? form.wayPick() : null,
                AtRiskLetterForm.limit(visit, read.rule(), read.known().gestures()),
                refusal,
                verdict(visit, draft),
                facts(visit, read),
                draft.content().subject(),
                draft.content().html(),
                draft.content().text(),
                draft.rule() == null || draft.outcome() == Outcome.DEFERRED);
    }

    private static Note verdict(Visit visit, LettersByHand.Draft draft) {
        var rule = draft.rule();
        var until = draft.until();
        if (rule == null) {
            return new Note(Tone.INFO, "It would go at once", "No rule objects. It is told once, under Touchpoints.");
        }
        return until == null
                ? new Note(Tone.VOID, "It would not go: " + rule.words(), "The rules hold for every message.")
                : new Note(
                        Tone.WAIT,
                        "It would wait until " + visit.words().moment(until),
                        AtRiskWords.capital(rule.words()) + ". It is decided anew then, on the facts of then.");
    }

    private static List<Fact> facts(Visit visit, Read read) {
        List<Fact> facts = new ArrayList<>();
        String to = read.draft().to();
        if (visit.may(Permission.SEE_CUSTOMERS)) facts.add(Fact.of("To", to == null ? "no address" : to));
        AtRiskHistories.History history = read.known().history();
        if (history != null) {
            facts.add(Fact.of("Bought", history.told()));
            facts.add(Fact.of("Before", history.trouble()));
        }
        return facts;
    }
}
