package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.customers.Purpose;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.Happening;
import io.postlude.flows.Medium;
import io.postlude.flows.Signal;
import io.postlude.flows.Span;
import io.postlude.flows.Step;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Reward;
import io.postlude.loyalty.Worth;
import io.postlude.messaging.ChannelPrices;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.Wording;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.stores.Store;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextValues;
import io.postlude.texts.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows how a text would read, with the values of a real order or made-up ones, and sends it to whoever writes it. */
public final class TextTrials {
    private static final Duration USEFUL = Duration.ofDays(1);
    private static final RunId NO_RUN = new RunId(0);
    private static final FlowId NO_FLOW = new FlowId(0);

    /** What stands for a reward: which pool a journey will draw from is not known here. */
    private static final Reward EXAMPLE =
            new Reward("", new Worth.Percent(10), Reward.EXAMPLE_CODE, LocalDate.of(2026, Month.APRIL, 30), false);

    /** As long as the path of an order's page. */
    private static final String EXAMPLE_PAGE = "/t/example" + "-".repeat(31);

    private final RunReading reading;
    private final SurroundingsReading surroundings;
    private final StepLetters letters;
    private final JourneysModule.Ground ground;
    private final JourneysModule.Faces faces;

    TextTrials(
            RunDesk.Tools tools,
            SurroundingsReading surroundings,
            JourneysModule.Ground ground,
            JourneysModule.Faces faces) {
        this.reading = tools.reading();
        this.surroundings = surroundings;
        this.letters = tools.desk().letters();
        this.ground = ground;
        this.faces = faces;
    }

    /** What is tried. {@code order} null: made-up values. */
    public record Trial(
            TextDocument text, Locale language, @Nullable OrderId order) {}

    /** How it reads; nothing is decided and nothing sent. An order that is not there counts as none. */
    public OutgoingMail.Content preview(Tx tx, StoreId store, Trial trial) {
        Real real = real(tx, store, trial).orElse(null);
        return real != null
                ? letters.content(real.store(), real.letter(), trial.text(), trial.language())
                : madeUp(tx, store, trial);
    }

    /** A short form as its reader would have it; empty where the text has no words for it. */
    public Optional<BriefTrial> brief(Tx tx, StoreId id, Trial trial, Medium medium) {
        String form = medium.code();
        if (medium == Medium.EMAIL || !trial.text().has(form)) return Optional.empty();
        Real real = real(tx, id, trial).orElse(null);
        Store store = real == null ? store(tx, id) : real.store();
        if (medium == Medium.PAGE)
            return Optional.of(BriefTrial.of(
                    real == null
                            ? faces.texts().block(trial.text(), values(store, trial), reader(store, trial))
                            : letters.block(store, real.letter(), trial.text(), trial.language())));
        Channel channel = Objects.requireNonNull(medium.channel());
        Wording wording = real == null
                ? faces.texts().brief(trial.text(), channel, values(store, trial), reader(store, trial))
                : letters.tried(store, real.letter(), trial, channel);
        return Optional.of(BriefTrial.of(medium, wording, ChannelPrices.read(tx, id)));
    }

    private record Real(Store store, StepLetters.Letter letter) {}

    private Optional<Real> real(Tx tx, StoreId store, Trial trial) {
        if (trial.order() == null || trial.text().about() == TextDocument.About.RETURN) return Optional.empty();
        return faces.orders().orders(tx, store, List.of(trial.order())).stream()
                .findFirst()
                .map(order -> real(tx, store, trial, order));
    }

    private Real real(Tx tx, StoreId store, Trial trial, OrderView order) {
        InstantSource clock = ground.clock();
        Instant now = clock.instant();
        Step.Touch step = new Step.Touch(
                "trial", trial.text().key(), List.of(Medium.EMAIL), Purpose.MARKETING, null, Span.NONE, 9, null);
        Flow flow = new Flow(
                "trial",
                "",
                Flow.Stage.USING,
                new Flow.Entry(new Flow.On(Signal.of(Happening.DELIVERED)), null, Flow.Per.ORDER, Flow.Again.NEVER),
                List.of(),
                0,
                List.of(step),
                Map.of(step.id(), step));
        Run run = new Run(
                NO_RUN,
                store,
                NO_FLOW,
                0,
                new Run.Subject(order.id().value(), order.id(), null, order.customer()),
                1,
                Run.Stand.at(step.id(), now),
                new Run.Came(new Run.What(Happening.DELIVERED.code(), now, null, null), 0, now),
                0);
        RunReading.Round round = reading.read(tx, store, List.of(run)).awarded(Map.of(NO_RUN.value(), EXAMPLE));
        StepDesk.Asked asked = round.ask(new TouchpointId(0), run, flow, new Walking.Touched(step, now));
        return new Real(round.store(), new StepLetters.Letter(asked.question(), asked.facts()));
    }

    private Store store(Tx tx, StoreId id) {
        return surroundings
                .read(tx, id, new SurroundingsReading.About(List.of(), List.of()))
                .store();
    }

    private OutgoingMail.Content madeUp(Tx tx, StoreId id, Trial trial) {
        Store store = store(tx, id);
        return faces.texts().write(trial.text(), store.brand(), values(store, trial), reader(store, trial));
    }

    private static TextValues values(Store store, Trial trial) {
        return TextValues.sample(trial.text().about(), store.brand().name(), trial.language());
    }

    /** Links as long as real ones are: of a short form each sign counts. */
    private Texts.Reader reader(Store store, Trial trial) {
        Texts.Links links = new Texts.Links(
                ground.url() + EXAMPLE_PAGE,
                letters.absolute(store.brand().links().site()),
                ground.url() + "/p/example",
                null);
        return new Texts.Reader(trial.language(), "marketing", links);
    }

    /** {@code key}: the same key is sent once, however often it is asked for. */
    public record Recipient(Mailbox mailbox, String key) {}

    /** Sends it to a member of the staff, marked as a trial. False: the installation has no address to send from. */
    public boolean send(Tx tx, StoreId store, Trial trial, Recipient to) {
        Mailbox sender = surroundings
                .read(tx, store, new SurroundingsReading.About(List.of(), List.of()))
                .rules()
                .sender();
        if (sender == null) return false;
        OutgoingMail.Content content = preview(tx, store, trial);
        Messages messages = faces.messages();
        var _ = messages.queue(
                tx,
                new OutgoingMail(
                        store,
                        "text_trial",
                        "trial:" + to.key(),
                        new OutgoingMail.Envelope(sender, null, to.mailbox()),
                        null,
                        new OutgoingMail.Content(
                                "[Trial] " + content.subject(),
                                content.html(),
                                content.text(),
                                Map.of("Auto-Submitted", "auto-generated")),
                        OutgoingMail.WhenInDoubt.RESEND,
                        USEFUL));
        return true;
    }

    /** Sends a short form to whoever writes it. */
    public BriefTrials briefs() {
        return new BriefTrials(faces.customers(), faces.messages(), ground.clock());
    }
}
