package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.returns.OrderWorth.PieceWorth;
import io.postlude.returns.Remedy.OutboundShipping;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.OptionalLong;

/**
 * Works out what a return comes to. The one place that does: what is shown before and what is written after is this, so a
 * quote cannot differ from the deed.
 */
final class Reckoning {
    private final Terms terms;
    private final List<Chosen> pieces;

    private Reckoning(Terms terms, List<Chosen> pieces) {
        this.terms = terms;
        this.pieces = pieces;
    }

    /**
     * One piece with what was chosen for it; {@code free} where the way back is on the store.
     *
     * @param price what the other thing costs; empty where it is given for whatever is owed
     */
    record Chosen(PieceWorth worth, Remedy remedy, boolean free, OptionalLong price) {
        Chosen(PieceWorth worth, Remedy remedy, boolean free) {
            this(worth, remedy, free, OptionalLong.empty());
        }
    }

    /**
     * What holds for the return as a whole.
     *
     * @param shippingLeft what of the order's shipping nobody got back so far, where this return completes the order; else 0
     */
    record Terms(Currency currency, Policy.SendingBack sendingBack, Method method, long shippingLeft) {}

    /** The sums of the pieces, in their order. */
    static List<PieceSums> reckon(Terms terms, List<Chosen> pieces) {
        return new Reckoning(terms, pieces).reckon();
    }

    private List<PieceSums> reckon() {
        List<Long> shipping = shipping();
        List<Long> owed = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) owed.add(beforeFee(pieces.get(i), shipping.get(i)));
        List<Long> fees = fees(owed);
        List<PieceSums> sums = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) sums.add(sums(pieces.get(i), shipping.get(i), fees.get(i)));
        return sums;
    }

    /** The way out: each piece its own share, or with the order's last piece all that is left. */
    private List<Long> shipping() {
        List<Long> shares = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        long given = 0;
        for (Chosen piece : pieces) {
            boolean own = piece.remedy().shipping() == OutboundShipping.SHARE;
            shares.add(own ? piece.worth().shipping() : 0L);
            given += own ? piece.worth().shipping() : 0;
            weights.add(piece.remedy().shipping() == OutboundShipping.WHOLE_ORDER ? 1L : 0L);
        }
        long left = terms.shippingLeft() - given;
        if (left <= 0 || weights.stream().noneMatch(weight -> weight > 0)) return shares;
        List<Money> rest = new Money(left, terms.currency()).allocate(weights);
        for (int i = 0; i < shares.size(); i++)
            shares.set(i, shares.get(i) + rest.get(i).minor());
        return shares;
    }

    private static long beforeFee(Chosen piece, long shipping) {
        if (piece.remedy().kind().stays()) return 0;
        long value = piece.worth().value();
        return value + shipping - Remedy.share(value, piece.remedy().restocking());
    }

    /** One parcel costs one fee; the pieces it is asked for share it, none more than it is worth. */
    private List<Long> fees(List<Long> owed) {
        List<Long> none = pieces.stream().map(piece -> 0L).toList();
        if (!terms.method().isPaidByStore()) return none;
        List<Long> weights = new ArrayList<>();
        long payable = 0;
        for (int i = 0; i < pieces.size(); i++) {
            boolean pays =
                    !pieces.get(i).free() && !pieces.get(i).remedy().kind().isThing();
            weights.add(pays ? owed.get(i) : 0L);
            payable += pays ? owed.get(i) : 0;
        }
        long value = pieces.stream().mapToLong(piece -> piece.worth().value()).sum();
        long fee = Math.min(payable, terms.sendingBack().fee(terms.currency().getCurrencyCode(), value));
        if (fee == 0) return none;
        return new Money(fee, terms.currency())
                .allocate(weights).stream().map(Money::minor).toList();
    }

    private static PieceSums sums(Chosen piece, long shipping, long fee) {
        PieceWorth worth = piece.worth();
        Remedy remedy = piece.remedy();
        if (remedy.kind().stays()) {
            long part = Remedy.share(worth.value(), remedy.keeps());
            return new PieceSums(remedy.kind(), part, 0, 0, Remedy.share(worth.value(), remedy.bonus()), 0, 0);
        }
        long restocking = Remedy.share(worth.value(), remedy.restocking());
        long owed = worth.value() + shipping - restocking - fee;
        boolean priced = remedy.kind().isThing() && piece.price().isPresent();
        long price = priced ? price(piece, owed) : owed;
        // A bonus is for what goes into another thing, not for what comes back as money.
        long spent = price < owed ? Math.min(worth.value(), price) : worth.value();
        long bonus = Remedy.share(spent, remedy.bonus());
        return new PieceSums(
                remedy.kind(),
                worth.goods(),
                worth.tax(),
                shipping,
                bonus,
                restocking,
                fee,
                priced ? difference(price - owed, bonus, remedy.restAs()) : PieceSums.Difference.NONE);
    }

    /** Among variants only what they differ by counts: what is kept back otherwise is none of it. */
    private static long price(Chosen piece, long owed) {
        long price = piece.price().getAsLong();
        return piece.remedy().kind() == Remedy.Kind.SHOP
                ? price
                : Math.max(0, owed + price - piece.worth().value());
    }

    private static PieceSums.Difference difference(long dearer, long bonus, Remedy.Kind rest) {
        if (dearer <= 0) return new PieceSums.Difference(0, 0, -dearer, rest);
        long used = Math.min(bonus, dearer);
        return new PieceSums.Difference(dearer - used, used, 0, rest);
    }
}
