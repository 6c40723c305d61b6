package io.postlude.claims;

import io.postlude.claims.ClaimAnswer.Denied;
import io.postlude.claims.ClaimAnswer.Why;
import io.postlude.orders.OrderView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of an order can be claimed now, and why not where it cannot. */
public record Claimable(OrderView order, List<Thing> things) {
    public Claimable {
        things = List.copyOf(things);
    }

    /**
     * One line.
     *
     * @param free pieces that are in no open claim and in no return
     * @param hurdles for each kind that cannot be claimed: why; a kind that is not in it can
     */
    public record Thing(
            OrderView.Line line, int free, @Nullable LocalDate warrantyUntil, Map<ClaimKind, Denied> hurdles) {
        public Thing {
            hurdles = Map.copyOf(hurdles);
        }

        public boolean isPossible(ClaimKind kind) {
            return !hurdles.containsKey(kind);
        }
    }

    public boolean isPossible() {
        return things.stream().anyMatch(thing -> thing.hurdles().size() < ClaimKind.values().length);
    }

    public Optional<Thing> thing(io.postlude.orders.LineId line) {
        return things.stream().filter(one -> one.line().id().equals(line)).findFirst();
    }

    /**
     * What is known of one line.
     *
     * @param held pieces in returns, {@code claimed} those in open claims
     * @param expected the last day it was to come, where somebody said one
     */
    record Known(
            OrderView.Line line,
            int held,
            int claimed,
            @Nullable Instant dispatched,
            @Nullable Instant delivered,
            @Nullable LocalDate expected,
            @Nullable LocalDate warrantyUntil) {
        int free() {
            return Math.max(0, line.shipped() - held - claimed);
        }
    }

    /** Today, where the store is. */
    record Now(LocalDate today, ZoneId zone, ClaimSettings settings) {}

    /** A parcel nobody said a day for is given this long before it counts as not come. */
    private static final int USUAL_TRANSIT_DAYS = 7;

    static Thing judge(Known known, Now now) {
        Map<ClaimKind, Denied> hurdles = new EnumMap<>(ClaimKind.class);
        for (ClaimKind kind : ClaimKind.values()) {
            Denied hurdle = hurdle(kind, known, now);
            if (hurdle != null) hurdles.put(kind, hurdle);
        }
        return new Thing(known.line(), known.free(), known.warrantyUntil(), hurdles);
    }

    private static @Nullable Denied hurdle(ClaimKind kind, Known known, Now now) {
        if (known.dispatched() == null || known.line().shipped() == 0) return denied(Why.NOT_SENT_YET, null);
        if (known.free() == 0) return denied(known.claimed() > 0 ? Why.CLAIMED_ALREADY : Why.RETURNING_ALREADY, null);
        if (kind == ClaimKind.DEFECT) return outOfWarranty(known, now);
        if (kind == ClaimKind.NEVER_ARRIVED && known.delivered() == null) {
            LocalDate by = due(known, now);
            if (!now.today().isAfter(by)) return denied(Why.TOO_EARLY, by);
        }
        LocalDate last = day(known.delivered() == null ? null : known.delivered(), known, now)
                .plusDays(now.settings().reportDays());
        return now.today().isAfter(last) ? denied(Why.TOO_LATE, last) : null;
    }

    private static @Nullable Denied outOfWarranty(Known known, Now now) {
        LocalDate until = known.warrantyUntil();
        return until == null || now.today().isAfter(until) ? denied(Why.OUT_OF_WARRANTY, until) : null;
    }

    private static LocalDate day(@Nullable Instant delivered, Known known, Now now) {
        return delivered == null
                ? due(known, now)
                : delivered.atZone(now.zone()).toLocalDate();
    }

    private static LocalDate due(Known known, Now now) {
        if (known.expected() != null) return known.expected();
        Instant sent = java.util.Objects.requireNonNull(known.dispatched());
        return sent.atZone(now.zone()).toLocalDate().plusDays(USUAL_TRANSIT_DAYS);
    }

    private static Denied denied(Why why, @Nullable LocalDate day) {
        return new Denied(why, "", day);
    }
}
