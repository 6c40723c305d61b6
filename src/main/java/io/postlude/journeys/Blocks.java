package io.postlude.journeys;

import io.postlude.customers.Purpose;
import io.postlude.flows.Flow;
import io.postlude.flows.Flows;
import io.postlude.flows.Step;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.texts.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What journeys put on the page of an order: shown until its usefulness, the journey's goal or an exit ends it. */
public final class Blocks {
    private final RunReading reading;
    private final StepLetters letters;
    private final Flows flows;
    private final Texts texts;
    private final InstantSource clock;

    /** What it works with. */
    record Tools(RunReading reading, StepLetters letters, Flows flows, Texts texts) {}

    Blocks(Tools tools, InstantSource clock) {
        this.reading = tools.reading();
        this.letters = tools.letters();
        this.flows = tools.flows();
        this.texts = tools.texts();
        this.clock = clock;
    }

    /** One block, written. */
    public record Shown(TouchpointId id, Texts.Block words) {}

    /** The newest that stands on an order's page; {@code locale} null: the customer's own language. */
    public Optional<Shown> of(Tx tx, StoreId store, OrderId order, @Nullable Locale locale) {
        for (BlockSql.Standing one : BlockSql.standing(tx, store, order, clock.instant())) {
            Optional<Shown> shown = shown(tx, store, one, locale);
            if (shown.isPresent()) return shown;
        }
        return Optional.empty();
    }

    private Optional<Shown> shown(Tx tx, StoreId store, BlockSql.Standing one, @Nullable Locale locale) {
        List<Run> runs = RunSql.ofIds(tx, store, List.of(one.run()));
        Run run = runs.isEmpty() ? null : runs.getFirst();
        Flow flow = run == null || isArchived(tx, store, run)
                ? null
                : flows.version(tx, store, run.flow(), run.version()).orElse(null);
        if (run == null || flow == null || !(flow.step(one.step()).orElse(null) instanceof Step.Touch touch))
            return Optional.empty();
        Texts.Found text = texts.find(tx, store, touch.message()).orElse(null);
        if (text == null || !text.document().has("page")) return Optional.empty();
        RunReading.Round round = reading.read(tx, store, List.of(run));
        StepDesk.Asked asked = round.ask(one.id(), run, flow, new Walking.Touched(touch, one.at()));
        if (refuses(asked.question())) return Optional.empty();
        StepLetters.Letter letter = new StepLetters.Letter(asked.question(), asked.facts());
        Locale reader = locale == null ? asked.question().recipient().locale() : locale;
        return Optional.of(new Shown(one.id(), letters.block(round.store(), letter, text.document(), reader)));
    }

    /** A journey that was put away says nothing any more, also where its runs had come to their end. */
    private boolean isArchived(Tx tx, StoreId store, Run run) {
        return flows.find(tx, store, run.flow())
                .map(view -> view.archivedAt() != null)
                .orElse(true);
    }

    /** Who has said no since is shown nothing that sells. */
    private static boolean refuses(StepQuestion question) {
        Purpose purpose = question.step().purpose();
        return purpose != Purpose.SERVICE && question.recipient().refused().contains(purpose);
    }

    /** The page was really fetched with it. */
    public void seen(Tx tx, StoreId store, TouchpointId id) {
        BlockSql.seen(tx, store, id, clock.instant());
    }
}
