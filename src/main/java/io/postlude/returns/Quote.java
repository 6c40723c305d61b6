package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.orders.LineId;
import io.postlude.orders.VariantId;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What an ask comes to, whether or not it could be committed as it is.
 *
 * @param methods ways back that all things of it may take
 * @param sendBy the last day on which all of it is allowed; null without limit
 * @param needsPerson a person of the store decides before anything is sent
 * @param denials what stands in the way; empty where it can be committed
 */
public record Quote(
        Currency currency,
        int policyVersion,
        List<Item> items,
        List<Method> methods,
        @Nullable Method method,
        @Nullable LocalDate sendBy,
        boolean needsPerson,
        List<Denial> denials) {
    public Quote {
        items = List.copyOf(items);
        methods = List.copyOf(methods);
        denials = List.copyOf(denials);
    }

    /** One wish with what may be had for it; {@code pieces} are empty where it is refused or nothing was chosen. */
    public record Item(Wish wish, Decision decision, List<Offer> offers, List<QuotedPiece> pieces) {
        public Item {
            offers = List.copyOf(offers);
            pieces = List.copyOf(pieces);
        }
    }

    /** One way to settle it, and what all pieces of the wish would come to, before what the way back costs. */
    public record Offer(Remedy remedy, Money amount, Money bonus) {}

    /** One piece as it would be written down. */
    public record QuotedPiece(
            LineId line,
            int number,
            Remedy remedy,
            PieceSums sums,
            @Nullable VariantId variant,
            boolean person) {}

    public boolean isPossible() {
        return denials.isEmpty();
    }

    List<QuotedPiece> pieces() {
        return items.stream().flatMap(item -> item.pieces().stream()).toList();
    }

    /** To the means it was paid with. */
    public Money refund() {
        return sum(PieceSums::refund);
    }

    /** As store credit, bonuses in it as far as no other thing takes them up. */
    public Money credit() {
        return sum(PieceSums::credit);
    }

    /** What the customer pays on top for other things. */
    public Money charge() {
        return sum(sums -> sums.difference().charge());
    }

    public Money bonus() {
        return sum(PieceSums::bonus);
    }

    /** Given as other things: what of the value goes into them. */
    public Money exchanged() {
        return sum(
                sums -> sums.kind().isThing() ? sums.owed() - sums.difference().back() : 0);
    }

    /** What the way back costs the customer. */
    public Money fee() {
        return sum(PieceSums::fee);
    }

    private Money sum(ToLongFunction<PieceSums> part) {
        return new Money(
                pieces().stream()
                        .mapToLong(piece -> part.applyAsLong(piece.sums()))
                        .sum(),
                currency);
    }
}
