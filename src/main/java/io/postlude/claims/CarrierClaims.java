package io.postlude.claims;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Money asked of carriers for what went wrong on the way: the day it has to be filed by, the dossier, and what came of it. */
public final class CarrierClaims {
    private final Claims claims;
    private final Stores stores;
    private final Orders orders;
    private final InstantSource clock;

    CarrierClaims(Claims claims, Stores stores, Orders orders, InstantSource clock) {
        this.claims = claims;
        this.stores = stores;
        this.orders = orders;
        this.clock = clock;
    }

    /** Whether something can be asked of a carrier for it: the carrier's doing, and a parcel with a carrier. */
    public static boolean isPossible(ClaimView claim) {
        return claim.kind().isOnTheWay() && parcel(claim).isPresent() && claim.state() != ClaimState.WITHDRAWN;
    }

    private static Optional<Evidence.Parcel> parcel(ClaimView claim) {
        return claim.evidence().parcels().stream()
                .filter(parcel -> parcel.carrier() != null)
                .findFirst();
    }

    public Optional<CarrierClaim> of(Tx tx, StoreId store, ClaimId claim) {
        return CarrierClaimSql.of(tx, store, claim);
    }

    /** Not filed yet first, those due first; then the others, the newest first. */
    public List<CarrierClaim> list(Tx tx, StoreId store) {
        return CarrierClaimSql.list(tx, store);
    }

    /** What was asked for and what came back, by currency. */
    public List<Recovered> recovered(Tx tx, StoreId store) {
        return CarrierClaimSql.recovered(tx, store);
    }

    /** What one carrier paid, and when. */
    public record Paid(Instant at, Money amount) {}

    /** What carriers paid between two moments, the end not included. */
    public List<Paid> paid(Tx tx, StoreId store, Instant from, Instant until) {
        return CarrierClaimSql.paid(tx, store, from, until);
    }

    /** Asked of carriers and given by them in one currency. */
    public record Recovered(Money asked, Money paid) {}

    /** The terms that hold: the store's own, and the usual ones beside them. */
    public List<CarrierTerm> terms(Tx tx, StoreId store) {
        return CarrierClaimSql.terms(tx, store);
    }

    public void save(Tx tx, StoreId store, CarrierTerm term) {
        CarrierClaimSql.save(tx, store, term);
    }

    /** Opens one for a claim; the same again is the same. Empty where nothing can be asked. */
    public Optional<CarrierClaim> open(Tx tx, StoreId store, ClaimView claim, String by) {
        Optional<Evidence.Parcel> parcel = parcel(claim);
        Optional<OrderView> order = orders.order(tx, store, claim.order());
        if (!isPossible(claim) || order.isEmpty()) return Optional.empty();
        String carrier = Objects.requireNonNull(parcel.orElseThrow().carrier());
        Instant now = clock.instant();
        CarrierTerm term = CarrierClaimSql.terms(tx, store).stream()
                .filter(own ->
                        own.source().equals(CarrierTerm.OWN) && own.carrier().equalsIgnoreCase(carrier))
                .findFirst()
                .orElse(CarrierTerm.usual(carrier));
        CarrierClaimSql.add(
                tx,
                store,
                new CarrierClaim(
                        claim.id(),
                        carrier,
                        parcel.get().number(),
                        CarrierClaim.State.DRAFT,
                        due(stores.get(store), claim, term),
                        value(order.get(), claim),
                        now,
                        by,
                        null,
                        null,
                        null,
                        null,
                        null));
        return of(tx, store, claim.id());
    }

    /**
     * From delivery, but never later than a lost parcel would have to be told of: some carriers count from dispatch whatever
     * happened. Where neither day is known it counts from the day it was told of.
     */
    private static LocalDate due(Store store, ClaimView claim, CarrierTerm term) {
        Instant dispatched = Objects.requireNonNullElse(claim.evidence().dispatched(), claim.askedAt());
        LocalDate lost = day(store, dispatched).plusDays(term.lostDays());
        if (claim.kind() == ClaimKind.NEVER_ARRIVED) return lost;
        Instant delivered =
                Objects.requireNonNullElse(parcel(claim).orElseThrow().delivered(), claim.askedAt());
        LocalDate damaged = day(store, delivered).plusDays(term.damagedDays());
        return damaged.isBefore(lost) ? damaged : lost;
    }

    private static LocalDate day(Store store, Instant at) {
        return at.atZone(store.zone()).toLocalDate();
    }

    private static Money value(OrderView order, ClaimView claim) {
        Money sum = new Money(0, order.totals().total().currency());
        for (ClaimView.Part part : claim.parts())
            for (OrderView.Line line : order.lines())
                if (line.id().equals(part.line()))
                    sum = sum.plus(new Money(
                            line.unitPrice().minor() * part.quantity(),
                            line.unitPrice().currency()));
        return sum;
    }

    /** It went to the carrier, who calls it {@code reference}. False where it had gone already. */
    public boolean filed(Tx tx, StoreId store, ClaimId claim, @Nullable String reference) {
        return move(tx, store, claim, new Move(CarrierClaim.State.FILED, reference, null, null));
    }

    /** The carrier gave so much. False where that is no answer to how it stands, or nothing, or in another currency. */
    public boolean paid(Tx tx, StoreId store, ClaimId claim, Money amount) {
        return amount.minor() > 0 && move(tx, store, claim, new Move(CarrierClaim.State.PAID, null, amount, null));
    }

    /** The carrier gives nothing, and says why. */
    public boolean refused(Tx tx, StoreId store, ClaimId claim, String said) {
        return move(tx, store, claim, new Move(CarrierClaim.State.REFUSED, null, null, said));
    }

    /** Where it goes, and what is known with it. */
    record Move(
            CarrierClaim.State to,
            @Nullable String reference,
            @Nullable Money paid,
            @Nullable String said) {}

    private boolean move(Tx tx, StoreId store, ClaimId id, Move move) {
        Optional<CarrierClaim> claim = of(tx, store, id);
        if (claim.isEmpty() || !claim.get().state().mayBecome(move.to())) return false;
        if (move.paid() != null
                && !move.paid().currency().equals(claim.get().value().currency())) return false;
        return CarrierClaimSql.move(tx, store, claim.get(), new CarrierClaimSql.Moved(move, clock.instant()));
    }

    /** All there is, as a PDF to hand to the carrier; empty where nothing was opened. */
    public Optional<byte[]> dossier(Tx tx, StoreId store, ClaimId id) {
        Optional<CarrierClaim> asked = of(tx, store, id);
        Optional<ClaimView> claim = claims.find(tx, store, id);
        if (asked.isEmpty() || claim.isEmpty()) return Optional.empty();
        return orders.order(tx, store, claim.get().order())
                .map(order -> new Dossier(stores.get(store), asked.get(), claim.get())
                        .draw(order, claims.photos(tx, store, id)));
    }
}
