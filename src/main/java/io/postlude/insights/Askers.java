package io.postlude.insights;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Asks for forecasts at a steady pace, as requests do, and notes how long each had to wait for its answer: for the bench. */
final class Askers implements AutoCloseable {
    private static final int A_SECOND = 200;
    private static final int MOST = 60_000;

    private final double[] millis = new double[MOST];
    private final Thread thread;
    private int asked;
    private volatile boolean over;

    Askers(Brain brain, List<Trip> trips) {
        thread = Thread.ofPlatform().name("asker").start(() -> ask(brain, trips));
    }

    /** How long the answers took, in milliseconds, from the moment they were due. */
    record Waits(double median, double p99, double most) {}

    private void ask(Brain brain, List<Trip> trips) {
        long began = System.nanoTime();
        while (!over && asked < MOST) {
            long due = began + asked * 1_000_000_000L / A_SECOND;
            while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
            Trip trip = trips.get(asked % trips.size());
            Arrival arrival = brain.arrival(
                    Stage.ORDER, brain.guess(Stage.ORDER, trip, trip.times().placed()));
            // Who is late counts from when it should have begun: otherwise one long wait hides those behind it.
            if (arrival.shortest(0.9).width() >= 0) millis[asked] = (System.nanoTime() - due) / 1e6;
            asked++;
        }
    }

    Waits end() throws InterruptedException {
        over = true;
        thread.join();
        double[] sorted = Arrays.copyOf(millis, asked);
        Arrays.sort(sorted);
        return new Waits(sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)], sorted[sorted.length - 1]);
    }

    @Override
    public void close() {
        over = true;
    }
}
