package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.flows.Medium;
import io.postlude.journeys.Explanation;
import io.postlude.journeys.FormerDecision;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Touchpoint;
import io.postlude.journeys.TouchpointId;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.stores.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One touchpoint: why it went or why not, how it was decided before, and what was said. */
final class TouchpointDesk {
    private final Frame frame;
    private final Sources sources;

    TouchpointDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where what the page shows comes from. */
    record Sources(Database database, Journeys journeys, Orders orders, Messages messages) {}

    void addTo(Counter counter) {
        counter.page("touchpoints/{id}", Permission.SEE_MESSAGES, this::show);
    }

    private record Whole(
            Touchpoint touchpoint,
            List<FormerDecision> former,
            List<Touchpoint> together,
            @Nullable OrderView order,
            Messages.@Nullable Letter letter,
            List<Messages.Sketch> ways) {}

    private Answer show(Visit visit) {
        TouchpointId id = TouchpointId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
        Whole whole = sources.database()
                .inStore(visit.store(), tx -> read(tx, visit, id))
                .orElseThrow(Refusal::notFound);
        return Answer.page("touchpoint", page(visit, whole));
    }

    private Optional<Whole> read(Tx tx, Visit visit, TouchpointId id) {
        return sources.journeys()
                .touchpoint(tx, visit.store(), id)
                .map(touchpoint -> new Whole(
                        touchpoint,
                        sources.journeys().former(tx, visit.store(), id),
                        sources.journeys().toldWith(tx, visit.store(), touchpoint),
                        order(tx, visit, touchpoint),
                        letter(tx, visit, touchpoint.message()),
                        ways(tx, visit, touchpoint.message())));
    }

    private @Nullable OrderView order(Tx tx, Visit visit, Touchpoint touchpoint) {
        var order = touchpoint.order();
        return order == null
                ? null
                : sources.orders().order(tx, visit.store(), order).orElse(null);
    }

    private List<Messages.Sketch> ways(Tx tx, Visit visit, @Nullable MessageId message) {
        return message == null ? List.of() : sources.messages().ways(tx, visit.store(), message);
    }

    private Messages.@Nullable Letter letter(Tx tx, Visit visit, @Nullable MessageId message) {
        return message == null
                ? null
                : sources.messages().letter(tx, visit.store(), message).orElse(null);
    }

    private TouchpointPage page(Visit visit, Whole whole) {
        Touchpoint touchpoint = whole.touchpoint();
        OrderView order = whole.order();
        String label = TouchpointWords.label(touchpoint);
        Explanation why = Explanation.toStaff(touchpoint, visit.words().zone());
        return new TouchpointPage(
                frame.below(
                        visit,
                        order == null ? label : label + ", order " + order.number(),
                        new Link("Touchpoints", TouchpointsDesk.PATH),
                        "touchpoints"),
                label,
                TouchpointWords.of(touchpoint.outcome()),
                about(touchpoint, order),
                new Note(TouchpointWords.of(touchpoint.outcome()).tone(), why.title(), why.text()),
                facts(visit, whole),
                decisions(visit.words(), whole),
                said(whole));
    }

    private static Link about(Touchpoint touchpoint, @Nullable OrderView order) {
        if (order != null) return new Link(order.number(), OrdersDesk.PATH + "/" + order.id());
        return touchpoint.customer() == null
                ? new Link("unknown", TouchpointsDesk.PATH)
                : new Link("a customer", CustomersDesk.PATH + "/" + touchpoint.customer());
    }

    private static List<Fact> facts(Visit visit, Whole whole) {
        Touchpoint touchpoint = whole.touchpoint();
        Words words = visit.words();
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of("Happened", words.moment(touchpoint.happenedAt())),
                Fact.of("Noticed", words.moment(touchpoint.noticedAt())),
                Fact.of("Useful until", words.moment(touchpoint.usefulUntil())),
                Fact.of(
                        "Parcel",
                        touchpoint.order() == null
                                ? "none"
                                : touchpoint.shipment() == null ? "the whole order" : touchpoint.shipment() + "")));
        if (whole.together().size() > 1)
            facts.add(Fact.of("Told together", Words.count(whole.together().size(), "parcel", "parcels")));
        Messages.Letter letter = whole.letter();
        if (letter != null)
            facts.add(Fact.link(
                    "Message",
                    letter.sketch()
                            .state()
                            .name()
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace('_', ' '),
                    "/console/messages/" + letter.sketch().id()));
        facts.addAll(ways(words, whole));
        if (letter != null && visit.may(Permission.SEE_CUSTOMERS))
            facts.add(Fact.of("To", letter.sketch().recipient()));
        return facts;
    }

    /** Where there was a choice of channels: the one taken, those passed over, and those that stood by for it. */
    private static List<Fact> ways(Words words, Whole whole) {
        Touchpoint touchpoint = whole.touchpoint();
        List<Fact> facts = new ArrayList<>();
        if (touchpoint.medium() != Medium.EMAIL || !touchpoint.passed().isEmpty())
            facts.add(Fact.of("By", touchpoint.medium().words()));
        if (touchpoint.medium() == Medium.PAGE && touchpoint.outcome() == Outcome.SENT) {
            Instant seen = touchpoint.seenAt();
            facts.add(Fact.of("Seen", seen == null ? "not yet" : words.moment(seen)));
        }
        touchpoint
                .passed()
                .forEach(one -> facts.add(Fact.of(
                        "Passed over", one.medium().words() + ": " + one.rule().words())));
        whole.ways().stream()
                .skip(1)
                .forEach(way -> facts.add(Fact.link(
                        "Stands by",
                        MessageWords.channel(way.channel()) + ": " + MessageWords.standingBy(way.state()),
                        "/console/messages/" + way.id())));
        return facts;
    }

    /** The last one first, as everywhere. */
    private static Table decisions(Words words, Whole whole) {
        Touchpoint now = whole.touchpoint();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                Cell.of(words.moment(now.decidedAt())),
                Cell.pill(TouchpointWords.of(now.outcome()), TouchpointWords.small(words, now))));
        for (FormerDecision before : whole.former().reversed()) {
            var rule = before.rule();
            var until = before.until();
            String small = (rule == null ? "" : rule.words()) + (until == null ? "" : ", until " + words.moment(until));
            rows.add(
                    Row.of(Cell.of(words.moment(before.at())), Cell.pill(TouchpointWords.of(before.outcome()), small)));
        }
        return Table.plain(
                "Decisions",
                List.of(Column.text("Decided"), Column.text("Decision")),
                rows,
                new Empty("None", "Nothing was decided.", null));
    }

    private static TouchpointPage.@Nullable Said said(Whole whole) {
        Messages.Letter letter = whole.letter();
        if (letter != null) return letter(letter);
        Touchpoint touchpoint = whole.touchpoint();
        return touchpoint.medium() == Medium.PAGE && touchpoint.outcome() == Outcome.SENT
                ? new TouchpointPage.Said(
                        "A block on the order’s page",
                        "It is written each time the page is shown, on the facts of then.")
                : null;
    }

    private static TouchpointPage.Said letter(Messages.Letter letter) {
        boolean emptied = letter.text().isEmpty();
        return new TouchpointPage.Said(
                emptied ? "The message was emptied" : letter.sketch().subject(),
                emptied ? "Its time was over, or its reader was erased." : letter.text());
    }
}
