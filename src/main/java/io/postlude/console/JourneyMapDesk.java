package io.postlude.console;

import io.postlude.console.JourneyMapPage.Card;
import io.postlude.console.JourneyMapPage.Effect;
import io.postlude.console.JourneyMapPage.Mark;
import io.postlude.console.JourneyMapPage.Stage;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.View;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.flows.Ready;
import io.postlude.journeys.Difference;
import io.postlude.journeys.Effects;
import io.postlude.journeys.FlowFigures;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Measuring;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    private final JourneyStages stages;

    JourneyMapDesk(Frame frame, Database database, Journeys journeys, JourneyStages stages) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
        this.stages = stages;
    }

    void addTo(Counter counter) {
        counter.page("journeys", Permission.SEE_MESSAGES, this::show);
    }

    /** A journey of the store as far as its newest document can be read. */
    private record Drawn(FlowView view, String name, Flow.Stage stage, boolean measured) {}

    /** What of the map is asked for. */
    private enum Show {
        EVERYTHING("Everything", ""),
        GAPS("Gaps", "gaps"),
        UNPROVEN("Not proven", "unproven");

        private final String words;
        private final String code;

        Show(String words, String code) {
            this.words = words;
            this.code = code;
        }

        static Show of(@Nullable String code) {
            return Arrays.stream(values())
                    .filter(one -> one.code.equals(code))
                    .findFirst()
                    .orElse(EVERYTHING);
        }

        List<View> views() {
            return Arrays.stream(values())
                    .map(one ->
                            new View(one.words, PATH + (one.code.isEmpty() ? "" : "?show=" + one.code), one == this))
                    .toList();
        }

        /** A stage as far as it is asked for. */
        Stage of(Stage whole) {
            List<Card> cards = switch (this) {
                case EVERYTHING -> whole.cards();
                case GAPS -> List.of();
                case UNPROVEN -> whole.cards().stream().filter(Card::isUnproven).toList();
            };
            return new Stage(
                    whole.id(),
                    whole.name(),
                    whole.head(),
                    cards,
                    whole.silent(),
                    this == UNPROVEN ? List.of() : whole.ready());
        }
    }

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
        Map<Flow.Stage, JourneyMapPage.Head> heads = stages.heads(tx, visit);
        List<Stage> whole = new ArrayList<>();
        for (Flow.Stage stage : Flow.Stage.values()) {
            List<Card> cards = new ArrayList<>(builtIn(stage, tally, wishes));
            all.stream()
                    .filter(one -> one.stage() == stage && one.view().archivedAt() == null)
                    .forEach(one -> cards.add(card(
                            one,
                            figures.getOrDefault(one.view().id(), FlowFigures.none()),
                            one.view().live() == null
                                    ? null
                                    : effect(tx, store, one.view().id()))));
            whole.add(new Stage(
                    stage.code(),
                    stage.words(),
                    Objects.requireNonNull(heads.get(stage)),
                    cards,
                    cards.isEmpty(),
                    ready(tx, visit, stage, all)));
        }
        Show show = Show.of(visit.query("show"));
        long live = all.stream().filter(one -> one.view().live() != null).count();
        return new JourneyMapPage(
                frame.page(visit, "Journey map", "journeys"),
                Words.count(live, "journey", "journeys") + " live",
                " beside the news of deliveries and returns" + proven(whole) + together(tx, store),
                show.views(),
                ways(visit),
                whole.stream().map(show::of).toList());
    }

    /** How many stages are silent, and of how many journeys it is known what they do. */
    private static String proven(List<Stage> stages) {
        List<Card> cards =
                stages.stream().flatMap(stage -> stage.cards().stream()).toList();
        long gaps = stages.stream().filter(Stage::silent).count();
        long clear = cards.stream()
                .filter(card -> card.effect() != null && !card.isUnproven())
                .count();
        long unmeasured = cards.stream()
                .filter(card -> card.mark() != null && card.mark().tone().equals("risk"))
                .count();
        long unclear = cards.stream().filter(Card::isUnproven).count() - unmeasured;
        return ", " + Words.count(gaps, "stage", "stages") + " where nothing is said. "
                + (clear == 1 ? "1 shows" : Words.count(clear) + " show") + " a clear effect, "
                + (unclear == 1 ? "1 cannot" : Words.count(unclear) + " cannot") + " tell yet, "
                + (unmeasured == 1 ? "1 is" : Words.count(unmeasured) + " are") + " not measured.";
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
        return " All journeys together: " + (all.isSure() ? "" : "cannot tell yet, ") + effect.word() + " ("
                + effect.range() + ")";
    }

    private List<Drawn> drawn(Tx tx, StoreId store) {
        List<Drawn> all = new ArrayList<>();
        for (FlowView view : journeys.flows().all(tx, store)) {
            FlowView.Version newest = view.newest();
            if (newest == null) continue;
            Flow flow = flow(journeys.flows().read(tx, store, newest.document()));
            all.add(new Drawn(
                    view,
                    flow == null ? view.key() : flow.name(),
                    flow == null ? Flow.Stage.USING : flow.stage(),
                    flow != null && flow.holdoutPercent() > 0));
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
                        null,
                        new Mark(
                                "void",
                                kind.duty() == TouchpointKind.Duty.SERVICE
                                        ? "Required, always sent"
                                        : "Courtesy, unless not wanted",
                                null),
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

    private static Card card(Drawn one, FlowFigures figures, @Nullable Effect effect) {
        FlowView view = one.view();
        long held = figures.heldOut();
        boolean live = view.live() != null;
        return new Card(
                new Link(one.name(), PATH + "/" + view.id()),
                "branch",
                Words.count(figures.of(Outcome.SENT)) + " sent",
                held == 0 ? null : Words.count(held) + " held out",
                live ? outcome(figures) : "Draft, lets nobody in",
                live && effect == null ? unmeasured(one) : null,
                effect);
    }

    /** What its readers did, where that is measured; else how many are on their way through it. */
    private static String outcome(FlowFigures figures) {
        Measuring.Figures read =
                figures.read().values().stream().reduce(Measuring.Figures.NONE, Measuring.Figures::and);
        String underWay = Words.count(figures.underWay()) + " under way";
        return read.measured() == 0
                ? underWay
                : String.format(
                        Locale.UK,
                        "%.0f %% opened, %.0f %% followed a link; %s",
                        read.opened() * 100.0 / read.measured(),
                        read.clicked() * 100.0 / read.measured(),
                        underWay);
    }

    private static Mark unmeasured(Drawn one) {
        return one.measured()
                ? new Mark("wait", "Cannot tell yet", null)
                : new Mark(
                        "risk",
                        "Not measured",
                        new Link("Add a holdout", PATH + "/" + one.view().id() + "?panel=settings"));
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
