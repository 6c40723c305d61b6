package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.orders.OrderView;
import io.postlude.orders.VariantId;
import io.postlude.returns.OrderWorth.PieceWorth;
import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is known of the things somebody wants instead.
 *
 * @param left what can be had of each that is counted
 * @param prices what each costs now, in the order's currency; those nobody knows a price of are left out
 */
record OtherThings(Map<VariantId, Integer> left, Map<VariantId, Money> prices) {
    OtherThings {
        left = Map.copyOf(left);
        prices = Map.copyOf(prices);
    }

    /**
     * What the wanted thing costs in the place of this piece, in minor units; empty where it is given for what the piece is
     * worth. Another variant of the product costs what it would have cost in that order: the customer keeps the discount they
     * had, and a price that rose or fell for all of them since is not theirs to bear. Another product costs its price, with the
     * tax of the piece where the order's prices hold none.
     */
    OptionalLong price(OrderView.Line line, PieceWorth worth, Wish wish) {
        VariantId wanted = wish.variant();
        Money price = wanted == null ? null : prices.get(wanted);
        if (price == null) return OptionalLong.empty();
        if (wish.remedy() == Remedy.Kind.SHOP)
            return OptionalLong.of(price.minor() + share(price.minor(), worth.tax(), worth.goods()));
        Money own = prices.get(line.variant());
        if (own == null || own.isZero() || line.variant().equals(wanted)) return OptionalLong.empty();
        return OptionalLong.of(share(worth.value(), price.minor(), own.minor()));
    }

    /** Rounded down, for the customer. */
    private static long share(long minor, long part, long whole) {
        if (whole == 0) return 0;
        return BigInteger.valueOf(minor)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }
}
