package io.postlude.journeys;

import io.postlude.customers.Customers;
import io.postlude.deliveries.Deliveries;
import io.postlude.flows.Flows;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Secrets;
import io.postlude.loyalty.Rewards;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.Readings;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.returns.ReturnNews;
import io.postlude.segments.Segments;
import io.postlude.stores.Stores;
import io.postlude.texts.Texts;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Wires the decisions: a reader of the log, and a job for what was deferred. */
public final class JourneysModule {
    private static final Duration DUE_PAUSE = Duration.ofSeconds(1);
    private static final Duration CALENDAR_PAUSE = Duration.ofSeconds(10);

    private final Journeys journeys;
    private final LettersByHand byHand;
    private final TextTrials trials;
    private final TouchpointReader reader;
    private final DueTouchpoints due;
    private final RunReader runReader;
    private final DoorReader doorReader;
    private final Due dueRuns;
    private final Calendar calendar;
    private final Blocks blocks;

    /**
     * What decisions stand on.
     *
     * @param url where customers reach this server, without a slash at its end
     * @param sender the installation's own address
     */
    public record Ground(
            Database database,
            EventLog log,
            Ids ids,
            Secrets secrets,
            InstantSource clock,
            String url,
            Optional<Mailbox> sender) {}

    /** The modules decisions rest on. */
    public record Faces(
            Stores stores,
            Customers customers,
            Orders orders,
            Outlooks outlooks,
            Tracking tracking,
            Deliveries deliveries,
            Messages messages,
            Texts texts,
            Flows flows,
            Segments segments,
            ReturnNews returns,
            Rewards rewards) {}

    /** What other modules add: what is open about orders, what journeys can do, and what they may change. */
    public record Additions(List<Worries> worries, Acts acts, List<Counted> counted) {
        public static final Additions NONE = new Additions(List.of(), new Acts(Map.of()), List.of());
    }

    public JourneysModule(Ground ground, Faces faces, Additions add) {
        SurroundingsReading reading = new SurroundingsReading(faces, ground.sender());
        DeliveryLetters letters = new DeliveryLetters(ground, faces);
        TouchpointDesk desk = new TouchpointDesk(
                reading,
                new TouchpointDesk.Letters(letters, new ReturnLetters(ground, faces)),
                ground.ids(),
                ground.clock());
        this.byHand = new LettersByHand(reading, letters, desk, ground.clock());
        Measuring measuring = measuring(ground, faces);
        StepLetters stepLetters = new StepLetters(ground, faces, measuring);
        RunDesk.Tools tools = new RunDesk.Tools(
                new RunReading(reading, faces, add.worries(), ground),
                new StepDesk(stepLetters, new Reaching(faces.texts())),
                faces.flows(),
                new RunDesk.Deeds(add.acts(), new Awarding(faces.rewards())),
                ground.log());
        this.blocks = new Blocks(
                new Blocks.Tools(tools.reading(), stepLetters, faces.flows(), faces.texts()), ground.clock());
        this.trials = new TextTrials(tools, reading, ground, faces);
        RunDesk runDesk = new RunDesk(tools, ground.ids(), ground.clock());
        Entrance entrance = new Entrance(runDesk, tools.reading(), ground.ids(), ground.clock());
        this.runReader = new RunReader(runDesk, entrance, faces);
        this.doorReader = new DoorReader(entrance, faces);
        Sends sends = new Sends(faces, tools.reading(), ground.ids(), ground.clock());
        this.calendar = new Calendar(ground, faces, new Calendar.Doors(entrance, sends));
        this.dueRuns = new Due(ground.database(), runDesk, ground.clock());
        Rehearsals rehearsals = new Rehearsals(ground.log(), faces, reading, stepLetters);
        this.journeys = new Journeys(
                ground.clock(),
                faces.flows(),
                faces.texts(),
                new Journeys.Over(
                        rehearsals,
                        effects(ground, faces, add.counted()),
                        measuring,
                        new Grounds(faces.flows(), faces.messages()),
                        new Powers(rehearsals, faces.orders(), ground.clock()),
                        new SmsSizes(ground, faces),
                        sends));
        this.reader = new TouchpointReader(desk);
        this.due = new DueTouchpoints(ground.database(), desk, ground.clock());
    }

    private static Measuring measuring(Ground ground, Faces faces) {
        return new Measuring(new Measuring.Ground(
                ground.database(),
                ground.secrets(),
                ground.clock(),
                ground.url(),
                new Readings(ground.log()),
                faces.customers(),
                faces.stores()));
    }

    private static Effects effects(Ground ground, Faces faces, List<Counted> counted) {
        var figures = new EffectFigures(
                faces.orders(), counted, id -> faces.stores().get(id).profile().currency());
        return new Effects(faces.flows(), faces.orders(), figures, ground.clock());
    }

    /** What stands on the pages of orders. */
    public Blocks blocks() {
        return blocks;
    }

    public Journeys journeys() {
        return journeys;
    }

    public LettersByHand byHand() {
        return byHand;
    }

    public TextTrials trials() {
        return trials;
    }

    /** What delivery news and journeys read of the log. */
    public List<LogReader> readers() {
        return List.of(reader, runReader, doorReader);
    }

    /** Adds the recurring work; before {@link Jobs#start}. */
    public void schedule(Jobs jobs) {
        jobs.every(DUE_PAUSE, "journeys-due", due::releaseAcrossStores);
        jobs.every(DUE_PAUSE, "journeys-runs", dueRuns::takeAllAcrossStores);
        jobs.every(CALENDAR_PAUSE, "journeys-calendar", calendar::takeAllAcrossStores);
    }

    /** Some runs that are due; answers how many. */
    int someRunsAcrossStores() {
        return dueRuns.someRunsAcrossStores();
    }

    /** Takes up what is due now; the recurring job does the same. */
    public void releaseAcrossStores() {
        calendar.takeAllAcrossStores();
        due.releaseAcrossStores();
        dueRuns.takeAllAcrossStores();
    }
}
