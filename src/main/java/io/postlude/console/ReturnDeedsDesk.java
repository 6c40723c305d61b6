package io.postlude.console;

import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Answer.Denied;
import io.postlude.returns.Appeal;
import io.postlude.returns.Charge;
import io.postlude.returns.Denial;
import io.postlude.returns.Payout;
import io.postlude.returns.PayoutId;
import io.postlude.returns.PieceId;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Returns.Word;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What staff decide about returns: each deed once, recorded with who did it, refused where it has moved on. */
final class ReturnDeedsDesk {
    private static final int WORDS_LIMIT_CHARS = 1_000;

    private final ReturnsDesk.Sources sources;
    private final Audit audit;

    ReturnDeedsDesk(ReturnsDesk.Sources sources, Audit audit) {
        this.sources = sources;
        this.audit = audit;
    }

    /** A deed in a transaction of its own. */
    private interface Work {
        io.postlude.returns.Answer run(Tx tx, StoreId store, ReturnId id, Word word);
    }

    void addTo(Counter counter) {
        Returns returns = sources.returns().returns();
        deed(counter, "approval", returns::approve);
        deed(counter, "refusal", returns::refuse);
        deed(counter, "cancellation", returns::callOff);
        deed(counter, "sending-back", returns::sendBack);
        deed(counter, "reversal", returns::takeBack);
        deed(counter, "write-off", returns::writeOff);
        counter.deed("returns/{id}/paid", Permission.DECIDE_RETURNS, this::paid);
        counter.deed("returns/{id}/instead", Permission.DECIDE_RETURNS, this::instead);
        counter.deed("returns/{id}/decision", Permission.DECIDE_RETURNS, this::decide);
        counter.deed("returns/{id}/appeal", Permission.DECIDE_RETURNS, this::answerAppeal);
        counter.deed("returns/{id}/given", Permission.DECIDE_RETURNS, this::given);
        counter.deed("returns/{id}/take", Permission.DECIDE_RETURNS, visit -> own(visit, true));
        counter.deed("returns/{id}/leave", Permission.DECIDE_RETURNS, visit -> own(visit, false));
    }

    private void deed(Counter counter, String noun, Work work) {
        counter.deed("returns/{id}/" + noun, Permission.DECIDE_RETURNS, visit -> done(visit, noun, work));
    }

    private Answer decide(Visit visit) {
        Returns returns = sources.returns().returns();
        return visit.field("verdict").equals("decline")
                ? done(visit, "decline", returns::decline)
                : done(visit, "acceptance", returns::take);
    }

    private Answer done(Visit visit, String noun, Work work) {
        ReturnId id = ReturnDesk.id(visit);
        ReturnView view = known(visit, id);
        Word word = word(visit);
        return done(visit, view, noun, tx -> work.run(tx, visit.store(), id, word));
    }

    private Answer done(Visit visit, ReturnView view, String noun, Function<Tx, io.postlude.returns.Answer> deed) {
        var answer = sources.database().inStore(visit.store(), tx -> noted(tx, visit, noun, deed.apply(tx)));
        return told(view, answer);
    }

    /** One of this return's own. */
    private static PayoutId payout(Visit visit, ReturnView view) {
        return PayoutId.parse(visit.field("payout"))
                .filter(named ->
                        view.payouts().stream().anyMatch(one -> one.id().equals(named)))
                .orElseThrow(Refusal::notFound);
    }

    private static Returns.Gift gift(Visit visit) {
        Optional<String> reference = Optional.of(words(visit, "reference")).filter(text -> !text.isEmpty());
        return new Returns.Gift(reference, visit.session().name());
    }

    private Answer given(Visit visit) {
        ReturnView view = known(visit, ReturnDesk.id(visit));
        PayoutId payout = payout(visit, view);
        Returns.Gift gift = gift(visit);
        return done(
                visit, view, "payout-given", tx -> sources.returns().returns().given(tx, visit.store(), payout, gift));
    }

    private Answer answerAppeal(Visit visit) {
        ReturnView view = known(visit, ReturnDesk.id(visit));
        String days = visit.field("days");
        boolean grants = days.matches("[0-9]{1,3}");
        LocalDate until = grants ? visit.words().date(visit.words().now()).plusDays(Long.parseLong(days)) : null;
        var reply = new Appeal.Reply(
                grants, until, words(visit, "words").strip(), visit.session().name());
        return done(
                visit,
                view,
                "appeal-answer",
                tx -> sources.returns().fairness().answer(tx, visit.store(), view, reply));
    }

    private Answer paid(Visit visit) {
        ReturnView view = known(visit, ReturnDesk.id(visit));
        Charge charge = Optional.ofNullable(view.charge())
                .filter(one -> one.id().toString().equals(visit.field("charge")))
                .orElseThrow(Refusal::notFound);
        Returns.Gift gift = gift(visit);
        return done(
                visit,
                view,
                "paid-on-top",
                tx -> sources.returns().returns().paidOnTop(tx, visit.store(), charge.id(), gift));
    }

    private Answer instead(Visit visit) {
        ReturnView view = known(visit, ReturnDesk.id(visit));
        PayoutId payout = payout(visit, view);
        Payout.Kind kind = visit.field("kind").equals("CREDIT") ? Payout.Kind.CREDIT : Payout.Kind.REFUND;
        return done(
                visit,
                view,
                "exchange-changed",
                tx -> sources.returns().returns().instead(tx, visit.store(), payout, kind));
    }

    /** With what was done, in the same transaction. */
    private io.postlude.returns.Answer noted(Tx tx, Visit visit, String noun, io.postlude.returns.Answer answer) {
        if (answer instanceof io.postlude.returns.Answer.Done done)
            audit.record(
                    tx,
                    visit.store(),
                    visit.actor(),
                    Audit.Deed.of("return." + noun, "return", done.view().code()));
        return answer;
    }

    private static Answer told(ReturnView view, io.postlude.returns.Answer answer) {
        if (!(answer instanceof Denied(var denials))) return Answer.done(ReturnDesk.path(view.id()), Done.RETURN_MOVED);
        Denial.Kind kind = denials.getFirst().kind();
        boolean money = kind == Denial.Kind.MORE_THAN_PAID || kind == Denial.Kind.DEDUCTION_TOO_HIGH;
        return Answer.done(ReturnDesk.path(view.id()), money ? Done.MORE_THAN_PAID : Done.NOT_ANY_MORE);
    }

    private Answer own(Visit visit, boolean take) {
        ReturnId id = ReturnDesk.id(visit);
        ReturnView view = known(visit, id);
        String me = visit.session().name();
        if (!take && !me.equals(view.owner())) return Answer.done(ReturnDesk.path(id), Done.NOT_ANY_MORE);
        sources.database()
                .runInStore(
                        visit.store(), tx -> sources.returns().records().own(tx, visit.store(), id, take ? me : null));
        return Answer.done(ReturnDesk.path(id), take ? Done.TAKEN : Done.LEFT);
    }

    private ReturnView known(Visit visit, ReturnId id) {
        return sources.database()
                .inStore(visit.store(), tx -> sources.returns().returns().find(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private static Word word(Visit visit) {
        List<PieceId> pieces = visit.fields("piece").stream()
                .map(text -> PieceId.parse(text).orElseThrow(Refusal::notFound))
                .toList();
        Optional<String> why = Optional.of(words(visit, "why")).filter(text -> !text.isEmpty());
        return new Word(pieces, visit.session().name(), why);
    }

    private static String words(Visit visit, String field) {
        String text = visit.field(field);
        return text.length() > WORDS_LIMIT_CHARS ? text.substring(0, WORDS_LIMIT_CHARS) : text;
    }
}
