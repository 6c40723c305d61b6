package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.returns.Moves.Note;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whose returns are worth a person's look, why, and whom that hits. A score is worked out from the store's own data, says its
 * reasons, and can do nothing but ask for a person; who disagrees is answered by one.
 */
public final class Fairness {
    /** A score is set aside for two years at most. */
    static final int MOST_DAYS_ASIDE = 730;

    private final Returns.Ground ground;
    private final Faces faces;
    private final Weighing weighing;
    private final Moves moves;

    /** The modules it asks. */
    record Faces(Stores stores, Customers customers, Orders orders) {}

    Fairness(Returns.Ground ground, Faces faces) {
        this.ground = ground;
        this.faces = faces;
        this.weighing = new Weighing(faces.customers(), faces.orders());
        this.moves = new Moves(ground.ids());
    }

    /** Somebody and how they stand. */
    public record Weighed(CustomerId customer, Conduct conduct) {}

    /** What became of what somebody with a high score sent. */
    public enum Ending {
        /** Taken as told, or a person set the score aside. */
        FINE,
        /** Something was not in the parcel, was another thing, or was not taken. */
        NOT_FINE,
        OPEN
    }

    /**
     * So many returns alike.
     *
     * @param country it was sent to; empty where unknown
     * @param first the customer had no other order
     * @param basket 0 to 3: below 50, 100, 250 of the order's currency, and above
     * @param flagged the score then stood at {@link Conduct#LINE} or above
     */
    public record Hit(String country, boolean first, int basket, boolean flagged, Ending ending, long returns) {}

    /** How somebody stands, under whatever id they are known; empty where nothing speaks against them. */
    public Optional<Conduct> of(Tx tx, StoreId store, CustomerId customer) {
        return ConductSql.of(tx, store, faces.customers().family(tx, store, customer), today(store));
    }

    /** Works the scores of a store out anew. */
    public void weigh(Tx tx, StoreId store) {
        weighing.weigh(tx, store, ground.clock().instant());
    }

    /** Those with the highest scores, first. */
    public List<Weighed> highest(Tx tx, StoreId store, int limit) {
        return FairnessSql.highest(tx, store, today(store), limit);
    }

    /** When the store was weighed last; empty: never. */
    public Optional<Instant> weighedAt(Tx tx, StoreId store) {
        return FairnessSql.weighedAt(tx, store);
    }

    /** Whom it hit among those who asked for a return in a span. */
    public List<Hit> hits(Tx tx, StoreId store, ReturnInsights.Span span) {
        return FairnessSql.hits(tx, store, span);
    }

    /** Whether a person was asked for because of a score when this return was committed. */
    public boolean isHeld(Tx tx, StoreId store, ReturnId id) {
        return FairnessSql.isHeld(tx, store, id);
    }

    public Optional<Appeal> appeal(Tx tx, StoreId store, ReturnId id) {
        return FairnessSql.appeal(tx, store, id);
    }

    /** Appeals nobody answered, the oldest first. */
    public List<Appeal> open(Tx tx, StoreId store) {
        return FairnessSql.open(tx, store);
    }

    /** The customer sees it differently; once for a return, and only where a score was the reason. */
    public Answer appeal(Tx tx, StoreId store, ReturnView view, String words) {
        String said = words.strip();
        if (said.isEmpty() || said.length() > Appeal.WORDS_LIMIT_CHARS || !isHeld(tx, store, view.id()))
            return Answer.denied(Denial.Kind.NOT_NOW);
        Instant now = ground.clock().instant();
        boolean fresh = FairnessSql.ask(
                tx, store, new FairnessSql.Row(ground.ids().next(), view.id(), view.customer(), said, now));
        if (!fresh) return Answer.denied(Denial.Kind.NOT_NOW);
        moves.note(tx, store, view.id(), new Note("APPEALED", "customer", null, now));
        ground.log().append(tx, new ReturnEvent.ReturnAppealed(store, view.id(), view.order(), now));
        return new Answer.Done(view, true);
    }

    /** A person answers. Nothing else of the return moves by it. */
    public Answer answer(Tx tx, StoreId store, ReturnView view, Appeal.Reply reply) {
        LocalDate today = today(store);
        LocalDate until = reply.until();
        boolean dated = until != null && !until.isBefore(today) && !until.isAfter(today.plusDays(MOST_DAYS_ASIDE));
        boolean whole = !reply.words().isBlank() && reply.words().length() <= Appeal.WORDS_LIMIT_CHARS;
        if (!whole || reply.grants() != dated) return Answer.denied(Denial.Kind.NOT_NOW);
        Instant now = ground.clock().instant();
        if (!FairnessSql.answer(tx, store, view.id(), new FairnessSql.Said(reply, now)))
            return Answer.denied(Denial.Kind.NOT_NOW);
        String what = reply.grants() ? "SCORE_SET_ASIDE" : "SCORE_KEPT";
        moves.note(tx, store, view.id(), new Note(what, reply.by(), null, now));
        ground.log()
                .append(tx, new ReturnEvent.ReturnAppealAnswered(store, view.id(), view.order(), reply.grants(), now));
        return new Answer.Done(view, true);
    }

    private LocalDate today(StoreId store) {
        return ground.clock().instant().atZone(faces.stores().get(store).zone()).toLocalDate();
    }
}
