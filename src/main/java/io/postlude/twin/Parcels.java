package io.postlude.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parcels under way, each waiting for its next scan. */
final class Parcels {
    private static final double SENDS_BACK = 0.06;
    private static final int INBOUND_POSITION = 91;

    private final World world;
    private final Troubles troubles;
    private final Map<String, Set<Track>> underWay = new HashMap<>();

    Parcels(World world, Troubles troubles) {
        this.world = world;
        this.troubles = troubles;
    }

    Troubles troubles() {
        return troubles;
    }

    /** One parcel with its whole way, as far as is known now; {@code plan} counts how often it was planned. */
    private static final class Track {
        final Following following;
        final ParcelPlan parcel;
        final List<Seen> seen = new ArrayList<>();
        List<Seen> coming = List.of();
        int plan;

        Track(Following following, ParcelPlan parcel) {
            this.following = following;
            this.parcel = parcel;
        }
    }

    void ship(Following following, ParcelPlan parcel) {
        world.tell(new Happening.ParcelShipped(world.now(), following.order, parcel));
        travel(new Track(following, parcel));
    }

    private void travel(Track track) {
        underWay.computeIfAbsent(track.parcel.way().lane().key(), lane -> new LinkedHashSet<>())
                .add(track);
        plan(track);
    }

    /** What was seen stays; what comes is worked out anew. */
    private void plan(Track track) {
        Instant seenUntil =
                track.seen.isEmpty() ? Instant.MIN : track.seen.getLast().at();
        track.coming = Voyage.of(track.parcel, troubles).stream()
                .filter(seen -> seen.at().isAfter(seenUntil))
                .toList();
        track.plan++;
        next(track);
    }

    private void next(Track track) {
        if (track.coming.isEmpty()) {
            over(track);
            return;
        }
        int plan = track.plan;
        world.at(track.coming.getFirst().at(), () -> {
            if (plan == track.plan) see(track);
        });
    }

    private void see(Track track) {
        Seen seen = track.coming.getFirst();
        track.coming = track.coming.subList(1, track.coming.size());
        track.seen.add(seen);
        OrderPlan order = track.following.order;
        if (!track.parcel.inbound()) track.following.saw(seen);
        boolean first = seen.lastMile()
                && track.seen.stream().filter(Seen::lastMile).limit(2).count() == 1;
        if (first) world.tell(new Happening.ParcelHandedOn(world.now(), order, track.parcel));
        world.tell(new Happening.ParcelSeen(world.now(), order, track.parcel, List.copyOf(track.seen)));
        next(track);
    }

    void put(Trouble trouble) {
        troubles.put(trouble);
        for (Track track : List.copyOf(underWay.getOrDefault(trouble.lane(), Set.of()))) plan(track);
    }

    private void over(Track track) {
        Set<Track> lane = underWay.get(track.parcel.way().lane().key());
        if (lane == null || !lane.remove(track)) return;
        if (track.parcel.inbound()) {
            takenIn(track);
            return;
        }
        track.following.open--;
        Step last = track.seen.getLast().step();
        if (last == Step.LOST || last == Step.DAMAGED || last == Step.BACK || last == Step.EXPIRED) payBack(track);
        if (track.following.open == 0) world.buyers().ended(track.following);
        if (track.following.arrived()) maybeSendBack(track);
    }

    private void payBack(Track track) {
        OrderPlan order = track.following.order;
        boolean all = order.parcels().size() == 1;
        OrderPlan.Line line = order.lines().get(track.parcel.articles().getFirst() - 1);
        Duration wait = hours(order.dice().on("pays back").between(18, 90));
        world.at(
                world.now().plus(wait),
                () -> world.tell(new Happening.MoneyBack(world.now(), order, all ? null : line, "did not arrive")));
    }

    private void maybeSendBack(Track track) {
        OrderPlan order = track.following.order;
        Dice dice = order.dice().on("sends back");
        if (track.following.wentBack || !dice.chance(SENDS_BACK)) return;
        track.following.wentBack = true;
        Instant handed = world.now().plus(hours(dice.on("when").between(50, 220)));
        ParcelPlan back = new ParcelPlan(
                order.shop().letters(),
                order.number(),
                INBOUND_POSITION,
                track.parcel.way(),
                Fate.DOOR,
                handed,
                handed.plusSeconds(60),
                true,
                List.of(1),
                dice);
        world.at(handed, () -> {
            world.tell(new Happening.ReturnSent(world.now(), order, back));
            travel(new Track(track.following, back));
        });
    }

    private void takenIn(Track track) {
        OrderPlan order = track.following.order;
        Instant paid = world.now().plus(hours(order.dice().on("inspects").between(8, 60)));
        world.at(
                paid,
                () -> world.tell(new Happening.MoneyBack(
                        world.now(), order, order.lines().getFirst(), "sent back")));
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds((long) (hours * 3_600));
    }
}
