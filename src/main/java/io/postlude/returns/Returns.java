package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import io.postlude.returns.ReturnSql.Head;
import io.postlude.returns.Warehouse.Grading;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Returns, from the wish to the money. What is asked is judged by the store's policy, quoted and committed by the same code;
 * each piece has one answer to where it is and one to what was decided; what is owed passes the books before it is given.
 *
 * <p>All deeds run in the caller's transaction, bound to one store, and come one after the other for one order.
 */
public final class Returns {
    private final InstantSource clock;
    private final Stores stores;
    private final Orders orders;
    private final Policies policies;
    private final Stock stock;
    final Shelf shelf;
    final Trust trust;
    private final Situations situations;
    final Requests requests;
    private final Counsel counsel;
    private final Warehouse warehouse;
    private final Acceptance acceptance;
    private final Payouts payouts;
    private final Labels labels;
    private final Photos photos;
    private final Tracking tracking;
    private final Grants grants;
    private final Learnt learnt;
    final Charges charges;

    /** What the kernel gives. */
    record Ground(EventLog log, Ids ids, InstantSource clock) {}

    Returns(Ground ground, Situations.Faces faces, Promises promises, ReturnsModule.Gateways gateways) {
        this.clock = ground.clock();
        this.stores = faces.stores();
        this.orders = faces.orders();
        this.policies = new Policies(clock);
        this.stock = new Stock(clock);
        this.situations = new Situations(faces, policies, stock);
        this.tracking = faces.tracking();
        this.labels = new Labels(new Labels.Parts(this, stores, orders, ground.ids(), gateways.postage()));
        this.photos = new Photos(ground.ids());
        Moves moves = new Moves(ground.ids());
        this.shelf = new Shelf(moves);
        this.trust = new Trust(ground.log(), moves);
        Ledger ledger = new Ledger(ground.ids());
        this.payouts =
                new Payouts(new Payouts.Parts(ground.ids(), ground.log(), promises, ledger, moves, gateways.refunds()));
        this.acceptance = new Acceptance(new Acceptance.Parts(ledger, moves, payouts, ground.log()));
        this.learnt = Learnt.of(ground, faces);
        Asking asking = new Asking(new Asking.Parts(ground.ids(), ground.log(), situations, moves));
        this.counsel = new Counsel(ground.log(), moves, acceptance);
        this.warehouse = new Warehouse(new Warehouse.Parts(ground.log(), moves, acceptance, promises));
        this.requests = new Requests(new Requests.Parts(clock, this, stores, asking, labels, acceptance, warehouse));
        this.charges = new Charges(
                new Charges.Parts(ground.ids(), ground.log(), policies, ledger, moves, payouts, gateways.payments()));
        this.grants = new Grants(new Grants.Parts(this, clock, situations, asking, acceptance, warehouse));
    }

    public Policies policies() {
        return policies;
    }

    /** What staff give outside the policy, for a claim that was found right. */
    public Grants grants() {
        return grants;
    }

    /** What returns of the past say. */
    public Learnt learnt() {
        return learnt;
    }

    /** What there is for exchanges. */
    public Stock stock() {
        return stock;
    }

    /** What can be sent back of an order, and for which reasons each thing is asked about; empty for no such order. */
    public Optional<Offering> offering(Tx tx, StoreId store, OrderId order) {
        return situations.read(tx, store, order, clock.instant()).map(Offering::of);
    }

    /** What an ask comes to; nothing is written. Empty for no such order. */
    public Optional<Quote> quote(Tx tx, StoreId store, Ask ask) {
        return situations
                .read(tx, store, ask.order(), clock.instant())
                .map(situation -> situations.quote(tx, situation, ask));
    }

    /** Commits what {@link #quote} says, as it says it now. */
    public Answer request(Tx tx, StoreId store, Ask ask, Asker asker) {
        return requests.make(tx, store, List.of(new Requests.Asked(ask, asker))).getFirst();
    }

    /** A person lets pieces come; none named: all that were asked for or refused. */
    public Answer approve(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> counsel.approve(tx, opened, word.inside()));
    }

    /** A person does not let pieces come; why is for the customer. */
    public Answer refuse(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> counsel.refuse(tx, opened, word.inside()));
    }

    /** The customer keeps what they did not send yet. */
    public Answer callOff(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> counsel.callOff(tx, opened, word.inside()));
    }

    /** The carrier has it, as a scan or a person tells. */
    public Answer shipped(Tx tx, StoreId store, ReturnId id, String by) {
        return change(tx, store, id, opened -> warehouse.shipped(tx, opened, reception(tx, store, Word.all(by))));
    }

    /** Pieces are at the store; none named: all that were to come. From here on the refund date is promised. */
    public Answer receive(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> warehouse.receive(tx, opened, reception(tx, store, word)));
    }

    /** Somebody looked at a piece. Where it is taken, what is owed for it is on its way. */
    public Answer grade(Tx tx, StoreId store, ReturnId id, Finding finding) {
        return change(tx, store, id, opened -> warehouse.grade(tx, opened, finding.inside()));
    }

    /** Pieces did not come. */
    public Answer missing(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> warehouse.missing(tx, opened, word.pieces(), word.by()));
    }

    /** Pieces that were graded, or never came, are taken after all. */
    public Answer take(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(
                tx,
                store,
                id,
                opened -> counsel.take(
                        tx, opened, new Acceptance.Taken(opened.named(word.pieces()), Map.of(), word.by())));
    }

    /** Pieces that were graded, or never came, are not taken; why is for the customer. */
    public Answer decline(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> {
            Optional<Denial.Kind> problem = counsel.decline(tx, opened, word.inside());
            if (problem.isEmpty()) payouts.settlePromise(tx, store, opened.head(), opened.now());
            return problem;
        });
    }

    /** What was paid for in trust and did not come is asked for no more. */
    public Answer writeOff(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> trust.writeOff(tx, opened, word.inside()));
    }

    /** What was declined goes back to the customer. */
    public Answer sendBack(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> warehouse.sendBack(tx, opened, word.pieces(), word.by()));
    }

    /** Takes back that a piece was accepted, while nothing of it was given: the books turn it round. */
    public Answer takeBack(Tx tx, StoreId store, ReturnId id, Word word) {
        return change(tx, store, id, opened -> acceptance.takeBack(tx, opened, word.inside()));
    }

    /** A person, or a gateway, gave it; {@code reference} is what the shop or bank calls it. */
    public Answer given(Tx tx, StoreId store, PayoutId id, Gift gift) {
        Optional<Payout> payout = PayoutSql.payout(tx, store, id);
        if (payout.isEmpty()) return Answer.denied(Denial.Kind.NO_SUCH_RETURN);
        return change(tx, store, payout.get().returned(), opened -> {
            var told = new Payouts.Told(opened.head(), gift.reference().orElse(null), gift.by(), opened.now());
            boolean given = payouts.given(tx, store, payout.get(), told);
            return given ? Optional.empty() : Optional.of(Denial.Kind.NOT_NOW);
        });
    }

    /** What was to be paid on top was, as the gateway or a person tells; what waited for it is given from now on. */
    public Answer paidOnTop(Tx tx, StoreId store, ChargeId id, Gift gift) {
        Optional<Charge> charge = ChargeSql.charge(tx, store, id);
        if (charge.isEmpty()) return Answer.denied(Denial.Kind.NO_SUCH_RETURN);
        var payment = new Charges.Payment(gift.reference().orElse(""), gift.by());
        return change(tx, store, charge.get().returned(), opened -> charges.paid(tx, opened, charge.get(), payment));
    }

    /** An exchange that cannot be had any more is given as money or credit. */
    public Answer instead(Tx tx, StoreId store, PayoutId id, Payout.Kind kind) {
        Optional<Payout> exchange = PayoutSql.payout(tx, store, id);
        if (exchange.isEmpty()) return Answer.denied(Denial.Kind.NO_SUCH_RETURN);
        return change(tx, store, exchange.get().returned(), opened -> {
            Optional<Denial.Kind> problem = payouts.instead(tx, opened, exchange.get(), kind);
            if (problem.isEmpty()) StockSql.giveBack(tx, store, opened.head().id());
            return problem;
        });
    }

    /** The shop's or bank's name of what was given, where there is one, and who gave it. */
    public record Gift(Optional<String> reference, String by) {}

    /**
     * Which pieces, who says so, and why.
     *
     * @param pieces none: all it can be about
     * @param why in words the customer may read
     */
    public record Word(Collection<PieceId> pieces, String by, Optional<String> why) {
        public static Word all(String by) {
            return new Word(List.of(), by, Optional.empty());
        }

        Counsel.Word inside() {
            return new Counsel.Word(pieces, by, why.orElse(null));
        }
    }

    /** What was found when a piece was looked at; {@code take} false leaves the decision for later. */
    public record Finding(
            PieceId piece,
            Grade grade,
            Disposition disposition,
            boolean take,
            long deduction,
            Optional<String> words,
            String by) {
        Grading inside() {
            return new Grading(piece, grade, disposition, take, deduction, words.orElse(null), by);
        }
    }

    /** When the carrier comes to the door. */
    public Pickups pickups() {
        return new Pickups(this, stores, clock);
    }

    /** What is printed and stuck on. */
    public Labels labels() {
        return labels;
    }

    /** The number of the parcel it travels in: from then on its scans are heard. */
    public Answer parcelIs(Tx tx, StoreId store, ReturnId id, String number) {
        return change(tx, store, id, opened -> {
            if (opened.where(piece -> piece.travel().isComing()).isEmpty()) return Optional.of(Denial.Kind.NOT_NOW);
            opened.travelsAs(tx, tracking, number);
            return Optional.empty();
        });
    }

    /** The number it travels under, where that is known. */
    public Optional<String> parcel(Tx tx, StoreId store, ReturnView view) {
        return ReturnScans.number(tx, store, view, tracking);
    }

    /** Keeps photographs; denied where one of them is none, or they are too many. */
    public Answer addPhotos(Tx tx, StoreId store, ReturnId id, Pictures pictures) {
        return change(tx, store, id, opened -> {
            boolean kept = photos.add(tx, store, id, new Photos.Taken(pictures.all(), pictures.by(), opened.now()));
            return kept ? Optional.empty() : Optional.of(Denial.Kind.NOT_NOW);
        });
    }

    /** Pictures as they came, and who sent them. */
    public record Pictures(List<byte[]> all, String by) {}

    public long photoCount(Tx tx, StoreId store, ReturnId id) {
        return Photos.count(tx, store, id);
    }

    /** For staff, with their bytes. */
    public List<Photos.Photo> photos(Tx tx, StoreId store, ReturnId id) {
        return Photos.of(tx, store, id);
    }

    public Optional<ReturnView> find(Tx tx, StoreId store, ReturnId id) {
        return ReturnViews.of(tx, store, List.of(id)).stream().findFirst();
    }

    /** By what stands on the label, typed or scanned. */
    public Optional<ReturnView> byCode(Tx tx, StoreId store, String typed) {
        return ReturnCode.read(typed)
                .flatMap(code -> ReturnSql.byCode(tx, store, code))
                .flatMap(id -> find(tx, store, id));
    }

    /** All of an order, the oldest first. */
    public List<ReturnView> ofOrder(Tx tx, StoreId store, OrderId order) {
        return ReturnViews.of(tx, store, ReturnSql.ofOrder(tx, store, order));
    }

    /** Which of these orders have a return that is not over, in a few words for staff. */
    public Map<OrderId, List<String>> open(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, List<String>> open = new HashMap<>();
        ReturnListSql.openOf(tx, store, orders).forEach(order -> open.put(order, List.of("a return is under way")));
        return open;
    }

    /** When each of these people announced a return; those who never did are left out. */
    public Map<CustomerId, List<Instant>> times(Tx tx, StoreId store, Collection<CustomerId> people) {
        return ReturnListSql.times(tx, store, people);
    }

    /** A page, the newest first. */
    public Page<ReturnView> list(Tx tx, StoreId store, ReturnQuery query) {
        return ReturnListSql.list(tx, store, query);
    }

    /** How many stand where. */
    public Map<Stage, Long> counts(Tx tx, StoreId store) {
        return ReturnListSql.counts(tx, store);
    }

    /** What people have to give by hand, and what a gateway is in trouble with; the oldest first. */
    public List<Payout> toGive(Tx tx, StoreId store, int limit) {
        return ReturnListSql.waiting(tx, store, limit);
    }

    /** One step of a deed: what stands in its way, or nothing where it was done. */
    interface Deed {
        Optional<Denial.Kind> run(Opened opened);
    }

    Answer change(Tx tx, StoreId store, ReturnId id, Deed deed) {
        Optional<OrderView> order = ReturnSql.heads(tx, store, List.of(id)).stream()
                .findFirst()
                .flatMap(head -> orders.order(tx, store, head.order()));
        if (order.isEmpty()) return Answer.denied(Denial.Kind.NO_SUCH_RETURN);
        BookSql.lock(tx, store, order.get());
        Head head = ReturnSql.heads(tx, store, List.of(id)).getFirst();
        List<ReturnView.Piece> pieces = ReturnSql.pieces(tx, store, List.of(id)).getOrDefault(id, List.of());
        Instant now = clock.instant();
        Opened opened = new Opened(store, head, pieces, order.get(), now);
        Optional<Denial.Kind> problem = deed.run(opened);
        if (problem.isPresent()) return Answer.denied(problem.get());
        Moves.refresh(tx, store, id);
        Shelf.follow(tx, opened);
        Trust.follow(tx, store, id);
        Gathering.follow(tx, opened);
        charges.follow(tx, opened);
        labels.follow(tx, opened);
        return done(tx, store, id, true);
    }

    private static Answer done(Tx tx, StoreId store, ReturnId id, boolean fresh) {
        return new Answer.Done(
                ReturnViews.of(tx, store, List.of(id)).stream().findFirst().orElseThrow(), fresh);
    }

    private Warehouse.Reception reception(Tx tx, StoreId store, Word word) {
        return new Warehouse.Reception(word.pieces(), word.by(), owner(store), policies.live(tx, store));
    }

    private Store owner(StoreId store) {
        return stores.get(store);
    }
}
