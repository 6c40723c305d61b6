package io.postlude.insights;

import io.postlude.kernel.Database;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Learns each store's model anew in the background: when a day has passed, or when much has arrived since. */
final class Training {
    /** The most recent so many parcels teach; older ones would hardly weigh. */
    static final int PARCELS_LIMIT = 1_000_000;

    private static final Duration PAUSE = Duration.ofHours(24);
    private static final double GROWN_BY = 1.1;
    private static final int GROWN_LEAST = 10;
    private static final double REMEMBERED_DAYS = 400;
    private static final List<Stage> LEARNED = List.of(Stage.ORDER, Stage.HAND_OVER);

    private final Database database;
    private final Stores stores;
    private final Brains brains;
    private final InstantSource clock;

    Training(Database database, Stores stores, Brains brains, InstantSource clock) {
        this.database = database;
        this.stores = stores;
        this.brains = brains;
        this.clock = clock;
    }

    void trainDueAcrossStores() {
        for (Store store : stores.allAcrossStores()) if (due(store.id())) train(store.id());
    }

    /** Daily, and sooner while the history grows by a tenth: a store that has just imported its past need not wait. */
    private boolean due(StoreId store) {
        return database.inStore(store, tx -> {
            long parcels = FactSql.count(tx, store);
            if (parcels == 0) return false;
            return ForecastSql.state(tx, store)
                    .map(state -> !state.trainedAt().plus(PAUSE).isAfter(clock.instant())
                            || parcels > state.parcels() * GROWN_BY + GROWN_LEAST)
                    .orElse(true);
        });
    }

    void train(StoreId id) {
        long began = System.nanoTime();
        LocalDays days = Brains.days(stores.get(id));
        List<FactSql.Fact> facts = database.inStore(id, tx -> FactSql.latest(tx, id, PARCELS_LIMIT, days));
        if (facts.isEmpty()) return;
        Pools pools = new Pools();
        History history = History.live(facts.stream().map(FactSql.Fact::trip).toList(), pools, days);
        int version = database.inStore(id, tx -> ForecastSql.state(tx, id))
                        .map(ModelState::version)
                        .orElse(0)
                + 1;
        Lesson lesson = new Lesson(id, version, clock.instant(), facts, history);
        Map<Stage, StageModel> stages = new EnumMap<>(Stage.class);
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (Stage stage : LEARNED) learn(lesson, stage, stages, metrics);
        byte[] content = new Brain(version, pools, days, stages).write(lesson.day());
        int tookMillis = (int) Duration.ofNanos(System.nanoTime() - began).toMillis();
        ModelState state = new ModelState(version, lesson.now(), facts.size(), tookMillis, Json.write(metrics));
        long seq = facts.stream().mapToLong(FactSql.Fact::seq).max().orElse(0);
        database.runInStore(id, tx -> ForecastSql.put(tx, id, state, new ForecastSql.Kept(version, seq, content)));
        Brain _ = brains.refresh(id);
        database.runInStore(id, tx -> {
            ForecastSql.LOOKING.alone(tx, id);
            ForecastSql.lookAtAll(tx, id, lesson.now());
        });
    }

    /** What one training works on. */
    private record Lesson(StoreId store, int version, Instant now, List<FactSql.Fact> facts, History history) {
        double day() {
            return Trip.day(now);
        }
    }

    private void learn(Lesson lesson, Stage stage, Map<Stage, StageModel> stages, Map<String, Object> metrics) {
        Samples samples = lesson.history().samples(stage);
        int[] rows = Learner.endedBefore(samples, lesson.day());
        if (rows.length < Learner.LEAST_ROWS || !LightGbm.available()) return;
        Learner.Learned learned = Learner.learn(samples, rows, lesson.day());
        List<Calibration.Outcome> outcomes = outcomes(lesson, stage);
        if (outcomes.size() < Walk.ENOUGH_OUTCOMES) {
            lookBack(lesson, stage, samples);
            outcomes = outcomes(lesson, stage);
        }
        boolean enough = outcomes.size() >= Walk.ENOUGH_OUTCOMES;
        Calibration calibration = Calibration.of(enough ? outcomes : learned.outcomes(), lesson.day());
        stages.put(stage, new StageModel(learned.fitted(), calibration));
        metrics.put(
                stage.name(), Map.of("rows", rows.length, "outcomes", outcomes.size(), "levels", calibration.levels()));
    }

    private List<Calibration.Outcome> outcomes(Lesson lesson, Stage stage) {
        ReportSql.Span span =
                new ReportSql.Span(lesson.store(), stage, Trip.instant(lesson.day() - REMEMBERED_DAYS), lesson.now());
        return database.inStore(lesson.store(), tx -> OutcomeSql.known(tx, span));
    }

    /** Where forecasts were not made at the time, they are made now, each from what had arrived before it, and judged. */
    private void lookBack(Lesson lesson, Stage stage, Samples samples) {
        List<OutcomeSql.Said> said = LookBack.over(
                stage,
                samples,
                lesson.facts(),
                new LookBack.Moment(lesson.day(), stores.get(lesson.store()).zone()));
        List<OutcomeSql.Arrived> arrived = said.stream()
                .map(one -> new OutcomeSql.Arrived(
                        one.order(),
                        one.shipment(),
                        Trip.instant(one.trip().times().delivered())))
                .toList();
        database.runInStore(lesson.store(), tx -> {
            ForecastSql.LOOKING.alone(tx, lesson.store());
            OutcomeSql.put(tx, new OutcomeSql.Batch(lesson.store(), stage, lesson.version(), true), said);
            OutcomeSql.settle(tx, lesson.store(), arrived);
        });
    }
}
