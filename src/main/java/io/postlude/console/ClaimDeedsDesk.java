package io.postlude.console;

import io.postlude.claims.Agreement;
import io.postlude.claims.ClaimAnswer;
import io.postlude.claims.ClaimAnswer.Denied;
import io.postlude.claims.ClaimAnswer.Why;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimId;
import io.postlude.claims.ClaimView;
import io.postlude.claims.Claims;
import io.postlude.claims.Outcome;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;

/** What staff decide about claims: each deed once, recorded with who did it, refused where it has moved on. */
final class ClaimDeedsDesk {
    private static final int HUNDREDTHS = 100;

    private final ClaimsDesk.Sources sources;
    private final Audit audit;

    ClaimDeedsDesk(ClaimsDesk.Sources sources, Audit audit) {
        this.sources = sources;
        this.audit = audit;
    }

    /** A deed in a transaction of its own. */
    private interface Work {
        ClaimAnswer run(Tx tx, StoreId store, ClaimId id, Claims.Word word);
    }

    void addTo(Counter counter) {
        Claims claims = sources.claims().claims();
        deed(counter, "question", Permission.DECIDE_RETURNS, claims::askBack);
        deed(counter, "refusal", Permission.DECIDE_RETURNS, claims::refuse);
        deed(counter, "dispatch", Permission.DECIDE_RETURNS, claims::sentBack);
        deed(
                counter,
                "reception",
                Permission.RECEIVE_RETURNS,
                (tx, store, id, word) -> claims.received(tx, store, id, word.by()));
        counter.deed("claims/{id}/agreement", Permission.DECIDE_RETURNS, this::agree);
        counter.deed("claims/{id}/take", Permission.DECIDE_RETURNS, visit -> own(visit, true));
        counter.deed("claims/{id}/leave", Permission.DECIDE_RETURNS, visit -> own(visit, false));
    }

    private void deed(Counter counter, String noun, Permission permission, Work work) {
        counter.deed("claims/{id}/" + noun, permission, visit -> done(visit, noun, work));
    }

    private Answer agree(Visit visit) {
        Outcome outcome = Outcome.of(visit.field("outcome")).orElseThrow(Refusal::notFound);
        String percent = visit.field("percent").strip();
        boolean part = outcome == Outcome.PART;
        boolean told = percent.matches("[1-9]\\d?");
        if (outcome == Outcome.REFUSE || (part && !told) || words(visit).isBlank())
            return Answer.done(ClaimDesk.path(ClaimDesk.id(visit)), Done.CLAIM_INCOMPLETE);
        boolean comes = visit.field("back").equals("comes") && !part && outcome != Outcome.REPAIR;
        Agreement agreement = new Agreement(
                outcome,
                part ? Integer.parseInt(percent) * HUNDREDTHS : 0,
                comes,
                words(visit),
                visit.session().name());
        return done(
                visit,
                "agreement",
                (tx, store, id, word) -> sources.claims().claims().agree(tx, store, id, agreement));
    }

    private Answer done(Visit visit, String noun, Work work) {
        ClaimId id = ClaimDesk.id(visit);
        ClaimView view = known(visit, id);
        Claims.Word word = new Claims.Word(visit.session().name(), words(visit));
        ClaimAnswer answer = sources.database().inStore(visit.store(), tx -> {
            ClaimAnswer came = work.run(tx, visit.store(), id, word);
            if (came instanceof ClaimAnswer.Done)
                audit.record(tx, visit.store(), visit.actor(), Audit.Deed.of("claim." + noun, "claim", view.code()));
            return came;
        });
        return told(id, answer);
    }

    private static Answer told(ClaimId id, ClaimAnswer answer) {
        if (!(answer instanceof Denied denied)) return Answer.done(ClaimDesk.path(id), Done.CLAIM_MOVED);
        if (denied.why() == Why.NO_WORDS) return Answer.done(ClaimDesk.path(id), Done.CLAIM_INCOMPLETE);
        boolean money = denied.why() == Why.MORE_THAN_PAID || denied.why() == Why.RETURNING_ALREADY;
        return Answer.done(ClaimDesk.path(id), money ? Done.MORE_THAN_PAID : Done.NOT_ANY_MORE);
    }

    private Answer own(Visit visit, boolean take) {
        ClaimId id = ClaimDesk.id(visit);
        ClaimView view = known(visit, id);
        String me = visit.session().name();
        if (!take && !me.equals(view.owner())) return Answer.done(ClaimDesk.path(id), Done.NOT_ANY_MORE);
        sources.database()
                .runInStore(
                        visit.store(), tx -> sources.claims().claims().own(tx, visit.store(), id, take ? me : null));
        return Answer.done(ClaimDesk.path(id), take ? Done.TAKEN : Done.LEFT);
    }

    private ClaimView known(Visit visit, ClaimId id) {
        return sources.database()
                .inStore(visit.store(), tx -> sources.claims().claims().find(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private static String words(Visit visit) {
        String text = visit.field("said").strip();
        return text.length() > ClaimAsk.WORDS_LIMIT_CHARS ? text.substring(0, ClaimAsk.WORDS_LIMIT_CHARS) : text;
    }
}
