package io.postlude.journeys;

import io.postlude.flows.DateOf;
import io.postlude.flows.Flow;
import io.postlude.flows.Step;
import io.postlude.journeys.Run.Stand;
import io.postlude.kernel.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run as far as it can go: to the next wait whose time has not come, to an award, or out. Values in, values out; no clock and no
 * database, so that a rehearsal walks the very same way.
 */
final class Walking {
    /** A whole journey twice over; a circle has a wait in it, and each turn of it takes time. */
    private static final int MOST_STEPS = 1_000;

    private static final Duration LOOK_AGAIN = Duration.ofDays(1);

    private final Flow flow;
    private final Run run;
    private final Around around;
    private final Instant now;
    private final List<Call> calls = new ArrayList<>();

    private Walking(Flow flow, Run run, Around around, Instant now) {
        this.flow = flow;
        this.run = run;
        this.around = around;
        this.now = now;
    }

    /** What a walk may ask about the subject as it is now. */
    interface Around {
        boolean holds(Condition condition, Instant at);

        ZoneId zone();

        /** Null: not known. */
        @Nullable
        LocalDate date(DateOf of, Instant at);
    }

    /** Something the walk came by. */
    sealed interface Call {
        /** By the journey's own time. */
        Instant at();
    }

    record Touched(Step.Touch step, Instant at) implements Call {}

    record Acted(Step.Act step, Instant at) implements Call {}

    /** Where it came to, and what it came by. */
    record Walked(Stand stand, List<Call> calls) {
        /** It came by an award and is not at an end: it goes on as soon as that is given, for the next step may ask about it. */
        boolean halts() {
            return stand.isUnderWay() && stand.dueAt() == null && stand.awaits() == null;
        }
    }

    static Walked walk(Flow flow, Run run, Around around, Instant now) {
        Walking walking = new Walking(flow, run, around, now);
        return new Walked(walking.go(), List.copyOf(walking.calls));
    }

    /** What it awaited has happened: on from there. */
    static Walked wake(Flow flow, Run run, Around around, Woken woken) {
        Stand stand = run.stand();
        Stand on = flow.step(stand.step()).orElse(null) instanceof Step.Await await
                ? to(await.next(), stand, later(stand.at(), woken.at()))
                : stand;
        return on.isUnderWay() ? walk(flow, run.standing(on), around, woken.now()) : new Walked(on, List.of());
    }

    /** When it happened in the world, and what time it is. */
    record Woken(Instant at, Instant now) {}

    private Stand go() {
        Stand stand = run.stand();
        for (int steps = 0; steps < MOST_STEPS && stand.isUnderWay(); steps++) {
            Optional<Step> step = flow.step(stand.step());
            if (step.isEmpty()) return stand.left("step gone");
            Optional<Flow.Exit> exit = exit(stand);
            if (exit.isPresent()) return stand.left("exit: " + exit.get().name());
            Stand next = take(step.get(), stand);
            if (next.dueAt() != null || next.awaits() != null) return next;
            if (step.get() instanceof Step.Act act && act.awards()) return next;
            stand = next;
        }
        return stand.isUnderWay() ? stand.left("too many steps") : stand;
    }

    private Optional<Flow.Exit> exit(Stand stand) {
        return flow.exits().stream()
                .filter(exit -> around.holds(exit.when(), stand.at()))
                .findFirst();
    }

    private Stand take(Step step, Stand stand) {
        return switch (step) {
            case Step.Wait wait -> take(wait, stand);
            case Step.Await await -> {
                Instant due = await.atMost().after(stand.at(), around.zone());
                yield due.isAfter(now)
                        ? new Stand(step.id(), stand.at(), due, await.signal(), null)
                        : to(await.otherwise(), stand, due);
            }
            case Step.Branch branch ->
                to(
                        branch.arms().stream()
                                .filter(arm -> around.holds(arm.when(), stand.at()))
                                .findFirst()
                                .map(arm -> Optional.ofNullable(arm.next()))
                                .orElse(Optional.ofNullable(branch.otherwise()))
                                .orElse(null),
                        stand,
                        stand.at());
            case Step.Split split -> to(Lots.share(run, split).next(), stand, stand.at());
            case Step.Touch touch -> {
                calls.add(new Touched(touch, stand.at()));
                yield to(touch.next(), stand, stand.at());
            }
            case Step.Act act -> {
                calls.add(new Acted(act, stand.at()));
                yield to(act.next(), stand, stand.at());
            }
            case Step.Goal goal -> stand.left("goal: " + goal.name());
        };
    }

    private Stand take(Step.Wait wait, Stand stand) {
        return switch (wait.until()) {
            case Step.After after -> passes(wait, stand, due(after, stand.at(), around.zone()));
            case Step.Date date -> {
                LocalDate day = around.date(date.of(), stand.at());
                if (day != null) {
                    Instant due = date.offset()
                            .after(day.atTime(date.at()).atZone(around.zone()).toInstant(), around.zone());
                    yield passes(wait, stand, due);
                }
                yield date.missing() == Step.Missing.LEAVE
                        ? stand.left("no " + date.of().code().replace('_', ' '))
                        : new Stand(wait.id(), stand.at(), now.plus(LOOK_AGAIN), null, null);
            }
        };
    }

    private Stand passes(Step.Wait wait, Stand stand, Instant due) {
        return due.isAfter(now)
                ? new Stand(wait.id(), stand.at(), due, null, null)
                : to(wait.next(), stand, later(stand.at(), due));
    }

    /**
     * So long on the person's calendar, and then to the next such time on such a day. A time that the clocks skip counts as
     * the moment after; of one they show twice, the first.
     */
    static Instant due(Step.After after, Instant from, ZoneId zone) {
        ZonedDateTime earliest = after.span().after(from, zone).atZone(zone);
        LocalTime time = after.at();
        if (time == null && after.on().isEmpty()) return earliest.toInstant();
        LocalTime at = time == null ? earliest.toLocalTime() : time;
        LocalDate day = earliest.toLocalDate();
        for (int i = 0; i < 9; i++, day = day.plusDays(1)) {
            ZonedDateTime candidate = day.atTime(at).atZone(zone);
            boolean fits = after.on().isEmpty() || after.on().contains(day.getDayOfWeek());
            if (fits && !candidate.isBefore(earliest)) return candidate.toInstant();
        }
        throw new IllegalStateException("no weekday within nine days");
    }

    private static Stand to(@Nullable String next, Stand from, Instant at) {
        return next == null ? new Stand(from.step(), at, null, null, "end") : Stand.at(next, at);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
