package io.postlude.orders;

import io.postlude.orders.OrderSnapshot.Totals;
import java.util.Collection;

/**
 * Whether an order's sums agree with its lines and with each other, to the cent. A difference is kept and shown, never
 * corrected: it is the shop's book, and only the shop knows which side is wrong.
 *
 * @param goodsOff stated goods minus the sum of the lines, in minor units
 * @param totalOff stated total minus goods - discount + shipping, and + tax where prices do not hold it
 */
record TotalsCheck(long goodsOff, long totalOff) {

    static TotalsCheck of(Totals stated, Collection<LineRow> lines) {
        long goods = 0;
        for (LineRow line : lines)
            if (!line.removed())
                goods = Math.addExact(goods, Math.multiplyExact(line.unitPrice(), (long) line.quantity()));
        long total = stated.goods().minor()
                - stated.discount().minor()
                + stated.shipping().minor()
                + (stated.taxIncluded() ? 0 : stated.tax().minor());
        return new TotalsCheck(stated.goods().minor() - goods, stated.total().minor() - total);
    }
}
