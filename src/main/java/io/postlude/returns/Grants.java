package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import io.postlude.returns.Asking.Request;
import io.postlude.returns.Grant.Part;
import io.postlude.returns.Quote.QuotedPiece;
import io.postlude.returns.Remedy.OutboundShipping;
import io.postlude.stores.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What staff give outside the policy. It takes the way of every return: pieces by their numbers, sums by {@link Reckoning},
 * the order's book, the ledger, payouts. So a piece that was claimed cannot be sent back for money too, and nothing is given
 * that was not paid. What the policy would have said is kept with each piece, as always; the rule that decided is a person.
 */
public final class Grants {
    /** The rule of pieces that a person granted. */
    public static final String RULE = "claim";

    /** Until when a granted thing is to be sent in. */
    private static final int SEND_WITHIN_DAYS = 30;

    private final Parts parts;

    /** What it stands on. */
    record Parts(
            Returns returns,
            InstantSource clock,
            Situations situations,
            Asking asking,
            Acceptance acceptance,
            Warehouse warehouse) {}

    Grants(Parts parts) {
        this.parts = parts;
    }

    /** Gives it, or says why that cannot be; then nothing was written. The same asker's key twice is a bug of the caller. */
    public Answer give(Tx tx, StoreId store, Grant grant) {
        Instant at = parts.clock().instant();
        Optional<Situation> locked = parts.situations().lock(tx, store, grant.order(), at);
        if (locked.isEmpty()) return Answer.denied(Denial.Kind.NO_SUCH_ORDER);
        Situation now = locked.get();
        List<Denial> denials = denials(now, grant);
        if (!denials.isEmpty()) return new Answer.Denied(denials);
        Quote quote = quote(now, grant, at);
        boolean covered = BookSql.left(tx, store, grant.order())
                >= quote.refund()
                        .plus(quote.credit())
                        .plus(quote.exchanged())
                        .minus(quote.bonus())
                        .minor();
        if (!covered) return Answer.denied(Denial.Kind.MORE_THAN_PAID);
        Ask ask = new Ask(
                grant.order(), quote.items().stream().map(Quote.Item::wish).toList(), quote.method());
        ReturnId id = parts.asking().granted(tx, now, new Request(ask, grant.asker(), at), quote);
        tx.execute("update returns.piece set rule = ? where store_id = ? and return_id = ?", RULE, store, id);
        return parts.returns()
                .change(tx, store, id, opened -> grant.terms().comesBack() ? Optional.empty() : stays(tx, opened, now));
    }

    /** Nothing is to come: what was granted is owed from now on. */
    private Optional<Denial.Kind> stays(Tx tx, Opened opened, Situation now) {
        String by = RULE;
        Acceptance.Taken taken = new Acceptance.Taken(opened.pieces(), Map.of(), by);
        Optional<Denial.Kind> problem = parts.acceptance().problem(tx, opened, taken);
        if (problem.isPresent()) throw new IllegalStateException("what was covered is not any more: " + problem);
        Instant _ =
                parts.warehouse().promise(tx, opened, now.store(), now.policy().refundDays());
        parts.acceptance().accept(tx, opened, taken);
        parts.warehouse().stays(tx, opened, opened.pieces(), by);
        return Optional.empty();
    }

    private static List<Denial> denials(Situation now, Grant grant) {
        List<Denial> denials = new ArrayList<>();
        if (grant.parts().isEmpty()) denials.add(Denial.whole(Denial.Kind.NOTHING_CHOSEN));
        for (int i = 0; i < grant.parts().size(); i++) {
            Part part = grant.parts().get(i);
            String at = "/items/" + i;
            int free = now.free().getOrDefault(part.line(), List.of()).size();
            boolean returning = !now.held().getOrDefault(part.line(), Set.of()).isEmpty();
            if (!now.facts().containsKey(part.line())) denials.add(Denial.of(at, Denial.Kind.NO_SUCH_LINE));
            else if (part.quantity() < 1 || part.quantity() > free)
                denials.add(
                        Denial.of(at, free == 0 && returning ? Denial.Kind.RETURNING_ALREADY : Denial.Kind.TOO_MANY));
        }
        return denials;
    }

    /** What went wrong was none of the customer's doing: nothing is kept back, and each piece brings its share of the way out. */
    private static Quote quote(Situation now, Grant grant, Instant at) {
        Remedy remedy = new Remedy(
                grant.terms().kind(),
                0,
                0,
                grant.terms().share(),
                grant.terms().kind() == Remedy.Kind.REFUND ? OutboundShipping.SHARE : OutboundShipping.NEVER);
        Method method = grant.terms().comesBack() ? Method.LABEL : Method.KEEP;
        Map<LineId, List<PieceSums>> sums = new HashMap<>();
        List<Reckoning.Chosen> chosen = new ArrayList<>();
        for (Part part : grant.parts())
            for (int number : numbers(now, part))
                chosen.add(new Reckoning.Chosen(now.worth().line(part.line()).piece(number), remedy, true));
        List<PieceSums> all = Reckoning.reckon(
                new Reckoning.Terms(
                        now.worth().currency(),
                        now.policy().sendingBack(),
                        method,
                        Math.max(0, now.worth().shipping() - now.shippingHeld())),
                chosen);
        int next = 0;
        for (Part part : grant.parts()) {
            sums.put(part.line(), all.subList(next, next + part.quantity()));
            next += part.quantity();
        }
        return new Quote(
                now.worth().currency(),
                now.policy().version(),
                grant.parts().stream()
                        .map(part -> item(
                                now, grant, remedy, new Share(part, Objects.requireNonNull(sums.get(part.line())))))
                        .toList(),
                List.of(method),
                method,
                grant.terms().comesBack() ? sendBy(now.store(), at) : null,
                false,
                List.of());
    }

    private static LocalDate sendBy(Store store, Instant at) {
        return at.atZone(store.zone()).toLocalDate().plusDays(SEND_WITHIN_DAYS);
    }

    private static List<Integer> numbers(Situation now, Part part) {
        return Objects.requireNonNull(now.free().get(part.line())).subList(0, part.quantity());
    }

    /** A part of a grant, and what its pieces come to. */
    private record Share(Part part, List<PieceSums> sums) {}

    private static Quote.Item item(Situation now, Grant grant, Remedy remedy, Share share) {
        Part part = share.part();
        OrderView.Line line = now.order().lines().stream()
                .filter(one -> one.id().equals(part.line()))
                .findFirst()
                .orElseThrow();
        boolean another = remedy.kind().isThing();
        Wish wish = new Wish(
                part.line(),
                part.quantity(),
                grant.reason(),
                "",
                grant.words(),
                remedy.kind(),
                another ? line.variant() : null);
        Facts facts = Objects.requireNonNull(now.facts().get(part.line())).because(grant.reason(), "");
        List<QuotedPiece> pieces = new ArrayList<>();
        List<Integer> numbers = numbers(now, part);
        for (int i = 0; i < numbers.size(); i++)
            pieces.add(new QuotedPiece(
                    part.line(), numbers.get(i), remedy, share.sums().get(i), wish.variant(), false));
        return new Quote.Item(wish, Deciding.decide(now.policy(), facts), List.of(), pieces);
    }
}
