package io.postlude.journeys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.customers.Customers;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowEdits;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.Medium;
import io.postlude.flows.Step;
import io.postlude.kernel.CleanText;
import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.segments.Segment;
import io.postlude.texts.TextDocument;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One-off sends to a segment. Each is a journey that lets its segment's members in once, so consent, caps, quiet hours, lots,
 * texts and effect are those of every journey; this class writes the journey, looks ahead, begins it, ends it and counts.
 */
public final class Sends {
    public static final int NAME_SIGNS_LIMIT = 80;

    /** No clock on earth is further from UTC. */
    private static final int FURTHEST_HOURS = 15;

    private static final int KEY_SIGNS_LIMIT = 40;
    private static final String PASSED = "That hour has passed everywhere.";
    private static final double HOLDOUT_MOST = 50;
    /** News that could not go for so long is none any more. */
    private static final String USEFUL = "P3D";

    private static final String STEP = "write";
    /** Who ends a purpose so long after a message did so because of it, as far as anybody can tell. */
    private static final Duration BECAUSE_OF_IT = Duration.ofDays(7);

    private final JourneysModule.Faces faces;
    private final SendOutlook outlook;
    private final Ids ids;
    private final InstantSource clock;

    Sends(JourneysModule.Faces faces, RunReading reading, Ids ids, InstantSource clock) {
        this.faces = faces;
        this.outlook = new SendOutlook(faces, reading, new Reaching(faces.texts()));
        this.ids = ids;
        this.clock = clock;
    }

    /** Writes one down. Nobody is told before it is published: {@link Journeys#publish}. */
    public Send.Made make(Tx tx, StoreId store, Send.Wish wish) {
        List<Send.Mistake> mistakes = mistakes(tx, store, wish.said());
        if (!mistakes.isEmpty()) return new Send.Mistaken(mistakes);
        String key = free(tx, store, "send-" + slug(wish.said().name()));
        Flows.Saved saved = faces.flows().save(tx, store, document(key, wish.said()), wish.by());
        if (!(saved instanceof Flows.Kept(FlowId id, int _, List<FlowMistake> wrong)) || !wrong.isEmpty())
            throw new IllegalStateException("a send that was checked is no journey: " + saved);
        SendSql.make(tx, store, id, new SendSql.Deed(clock.instant(), wish.by()));
        return new Send.Kept(id);
    }

    private List<Send.Mistake> mistakes(Tx tx, StoreId store, Send.Said said) {
        List<Send.Mistake> mistakes = new ArrayList<>();
        if (CleanText.orEmpty(said.name(), NAME_SIGNS_LIMIT).isEmpty())
            mistakes.add(new Send.Mistake("name", "It needs a name; customers never see it."));
        if (!faces.segments().titles(tx, store).containsKey(said.segment()))
            mistakes.add(new Send.Mistake("segment", "There is no such segment."));
        faces.texts()
                .find(tx, store, said.message())
                .ifPresentOrElse(
                        found -> {
                            if (found.document().about() != TextDocument.About.CUSTOMER)
                                mistakes.add(new Send.Mistake(
                                        "message", "This text speaks of an order; take one about a customer."));
                            else wordless(found.document(), said).ifPresent(mistakes::add);
                        },
                        () -> mistakes.add(new Send.Mistake("message", "There is no such text.")));
        if (said.day() != null && isOver(said.day(), said.at())) mistakes.add(new Send.Mistake("day", PASSED));
        if (said.holdoutPercent() < 0 || said.holdoutPercent() > HOLDOUT_MOST)
            mistakes.add(new Send.Mistake("holdoutPercent", "From 0 to 50 per cent."));
        return mistakes;
    }

    private static Optional<Send.Mistake> wordless(TextDocument text, Send.Said said) {
        if (said.channels().contains(Medium.PAGE))
            return Optional.of(new Send.Mistake("channels", "Nobody has an order here whose page it could stand on."));
        return said.channels().stream()
                .filter(one -> !text.has(one.code()))
                .findFirst()
                .map(one -> new Send.Mistake("channels", "The text has no words for " + one.words() + "."));
    }

    private boolean isOver(LocalDate day, LocalTime at) {
        return !lastCall(day, at).isAfter(clock.instant());
    }

    private static Instant lastCall(LocalDate day, LocalTime at) {
        return day.atTime(at).plusHours(FURTHEST_HOURS).toInstant(ZoneOffset.UTC);
    }

    private static String document(String key, Send.Said said) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("format", FlowParser.FORMAT)
                .put("key", key)
                .put("name", CleanText.orEmpty(said.name(), NAME_SIGNS_LIMIT))
                .put("stage", Flow.Stage.COMING_BACK.code());
        ObjectNode entry = document.putObject("entry").put("members", said.segment());
        if (said.day() != null)
            entry.put("day", said.day().toString()).put("at", said.at().toString());
        document.put("holdout_percent", said.holdoutPercent());
        ObjectNode step = document.putArray("steps").addObject();
        step.put("id", STEP)
                .put("do", "touchpoint")
                .put("message", said.message())
                .put("purpose", said.purpose().name().toLowerCase(Locale.ROOT))
                .put("useful", USEFUL);
        if (!said.channels().equals(List.of(Medium.EMAIL))) {
            ArrayNode channels = step.putArray("channels");
            said.channels().forEach(one -> channels.add(one.code()));
        }
        return FlowEdits.of(document.toString()).orElseThrow().document();
    }

    private static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return plain.substring(0, Math.min(plain.length(), KEY_SIGNS_LIMIT));
    }

    private String free(Tx tx, StoreId store, String key) {
        String base = key.replaceAll("-+$", "");
        String free = base;
        for (int i = 2; faces.flows().byKey(tx, store, free).isPresent(); i++) free = base + "-" + i;
        return free;
    }

    /** The newest first. */
    public List<Send> all(Tx tx, StoreId store) {
        return SendSql.all(tx, store).stream()
                .flatMap(row -> send(tx, store, row).stream())
                .toList();
    }

    public Optional<Send> find(Tx tx, StoreId store, FlowId id) {
        return SendSql.find(tx, store, id).flatMap(row -> send(tx, store, row));
    }

    public Optional<Send> byKey(Tx tx, StoreId store, String key) {
        return faces.flows().byKey(tx, store, key).flatMap(view -> find(tx, store, view.id()));
    }

    private Optional<Send> send(Tx tx, StoreId store, SendSql.Row row) {
        FlowView view = faces.flows().find(tx, store, row.flow()).orElseThrow();
        Flow flow = newest(tx, store, row.flow()).orElse(null);
        if (flow == null || !(flow.entry().trigger() instanceof Flow.Members members)) return Optional.empty();
        Send.Course course = row.course();
        Send.State state = course.cancelledAt() != null
                ? Send.State.CANCELLED
                : course.endedAt() != null
                        ? Send.State.DONE
                        : course.begunAt() != null ? Send.State.UNDER_WAY : Send.State.DRAFT;
        int turn = view.draft() == null ? 0 : view.draft().turn();
        return Optional.of(new Send(row.flow(), view.key(), turn, state, said(flow, members), course));
    }

    private Optional<Flow> newest(Tx tx, StoreId store, FlowId id) {
        return faces.flows().versions(tx, store, id).stream()
                .findFirst()
                .flatMap(version -> Optional.ofNullable(
                        switch (faces.flows().read(tx, store, version.document())) {
                            case FlowParser.Whole(Flow whole) -> whole;
                            case FlowParser.Faulty faulty -> faulty.sketch();
                        }));
    }

    private static Send.Said said(Flow flow, Flow.Members members) {
        Step.Touch touch = flow.steps().stream()
                .filter(Step.Touch.class::isInstance)
                .map(Step.Touch.class::cast)
                .findFirst()
                .orElse(null);
        return new Send.Said(
                flow.name(),
                members.segment(),
                touch == null ? "" : touch.message(),
                touch == null ? io.postlude.customers.Purpose.SERVICE : touch.purpose(),
                members.day(),
                members.at(),
                flow.holdoutPercent(),
                touch == null ? List.of() : touch.media());
    }

    /** Whom it would reach if it went as it is written; empty where something is wrong with it. */
    public Optional<Send.Outlook> look(Tx tx, StoreId store, FlowId id) {
        Flow flow = newest(tx, store, id).orElse(null);
        if (flow == null || !(flow.entry().trigger() instanceof Flow.Members members)) return Optional.empty();
        return Optional.of(outlook.look(tx, store, new SendOutlook.Wanted(id, flow, members, clock.instant())));
    }

    /** What became of it so far. */
    public Send.Standing standing(Tx tx, StoreId store, Send send) {
        long members = faces.segments()
                .byKey(tx, store, send.said().segment())
                .map(Segment::members)
                .orElse(0L);
        SendSql.Runs runs = SendSql.runs(tx, store, send.flow());
        SendSql.Told told = SendSql.told(tx, store, send.flow());
        return new Send.Standing(members, runs.called(), runs.underWay(), told.outcomes(), told.rules(), told.held());
    }

    /** What those did who got it; of its first step, where steps were added. */
    public Send.Response response(Tx tx, StoreId store, Send send) {
        Measuring.Figures readings =
                MeasuringSql.figures(tx, store, send.course().madeAt())
                        .getOrDefault(send.flow(), Map.of())
                        .values()
                        .stream()
                        .reduce(Measuring.Figures.NONE, Measuring.Figures::and);
        return new Send.Response(
                readings,
                faces.customers()
                        .ended(
                                tx,
                                store,
                                new Customers.Told(
                                        send.said().purpose(),
                                        SendSql.toldWhen(tx, store, send.flow()),
                                        BECAUSE_OF_IT)));
    }

    /** What is wrong with publishing it now: no document knows what day it is. */
    List<FlowMistake> tooLate(Tx tx, StoreId store, FlowId id) {
        Flow flow = newest(tx, store, id).orElse(null);
        return flow != null
                        && flow.entry().trigger() instanceof Flow.Members(var _, LocalDate day, LocalTime at)
                        && day != null
                        && isOver(day, at)
                ? List.of(new FlowMistake(null, "/entry/day", PASSED))
                : List.of();
    }

    /** Calls its people up: at once, or as its hour comes where each lives; where it has come already, at once as well. */
    void begun(Tx tx, StoreId store, Flows.Live live, String by) {
        FlowId id = live.id();
        Flow flow = faces.flows().version(tx, store, id, live.number()).orElseThrow();
        if (!(flow.entry().trigger() instanceof Flow.Members(var _, LocalDate day, LocalTime at))) return;
        Instant now = clock.instant();
        SendSql.dismiss(tx, store, id);
        if (day == null) {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            CalendarDays.Window window = new CalendarDays.Window(now.minusMillis(1), now);
            CalendarSql.begin(tx, store, id, now);
            CalendarSql.insert(
                    tx, List.of(new CalendarSql.Muster(store, ids.next(), id, live.number(), today, window, 0)));
        } else {
            Instant first = day.atTime(at).minusHours(FURTHEST_HOURS).toInstant(ZoneOffset.UTC);
            CalendarSql.begin(tx, store, id, first.isBefore(now) ? first.minusMillis(1) : now);
        }
        SendSql.begin(
                tx, store, id, new SendSql.Begun(new SendSql.Deed(now, by), day == null ? now : lastCall(day, at)));
    }

    /** Calls nobody up any more; what waits is let go, what has left has left. False where it is over already. */
    public boolean cancel(Tx tx, StoreId store, FlowId id, String by) {
        Instant now = clock.instant();
        if (!SendSql.cancel(tx, store, id, new SendSql.Deed(now, by))) return false;
        SendSql.dismiss(tx, store, id);
        if (faces.flows().archive(tx, store, id)) RunSql.end(tx, store, new RunSql.Ending(id, "archived", now));
        SendSql.hurry(tx, store, id, now);
        return true;
    }

    /** A send that is over lets nobody in any more, and leaves the map. */
    void endAcrossStores(Database database) {
        List<SendSql.Over> over =
                database.<List<SendSql.Over>>spine(tx -> SendSql.overAcrossStores(tx, clock.instant()));
        for (SendSql.Over one : over)
            database.runSpine(tx -> {
                SendSql.end(tx, one.store(), one.flow(), clock.instant());
                var _ = faces.flows().archive(tx, one.store(), one.flow());
            });
    }

    /** What messages can say to people of whom no order is meant: names of texts by their keys. */
    public Map<String, String> texts(Tx tx, StoreId store) {
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        faces.texts().all(tx, store).stream()
                .filter(found -> found.document().about() == TextDocument.About.CUSTOMER)
                .forEach(found ->
                        texts.put(found.document().key(), found.document().name()));
        return texts;
    }
}
