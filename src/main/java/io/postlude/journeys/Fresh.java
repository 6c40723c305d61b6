package io.postlude.journeys;

import io.postlude.journeys.Occasion.ParcelsOf;
import io.postlude.kernel.Ids;
import io.postlude.orders.OrderView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells which occasions are new: of an order we know, not history that came with a file, not decided about before. */
final class Fresh {
    /** An order that came so long after it was placed was not sent by a shop that tells as things happen. */
    private static final Duration CAME_LATE = Duration.ofDays(2);

    private final Surroundings around;
    private final Instant now;

    Fresh(Surroundings around, Instant now) {
        this.around = around;
        this.now = now;
    }

    List<Occasion> of(List<Occasion> occasions) {
        Set<Occasion.Key> known = new HashSet<>();
        around.told()
                .values()
                .forEach(told -> told.forEach(
                        touchpoint -> known.add(new Occasion.Key(touchpoint.subject(), touchpoint.milestone()))));
        List<Occasion> fresh = new ArrayList<>();
        for (Occasion occasion : occasions)
            of(occasion).filter(one -> known.add(one.key())).forEach(fresh::add);
        return fresh;
    }

    private Stream<Occasion> of(Occasion occasion) {
        Optional<OrderView> order = around.order(occasion.order());
        if (order.isEmpty()) return Stream.empty();
        return resolved(occasion)
                .filter(one -> !isHistory(order.get(), one))
                .map(one -> afterCorrection(one) ? one.again() : one);
    }

    private Stream<Occasion> resolved(Occasion occasion) {
        if (!(occasion.about() instanceof ParcelsOf(var fulfilment))) return Stream.of(occasion);
        return around.parcels(occasion.order()).stream()
                .filter(parcel -> parcel.reference().startsWith(fulfilment.toString()))
                .map(parcel -> occasion.ofParcel(parcel.id(), parcel.registeredAt()));
    }

    /**
     * A parcel's event does not say that it came with a file. Of an order that did, what happened before it came is
     * history; that it is on its way is history even where the file is of today, for the shop has told it. What happened
     * before the store was opened here is history too, whichever way it came, and so is what an order brings along that
     * came days after it was placed: where it helps nobody any more it is not decided upon.
     */
    private boolean isHistory(OrderView order, Occasion occasion) {
        Instant came = Ids.madeAt(order.id());
        boolean before = !occasion.happenedAt().isAfter(came);
        if (order.imported()) return before || occasion.kind() == TouchpointKind.SHIPPED;
        boolean beforeUs = !occasion.happenedAt().isAfter(around.store().openedAt());
        boolean cameLate = before && order.placedAt().isBefore(came.minus(CAME_LATE));
        return (beforeUs || cameLate)
                && !occasion.kind()
                        .usefulUntil(
                                occasion.happenedAt(),
                                Recipients.of(around, order).zone())
                        .isAfter(now);
    }

    /** What was taken back and is true after all is told once more. */
    private boolean afterCorrection(Occasion occasion) {
        String correction = TouchpointKind.CORRECTION + ":" + occasion.kind();
        return around.told(occasion.order()).stream()
                .anyMatch(told -> told.milestone().equals(correction)
                        && told.outcome() == Outcome.SENT
                        && told.subject() == occasion.subject());
    }
}
