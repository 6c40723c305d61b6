package io.postlude.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws that hold for every history of a parcel; a failure names the seed that made the history. */
class ParcelMachinePropertyTest {

    private static final long FIRST_SEED = Long.getLong("postlude.seed", 20_260_301L);
    private static final int HISTORIES = 3_000;
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @Test
    void any_order_and_any_repetition_of_the_same_scans_end_in_the_same_state() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Sighting> history = history(random);
            ParcelState inOrder = told(history);
            List<Sighting> shuffled = new ArrayList<>(history);
            shuffled.addAll(history.subList(0, random.nextInt(history.size())));
            Collections.shuffle(shuffled, random);
            ParcelState anyOrder = told(shuffled);
            assertEquals(inOrder, anyOrder, "seed " + seed);
            assertEquals(Troubles.open(inOrder), Troubles.open(anyOrder), "seed " + seed);
        }
    }

    @Test
    void a_scan_older_than_the_standing_never_leads_back_on_the_ordinary_way() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Sighting> shuffled = history(random);
            Collections.shuffle(shuffled, random);
            ParcelState state = ParcelState.unseen(direction(seed));
            for (Sighting scan : shuffled) {
                Standing before = Standing.of(state);
                state = ParcelMachine.accept(state, scan).state();
                Standing after = Standing.of(state);
                boolean late = before.at() != null && scan.at().isBefore(before.at());
                assertTrue(!late || noStepBack(before, after), "seed " + seed + ": " + before + " became " + after);
            }
        }
    }

    @Test
    void a_repeated_scan_has_no_outcome() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            List<Sighting> history = history(new Random(seed));
            ParcelState state = told(history);
            for (Sighting scan : history) {
                assertTrue(ParcelMachine.accept(state, scan).outcomes().isEmpty(), "seed " + seed + ": " + scan);
            }
        }
    }

    @Test
    void what_the_moves_tell_adds_up_to_where_the_parcel_stands() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Sighting> shuffled = history(random);
            Collections.shuffle(shuffled, random);
            ParcelState state = ParcelState.unseen(direction(seed));
            StatusDetail followed = Standing.of(state).detail();
            for (Sighting scan : shuffled) {
                ParcelMachine.Step step = ParcelMachine.accept(state, scan);
                for (Outcome outcome : step.outcomes()) {
                    if (outcome instanceof Outcome.Moved moved) {
                        assertEquals(followed, moved.from(), "seed " + seed);
                        followed = moved.to();
                    }
                }
                state = step.state();
            }
            assertEquals(Standing.of(state).detail(), followed, "seed " + seed);
        }
    }

    private static boolean noStepBack(Standing before, Standing after) {
        int from = before.detail().status().step();
        int to = after.detail().status().step();
        return from < 0 || to < 0 || to >= from;
    }

    private static Direction direction(long seed) {
        return seed % 4 == 0 ? Direction.INBOUND : Direction.OUTBOUND;
    }

    private static ParcelState told(List<Sighting> scans) {
        ParcelState state = ParcelState.unseen(Direction.OUTBOUND);
        for (Sighting scan : scans) {
            state = ParcelMachine.accept(state, scan).state();
        }
        return state;
    }

    private static List<Sighting> history(Random random) {
        StatusDetail[] details = StatusDetail.values();
        List<Sighting> history = new ArrayList<>();
        int length = 2 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            Instant at = START.plus(Duration.ofHours(random.nextInt(30)));
            history.add(
                    random.nextInt(8) == 0
                            ? Sighting.unmapped(at)
                            : Sighting.of(at, details[random.nextInt(details.length)]));
        }
        return history;
    }
}
