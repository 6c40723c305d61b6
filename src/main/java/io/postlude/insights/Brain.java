package io.postlude.insights;

import io.postlude.insights.Lane.Level;
import io.postlude.insights.Lane.Measure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * All that a store has learned, ready to answer. It does not change: what comes in later makes a new one. Without a forest for
 * a stage the pools answer, with a spread of their own; without anything in the pools, what carriers usually need.
 */
final class Brain {
    private static final double PRIOR_SPREAD = 0.7;
    private static final double LEAST_SPREAD = 0.15;
    /** Parcels behind a lane's or country's mean below which a window is widened and says that it is a guess. */
    private static final double KNOWN_FROM = 3;

    private static final double UNKNOWN_WIDER = 1.5;
    private static final double ABROAD_FACTOR = Math.log(2);

    private final Pools pools;
    private final LocalDays days;
    private final Map<Stage, StageModel> stages;
    private final Features features;
    private final int version;

    Brain(int version, Pools pools, LocalDays days, Map<Stage, StageModel> stages) {
        this.version = version;
        this.pools = pools;
        this.days = days;
        this.stages = stages;
        this.features = new Features(pools, days);
    }

    /** One that knows nothing yet. */
    static Brain empty(LocalDays days) {
        return new Brain(0, new Pools(), days, Map.of());
    }

    int version() {
        return version;
    }

    LocalDays days() {
        return days;
    }

    Calibration.Levels levels(Stage stage) {
        StageModel model = stages.get(stage);
        return model == null ? Calibration.Levels.PLAIN : model.calibration().levels();
    }

    /** A place in the logarithm of days and a spread around it. */
    record Guess(double middle, double spread, Basis basis, boolean learned) {}

    Guess guess(Stage stage, Trip trip, double now) {
        boolean order = stage == Stage.ORDER;
        Lane lane = new Lane(trip, order ? trip.bought() : trip.carried());
        Measure measure = order ? Measure.TOTAL : Measure.TRANSIT;
        Basis basis = basis(lane, measure, now);
        StageModel model = stages.get(stage);
        if (model == null)
            return pooled(lane, measure, new Pooled(prior(order, trip), PRIOR_SPREAD), now)
                    .on(basis);
        Features.Row row = features.of(stage, trip, now);
        double wider = basis == Basis.GUESS ? UNKNOWN_WIDER : 1;
        return new Guess(
                model.fitted().middle(row.values(), row.base()),
                wider * model.fitted().spread(row.values()),
                basis,
                true);
    }

    private static double prior(boolean order, Trip trip) {
        double near = order ? Features.PRIOR_TOTAL : Features.PRIOR_TRANSIT;
        return trip.from().country().equals(trip.to().country()) ? near : near + ABROAD_FACTOR;
    }

    private Basis basis(Lane lane, Measure measure, double now) {
        if (lane.weight(pools, Level.LANE, measure, now) >= KNOWN_FROM * 3) return Basis.LANE;
        return lane.weight(pools, Level.COUNTRY, measure, now) >= KNOWN_FROM ? Basis.COUNTRY : Basis.GUESS;
    }

    private Pooled pooled(Lane lane, Measure measure, Pooled prior, double now) {
        double mean = lane.means(pools, measure.usually(), now, prior.mean())[Level.PATH.place()];
        double priorSquare = prior.mean() * prior.mean() + prior.spread() * prior.spread();
        double square = lane.means(pools, measure.square().usually(), now, priorSquare)[Level.PATH.place()];
        return new Pooled(mean, Math.sqrt(Math.max(square - mean * mean, LEAST_SPREAD * LEAST_SPREAD)));
    }

    private record Pooled(double mean, double spread) {
        Guess on(Basis basis) {
            return new Guess(mean, basis == Basis.GUESS ? spread * UNKNOWN_WIDER : spread, basis, false);
        }
    }

    Arrival arrival(Stage stage, Guess guess) {
        StageModel model = stages.get(stage);
        return model == null || !guess.learned()
                ? Arrival.ofLogs(guess.middle(), guess.spread(), Normal.GRID)
                : model.calibration().arrival(guess.middle(), guess.spread());
    }

    /** From the beginning of a last stretch to the door. */
    Arrival leg(Leg leg, Trip trip, double now) {
        Lane lane = new Lane(trip, trip.carried());
        Pooled pooled = pooled(lane, leg.measure(), new Pooled(leg.priorMean(), leg.priorSpread()), now);
        return Arrival.ofLogs(pooled.mean(), pooled.spread(), Normal.GRID);
    }

    /** What the lane says in plain figures, for people. */
    Grounds grounds(Stage stage, Trip trip, double now, Basis basis) {
        boolean order = stage == Stage.ORDER;
        Lane lane = new Lane(trip, order ? trip.bought() : trip.carried());
        Measure measure = order ? Measure.TOTAL : Measure.TRANSIT;
        double prior = prior(order, trip);
        double slow = lane.means(pools, measure.usually(), now, prior)[Level.LANE.place()];
        double fast = lane.means(pools, measure.lately(), now, prior)[Level.LANE.place()];
        double handling = lane.means(pools, Measure.HANDLING.lately(), now, Math.log(1.5))[Level.ORIGIN.place()];
        return new Grounds(
                basis,
                (int) Math.round(lane.weight(pools, Level.LANE, measure, now)),
                Math.exp(slow),
                Math.exp(fast),
                Math.max(0, Math.exp(handling) - 0.5),
                (int) days.freeDaysAhead(now),
                0);
    }

    /** This with more deliveries remembered. */
    Brain with(List<Trip> more) {
        if (more.isEmpty()) return this;
        Pools grown = pools.copy();
        Features learning = new Features(grown, days);
        more.forEach(learning::learn);
        return new Brain(version, grown, days, stages);
    }

    byte[] write(double day) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(stages.size());
            for (Map.Entry<Stage, StageModel> stage : stages.entrySet()) {
                out.writeUTF(stage.getKey().name());
                stage.getValue().write(out);
            }
            pools.write(out, day);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Brain read(int version, byte[] content, LocalDays days) {
        try (DataInputStream in = new DataInputStream(
                new java.io.BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(content))))) {
            Map<Stage, StageModel> stages = new EnumMap<>(Stage.class);
            for (int i = in.readInt(); i > 0; i--) stages.put(Stage.valueOf(in.readUTF()), StageModel.read(in));
            return new Brain(version, Pools.read(in), days, stages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
