package io.postlude.claims;

import io.postlude.claims.ClaimAnswer.Why;
import io.postlude.claims.ClaimMoves.Word;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Answer;
import io.postlude.returns.Asker;
import io.postlude.returns.Denial;
import io.postlude.returns.Grant;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnId;
import io.postlude.returns.Returns;
import java.time.Instant;
import java.util.Optional;

/** What is done with a claim. Each deed says what stands in its way, or nothing where it was done. */
final class ClaimDeeds {
    private final Parts parts;

    /** What it stands on. */
    record Parts(EventLog log, ClaimMoves moves, ReplyPromises replies, Returns returns) {}

    ClaimDeeds(Parts parts) {
        this.parts = parts;
    }

    /** A claim whose order's desk is locked. */
    record Opened(StoreId store, ClaimView claim, Instant now) {
        ReplyPromises.Turn turn() {
            return ReplyPromises.Turn.of(store, claim);
        }
    }

    Optional<Why> askBack(Tx tx, Opened of, String by, String words) {
        if (of.claim().state() != ClaimState.ASKED) return Optional.of(Why.NOT_NOW);
        if (words.isBlank()) return Optional.of(Why.NO_WORDS);
        parts.moves().decides(tx, of, ClaimState.ASKED_BACK, new Word(by, words, of.now()));
        parts.replies().kept(tx, of.turn(), of.now());
        parts.log()
                .append(
                        tx,
                        new ClaimEvent.ClaimAskedBack(
                                of.store(), of.claim().id(), of.claim().order(), of.now()));
        return Optional.empty();
    }

    /** The customer's turn is over, ours begins: an answer is promised anew. */
    Optional<Why> answer(Tx tx, Opened of, String by, String words) {
        boolean appeal = of.claim().state() == ClaimState.REFUSED;
        if (of.claim().state() != ClaimState.ASKED_BACK
                && !(appeal && !of.claim().appealed())) return Optional.of(Why.NOT_NOW);
        if (words.isBlank()) return Optional.of(Why.NO_WORDS);
        parts.moves().decides(tx, of, ClaimState.ASKED, new Word(by, words, of.now()));
        tx.execute("""
                update claims.claim set round = round + 1, appealed = appealed or ?,
                  outcome = case when ? then null else outcome end where store_id = ? and id = ?""", appeal, appeal, of.store(), of.claim().id());
        var next = new ReplyPromises.Turn(
                of.store(), of.claim().id(), of.claim().order(), of.claim().round() + 1);
        Instant by2 = parts.replies().promise(tx, next, of.now());
        parts.log()
                .append(
                        tx,
                        new ClaimEvent.ClaimAnswered(
                                of.store(), of.claim().id(), of.claim().order(), appeal, by2, of.now()));
        return Optional.empty();
    }

    Optional<Why> refuse(Tx tx, Opened of, String by, String why) {
        if (!of.claim().state().mayBecome(ClaimState.REFUSED)) return Optional.of(Why.NOT_NOW);
        if (why.isBlank()) return Optional.of(Why.NO_WORDS);
        outcome(tx, of, Outcome.REFUSE, by);
        parts.moves().decides(tx, of, ClaimState.REFUSED, new Word(by, why, of.now()));
        parts.replies().kept(tx, of.turn(), of.now());
        parts.log()
                .append(
                        tx,
                        new ClaimEvent.ClaimRefused(
                                of.store(), of.claim().id(), of.claim().order(), of.now()));
        return Optional.empty();
    }

    /** It is right: money, another thing and what has to come in go the way of returns; a repair stays here. */
    Optional<Why> agree(Tx tx, Opened of, Agreement agreement) {
        ClaimView claim = of.claim();
        if (!claim.state().mayBecome(ClaimState.AGREED)) return Optional.of(Why.NOT_NOW);
        if (agreement.outcome() == Outcome.REPAIR && !claim.kind().leavesThing()) return Optional.of(Why.NOT_NOW);
        Optional<ReturnId> returned = Optional.empty();
        if (agreement.outcome().remedy().isPresent()) {
            Answer answer = parts.returns().grants().give(tx, of.store(), grant(of, agreement));
            if (answer instanceof Answer.Denied(var denials))
                return Optional.of(why(denials.getFirst().kind()));
            returned = Optional.of(((Answer.Done) answer).view().id());
        }
        outcome(tx, of, agreement.outcome(), agreement.by());
        var word = new Word(agreement.by(), agreement.words(), of.now());
        parts.moves().decides(tx, of, ClaimState.AGREED, word);
        boolean stays = agreement.outcome() != Outcome.REPAIR && claim.place() == Place.CUSTOMER;
        if (stays && !agreement.comesBack()) parts.moves().travels(tx, of, Place.STAYS, word);
        returned.ifPresent(id -> tx.execute(
                "update claims.claim set return_id = ? where store_id = ? and id = ?", id, of.store(), claim.id()));
        parts.replies().kept(tx, of.turn(), of.now());
        parts.log()
                .append(
                        tx,
                        new ClaimEvent.ClaimAgreed(
                                of.store(),
                                claim.id(),
                                claim.order(),
                                agreement.outcome(),
                                returned.orElse(null),
                                of.now()));
        return Optional.empty();
    }

    private static Grant grant(Opened of, Agreement agreement) {
        ClaimView claim = of.claim();
        return new Grant(
                claim.order(),
                claim.parts().stream()
                        .map(part -> new Grant.Part(part.line(), part.quantity()))
                        .toList(),
                claim.kind().reason(),
                new Grant.Terms(
                        agreement.outcome().remedy().orElse(Remedy.Kind.REFUND),
                        agreement.share(),
                        agreement.comesBack()),
                claim.words(),
                new Asker(Asker.Channel.STAFF, "claim " + claim.id() + " " + claim.round(), agreement.by()));
    }

    private static Why why(Denial.Kind kind) {
        return switch (kind) {
            case RETURNING_ALREADY -> Why.RETURNING_ALREADY;
            case MORE_THAN_PAID -> Why.MORE_THAN_PAID;
            case TOO_MANY -> Why.TOO_MANY;
            default -> Why.NOT_NOW;
        };
    }

    private static void outcome(Tx tx, Opened of, Outcome outcome, String by) {
        tx.execute(
                "update claims.claim set outcome = ?, decided_at = ?, decided_by = ? where store_id = ? and id = ?",
                outcome,
                of.now(),
                by,
                of.store(),
                of.claim().id());
    }

    Optional<Why> withdraw(Tx tx, Opened of, String by) {
        if (!of.claim().state().mayBecome(ClaimState.WITHDRAWN)) return Optional.of(Why.NOT_NOW);
        parts.moves().decides(tx, of, ClaimState.WITHDRAWN, new Word(by, null, of.now()));
        parts.replies().release(tx, of.turn());
        parts.log()
                .append(
                        tx,
                        new ClaimEvent.ClaimWithdrawn(
                                of.store(), of.claim().id(), of.claim().order(), of.now()));
        return Optional.empty();
    }

    /** The customer sent the thing to be repaired under this number. */
    Optional<Why> sent(Tx tx, Opened of, String by, String number) {
        if (!of.claim().actions().contains(ClaimView.Action.TELL_NUMBER)) return Optional.of(Why.NOT_NOW);
        number(tx, of, number);
        parts.moves().travels(tx, of, Place.COMING, new Word(by, null, of.now()));
        return Optional.empty();
    }

    Optional<Why> received(Tx tx, Opened of, String by) {
        if (!of.claim().actions().contains(ClaimView.Action.RECEIVE)) return Optional.of(Why.NOT_NOW);
        parts.moves().travels(tx, of, Place.HERE, new Word(by, null, of.now()));
        parts.log()
                .append(
                        tx,
                        new ClaimEvent.ClaimedThingReceived(
                                of.store(), of.claim().id(), of.claim().order(), of.now()));
        return Optional.empty();
    }

    /** Repaired, and on its way back: what was agreed has happened. */
    Optional<Why> sentBack(Tx tx, Opened of, String by, String number) {
        if (!of.claim().actions().contains(ClaimView.Action.SEND_BACK)) return Optional.of(Why.NOT_NOW);
        number(tx, of, number);
        parts.moves().travels(tx, of, Place.SENT_BACK, new Word(by, null, of.now()));
        settled(tx, of, by);
        return Optional.empty();
    }

    private static void number(Tx tx, Opened of, String number) {
        tx.execute(
                "update claims.claim set number = nullif(?, '') where store_id = ? and id = ?",
                number,
                of.store(),
                of.claim().id());
    }

    /** What was agreed has happened. */
    void settled(Tx tx, Opened of, String by) {
        if (of.claim().state() != ClaimState.AGREED || of.claim().outcome() == null) return;
        parts.moves().decides(tx, of, ClaimState.DONE, new Word(by, null, of.now()));
        parts.log()
                .append(
                        tx,
                        new ClaimEvent.ClaimSettled(
                                of.store(),
                                of.claim().id(),
                                of.claim().order(),
                                of.claim().outcome(),
                                of.now()));
    }
}
