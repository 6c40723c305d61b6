package io.postlude.console;

import io.postlude.console.JourneyMapPage.Card;
import io.postlude.console.JourneyMapPage.Effect;
import io.postlude.console.JourneyMapPage.Stage;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Link;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.flows.Ready;
import io.postlude.journeys.Difference;
import io.postlude.journeys.Effects;
import io.postlude.journeys.FlowFigures;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Tally;
import io.postlude.journeys.TouchpointKind;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journey map: each stage of the customer's way with what is said there, and the stages where nothing is. */
final class JourneyMapDesk {
    static final String PATH = "/console/journeys";
    static final Duration COUNTED = Duration.ofDays(90);

    private static final double DRAWN_MIDDLE = 75;
    private static final double DRAWN_A_POINT = 5;

    private final Frame frame;
    private final Database database;
    private final Journeys journeys;

    JourneyMapDesk(Frame frame, Database database, Journeys journeys) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
    }

    void addTo(Counter counter) {
        counter.page("journeys", Permission.SEE_MESSAGES, this::show);
    }

    /** A journey of the store as far as its newest document can be read. */
    private record Drawn(FlowView view, String name, Flow.Stage stage) {}

    private Answer show(Visit visit) {
        return database.inStore(visit.store(), tx -> Answer.page("map", page(tx, visit)));
    }

    private JourneyMapPage page(Tx tx, Visit visit) {
        StoreId store = visit.store();
        Instant now = visit.words().now();
        Tally tally = journeys.tally(tx, store, now.minus(COUNTED), now.plusSeconds(1));
        Journeys.Wishes wishes = journeys.wishes(tx, store);
        Map<FlowId, FlowFigures> figures = journeys.figures(tx, store, now.minus(COUNTED));
        List<Drawn> all = drawn(tx, store);
        List<Stage> stages = new ArrayList<>();
        for (Flow.Stage stage : Flow.Stage.values()) {
            List<Card> cards = new ArrayList<>(builtIn(stage, tally, wishes));
            all.stream()
                    .filter(one -> one.stage() == stage && one.view().archivedAt() == null)
                    .forEach(one -> cards.add(card(
                            one,
                            figures.get(one.view().id()),
                            one.view().live() == null
                                    ? null
                                    : effect(tx, store, one.view().id()))));
            stages.add(new Stage(stage.code(), stage.words(), cards, ready(tx, visit, stage, all)));
        }
        long live = all.stream().filter(one -> one.view().live() != null).count();
        long gaps = stages.stream().filter(stage -> stage.cards().isEmpty()).count();
        return new JourneyMapPage(
                frame.page(visit, "Journey map", "journeys"),
                Words.count(live, "journey", "journeys") + " live beside the news of deliveries, "
                        + Words.count(gaps, "stage", "stages") + " where nothing is said" + together(tx, store),
                ways(visit),
                stages);
    }

    private static List<Link> ways(Visit visit) {
        Link all = new Link("Sent once", SendsDesk.PATH);
        return visit.may(Permission.CHANGE_BRAND)
                ? List.of(all, new Link("Write to a segment", SendsDesk.NEW))
                : List.of(all);
    }

    /** What all journeys together bring; empty where nobody is held out of all. */
    private String together(Tx tx, StoreId store) {
        Difference all = journeys.effects().ofAll(tx, store, Effects.CARD_DAYS);
        if (all == null) return "";
        Effect effect = effect(all);
        return ". All journeys together: " + (all.isSure() ? "" : "cannot tell yet, ") + effect.word() + " ("
                + effect.range() + ")";
    }

    private List<Drawn> drawn(Tx tx, StoreId store) {
        List<Drawn> all = new ArrayList<>();
        for (FlowView view : journeys.flows().all(tx, store)) {
            FlowView.Version newest = view.newest();
            if (newest == null) continue;
            Flow flow = flow(journeys.flows().read(tx, store, newest.document()));
            all.add(new Drawn(
                    view, flow == null ? view.key() : flow.name(), flow == null ? Flow.Stage.USING : flow.stage()));
        }
        return all;
    }

    static @Nullable Flow flow(FlowParser.Reading reading) {
        return switch (reading) {
            case FlowParser.Whole(Flow whole) -> whole;
            case FlowParser.Faulty faulty -> faulty.sketch();
        };
    }

    private static List<Card> builtIn(Flow.Stage stage, Tally tally, Journeys.Wishes wishes) {
        List<Card> cards = new ArrayList<>();
        for (TouchpointKind kind : TouchpointKind.values())
            if (kind != TouchpointKind.JOURNEY
                    && stage(kind) == stage
                    && !wishes.off().containsKey(kind))
                cards.add(new Card(
                        new Link(
                                TouchpointWords.label(kind),
                                TouchpointsDesk.PATH + "?kind=" + TouchpointWords.code(kind)),
                        "mail",
                        Words.count(tally.of(kind, Outcome.SENT)) + " sent",
                        null,
                        kind.duty() == TouchpointKind.Duty.SERVICE
                                ? "Required, always sent"
                                : "Courtesy, unless not wanted",
                        null));
        return cards;
    }

    private static Flow.Stage stage(TouchpointKind kind) {
        return switch (kind) {
            case ORDER_CONFIRMED -> Flow.Stage.ORDERED;
            case DELIVERED, READY_FOR_PICKUP -> Flow.Stage.DELIVERED;
            default -> kind.isOfReturn() ? Flow.Stage.RETURNING : Flow.Stage.WAITING;
        };
    }

    private @Nullable Effect effect(Tx tx, StoreId store, FlowId id) {
        return journeys.effects()
                .ofCard(tx, store, id)
                .map(JourneyMapDesk::effect)
                .orElse(null);
    }

    /** Fifteen points to either side of nought are drawn. */
    static Effect effect(Difference found) {
        String tone = !found.isSure() ? "wait" : found.effect() > 0 ? "kept" : "broken";
        String word = String.format(
                Locale.UK, "%s%.1f come back", found.effect() < 0 ? "−" : "+", Math.abs(found.effect()) * 100);
        return new Effect(
                tone,
                word,
                range(found.anyLow(), found.anyHigh()),
                place(found.anyLow()),
                place(found.effect()),
                place(found.anyHigh()));
    }

    private static String range(double low, double high) {
        return String.format(Locale.UK, "%.1f to %.1f", low * 100, high * 100).replace('-', '−');
    }

    private static String place(double share) {
        double at = DRAWN_MIDDLE + share * 100 * DRAWN_A_POINT;
        return String.format(Locale.ROOT, "%.1f", Math.clamp(at, 2.0, 2.0 * DRAWN_MIDDLE - 2));
    }

    private static Card card(Drawn one, @Nullable FlowFigures figures, @Nullable Effect effect) {
        FlowView view = one.view();
        long sent = figures == null ? 0 : figures.of(Outcome.SENT);
        long held = figures == null ? 0 : figures.heldOut();
        long underWay = figures == null ? 0 : figures.underWay();
        return new Card(
                new Link(one.name(), PATH + "/" + view.id()),
                "branch",
                Words.count(sent) + " sent",
                held == 0 ? null : Words.count(held) + " held out",
                view.live() == null ? "Draft, lets nobody in" : Words.count(underWay) + " under way",
                effect);
    }

    private List<Deed> ready(Tx tx, Visit visit, Flow.Stage stage, List<Drawn> all) {
        if (!visit.may(Permission.CHANGE_BRAND)) return List.of();
        List<Deed> deeds = new ArrayList<>();
        Map<String, String> documents = new LinkedHashMap<>(Ready.documents());
        all.forEach(one -> documents.remove(one.view().key()));
        documents.forEach((key, document) -> {
            Flow flow = flow(journeys.flows().read(tx, visit.store(), document));
            if (flow != null && flow.stage() == stage)
                deeds.add(new Deed("Start: " + flow.name(), "plus", PATH + "/start", Map.of("key", key), false));
        });
        return deeds;
    }
}
