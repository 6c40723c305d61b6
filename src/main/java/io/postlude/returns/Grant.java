package io.postlude.returns;

import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import java.util.List;

/**
 * What a person of the store gives for pieces of an order although no policy was asked: a claim was found right.
 *
 * @param reason as returns count it
 * @param words for the customer
 */
public record Grant(OrderId order, List<Part> parts, Reason reason, Terms terms, String words, Asker asker) {
    public Grant {
        parts = List.copyOf(parts);
    }

    /** So many pieces of a line. */
    public record Part(LineId line, int quantity) {}

    /**
     * What is given.
     *
     * @param share for what {@linkplain Remedy.Kind#stays() stays}: the part of the value that is given, in hundredths of a per cent
     * @param comesBack whether the thing is to be sent in before anything is given; else it stays where it is
     */
    public record Terms(Remedy.Kind kind, int share, boolean comesBack) {
        public Terms {
            if (share < 0 || share > Remedy.WHOLE)
                throw new IllegalArgumentException("a share is between nothing and all");
            if (kind.stays() && (share == 0 || comesBack))
                throw new IllegalArgumentException("what is kept stays, and something is given for it");
        }
    }
}
