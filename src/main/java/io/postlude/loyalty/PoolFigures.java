package io.postlude.loyalty;

import io.postlude.kernel.Money;
import java.util.List;

/**
 * What became of a pool's codes. Of a list, all its codes are {@code left + spent + given}, and of those given some are used,
 * some expired, and the others still open.
 *
 * @param left codes nobody has; of a pool with one code for everybody 0
 * @param spent came with an order before they were given to anybody
 * @param used rewards that an order carries which stands
 * @param expired rewards that were not used by their last day
 * @param orders orders that stand and carry a code of it, whoever's it was
 * @param money what these orders come to as they were placed, by currency; it is not said that they came because of it
 */
public record PoolFigures(long left, long spent, long given, long used, long expired, long orders, List<Money> money) {
    public static final PoolFigures NOTHING = new PoolFigures(0, 0, 0, 0, 0, 0, List.of());

    public PoolFigures {
        money = List.copyOf(money);
    }

    /** Given, not used, and still good. */
    public long open() {
        return given - used - expired;
    }

    /** All codes of a list. */
    public long codes() {
        return left + spent + given;
    }
}
