package io.postlude.console;

import io.postlude.console.Parts.Note;
import io.postlude.deliveries.Enquiries;
import io.postlude.deliveries.Replacements;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.promises.PromiseId;
import io.postlude.promises.RiskDeed;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import io.postlude.stores.PersonId;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done about a promise at risk besides writing to the customer. Each deed has a key: a double click does it once. */
final class AtRiskDeedsDesk {
    private static final int LONGEST_KEY = 60;
    private static final int LONGEST_NOTE = 2_000;
    private static final int LATEST_FOLLOW_UP_DAYS = 60;

    private final AtRiskOneDesk one;
    private final AtRiskDesk.Sources sources;
    private final Faces faces;

    /** What it acts through, beside the queue. */
    record Faces(Tracking tracking, CarrierLetters letters, Audit audit) {}

    AtRiskDeedsDesk(AtRiskOneDesk one, AtRiskDesk.Sources sources, Faces faces) {
        this.one = one;
        this.sources = sources;
        this.faces = faces;
    }

    void addTo(Counter counter) {
        counter.deed("at-risk/{promise}/enquiry", Permission.CHANGE_SHIPMENTS, this::ask);
        counter.deed("at-risk/{promise}/replacement", Permission.CHANGE_SHIPMENTS, this::sendAgain);
        counter.deed("at-risk/{promise}/note", Permission.CHANGE_SHIPMENTS, this::remark);
    }

    /** What one deed does in its transaction, beside the line in the queue; its note stands there. */
    private interface Work {
        @Nullable
        String in(Tx tx, AtRiskKnown known, String key);
    }

    private Answer ask(Visit visit) {
        String words = visit.field("words");
        LocalDate followUp = day(visit.field("followUp"));
        LocalDate today = visit.words().today();
        if (words.isEmpty() || words.length() > Enquiries.WORDS_LIMIT_CHARS) {
            return refused(visit, "Write what is asked, in at most 4,000 characters.");
        }
        if (followUp == null || followUp.isBefore(today) || followUp.isAfter(today.plusDays(LATEST_FOLLOW_UP_DAYS))) {
            return refused(visit, "Ask again on a day within the next sixty.");
        }
        boolean mail = visit.field("mail").equals("yes");
        return perform(visit, RiskDeed.Kind.CARRIER_ENQUIRY, (tx, known, key) -> {
            ShipmentView parcel = known.parcel(visit.field("parcel")).orElseThrow(Refusal::notFound);
            Optional<String> mailed = mail
                    ? faces.letters().mail(tx, visit, new CarrierLetters.Letter(key, known.order(), parcel, words))
                    : Optional.empty();
            var opened = sources.deliveries()
                    .enquiries()
                    .open(
                            tx,
                            visit.store(),
                            new Enquiries.Question(
                                    key,
                                    new Enquiries.About(
                                            known.order().id(),
                                            known.order().customer(),
                                            parcel.id().value(),
                                            AtRiskKnown.carrier(parcel),
                                            AtRiskKnown.number(parcel)),
                                    words,
                                    visit.session().person(),
                                    mailed.orElse(null),
                                    followUp));
            if (opened.isEmpty()) throw new IllegalStateException("an enquiry without its deed: " + key);
            return AtRiskKnown.number(parcel)
                    + mailed.map(to -> ", mailed to " + to).orElse("")
                    + ", again on " + visit.words().day(followUp);
        });
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private Answer sendAgain(Visit visit) {
        String words = visit.field("words");
        if (words.length() > Replacements.WORDS_LIMIT_CHARS) {
            return refused(visit, "Say what is to be sent in at most 2,000 characters.");
        }
        PersonId owner = PersonId.parse(visit.field("owner")).orElseThrow(Refusal::notFound);
        String name = sources.staff().members(visit.store()).stream()
                .filter(member -> member.id().equals(owner) && member.disabledAt() == null)
                .findFirst()
                .orElseThrow(Refusal::notFound)
                .name();
        return perform(visit, RiskDeed.Kind.RESHIP, (tx, known, key) -> {
            var wanted = sources.deliveries()
                    .replacements()
                    .want(
                            tx,
                            visit.store(),
                            new Replacements.Wish(
                                    key,
                                    known.order().id(),
                                    known.order().customer(),
                                    known.risk().promise().shipment(),
                                    words.isEmpty() ? null : words,
                                    visit.session().person(),
                                    owner));
            if (wanted.isEmpty()) throw new IllegalStateException("a replacement without its deed: " + key);
            return "seen to by " + name;
        });
    }

    private Answer remark(Visit visit) {
        String note = visit.field("note");
        if (note.isEmpty() || note.length() > LONGEST_NOTE) {
            return refused(visit, "Write a note of at most 2,000 characters.");
        }
        return perform(visit, RiskDeed.Kind.NOTE, (_, _, _) -> note);
    }

    private Answer refused(Visit visit, String why) {
        return Answer.again("atriskone", one.page(visit, Note.refused("Nothing was done", why)));
    }

    /** The line in the queue comes first and is the guard: whoever comes second waits for it, and finds it. */
    private Answer perform(Visit visit, RiskDeed.Kind kind, Work work) {
        String counted = visit.field("key");
        if (counted.isEmpty() || counted.length() > LONGEST_KEY) throw Refusal.notFound();
        String key = AtRiskKnown.promise(visit) + ":" + counted;
        boolean done = sources.database().inStore(visit.store(), tx -> {
            AtRiskKnown known = AtRiskKnown.read(tx, visit, sources, faces.tracking());
            PromiseId promise = known.risk().promise().id();
            if (!sources.queue().done(tx, visit.store(), promise, deed(visit, kind, key, null))) return false;
            String note = work.in(tx, known, key);
            sources.queue().note(tx, visit.store(), promise, deed(visit, kind, key, note));
            record(tx, visit, known, kind);
            return true;
        });
        String path = AtRiskDesk.PATH + "/" + AtRiskKnown.promise(visit);
        return Answer.done(path, done ? Done.WRITTEN_DOWN : Done.NOT_ANY_MORE);
    }

    private static RiskDeed deed(Visit visit, RiskDeed.Kind kind, String key, @Nullable String note) {
        return new RiskDeed(
                key, kind, visit.session().person(), note, visit.words().now());
    }

    private void record(Tx tx, Visit visit, AtRiskKnown known, RiskDeed.Kind kind) {
        faces.audit()
                .record(
                        tx,
                        visit.store(),
                        visit.actor(),
                        Audit.Deed.of(
                                        "risk.mended",
                                        "promise",
                                        known.risk().promise().id().toString())
                                .after(Map.of("what", kind.name())));
    }
}
