package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Expectation;
import io.postlude.deliveries.Expectation.Chance;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Measures;
import io.postlude.deliveries.Measures.Deed;
import io.postlude.deliveries.News;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.journeys.TouchpointKind.Duty;
import io.postlude.kernel.Tx;
import io.postlude.messaging.DeliveryMail;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.Wording;
import io.postlude.orders.OrderView;
import io.postlude.promises.Outlook;
import io.postlude.stores.Brand;
import io.postlude.tracking.ShipmentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts news of deliveries into the outbox: one message for each group, about all touchpoints in it. */
final class DeliveryLetters {
    private static final int SHOWN_CHARS = 120;

    private final Deliveries deliveries;
    private final Messages messages;
    private final TrackingLinks pages;
    private final PreferenceLinks preferences;
    private final String url;

    /** {@code url} is where customers reach this server, without a slash at its end. */
    DeliveryLetters(JourneysModule.Ground ground, JourneysModule.Faces faces) {
        this.deliveries = faces.deliveries();
        this.messages = faces.messages();
        this.pages = new TrackingLinks(ground.secrets());
        this.preferences = new PreferenceLinks(ground.secrets());
        this.url = ground.url();
    }

    /** The ids come back in the order of the groups. */
    List<MessageId> queue(Tx tx, Surroundings around, List<List<Plan>> groups) {
        List<OutgoingMail> mails =
                groups.stream().map(group -> mail(tx, around, group)).toList();
        int _ = messages.alsoShow(tx, around.store().id(), shown(groups, mails));
        return messages.queueAll(tx, mails);
    }

    /** The same news in a line, for browsers their owner let show notices: one decision, told twice in two ways. */
    private List<Messages.AlsoShown> shown(List<List<Plan>> groups, List<OutgoingMail> mails) {
        List<Messages.AlsoShown> shown = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            OutgoingMail mail = mails.get(i);
            Question question = groups.get(i).getFirst().question();
            if (mail.customer() != null)
                shown.add(new Messages.AlsoShown(
                        mail.customer(),
                        mail.dedupeKey() + ":shown",
                        mail.kind(),
                        new Wording.Notice(
                                shortened(mail.content().subject()),
                                "",
                                links(question).page()),
                        mail.usefulFor()));
        }
        return shown;
    }

    private static String shortened(String subject) {
        return subject.length() <= SHOWN_CHARS ? subject : subject.substring(0, SHOWN_CHARS - 1) + "…";
    }

    /** What would be said now. */
    OutgoingMail.Content draft(Tx tx, Surroundings around, Plan plan) {
        return letter(tx, around, List.of(plan))
                .render(around.store().brand(), plan.question().now());
    }

    private DeliveryMail letter(Tx tx, Surroundings around, List<Plan> group) {
        Question question = group.getFirst().question();
        Recipient recipient = question.recipient();
        return new DeliveryMail(
                news(tx, around, group),
                new DeliveryMail.Reader(
                        recipient.givenName(), Language.of(recipient.locale().toLanguageTag()), recipient.zone()),
                links(question),
                word(question.occasion().because().byHand()));
    }

    private static DeliveryMail.@Nullable Word word(Because.@Nullable ByHand said) {
        return said == null || said.sentence() == null ? null : new DeliveryMail.Word(said.sentence(), said.author());
    }

    private OutgoingMail mail(Tx tx, Surroundings around, List<Plan> group) {
        Plan first = group.getFirst();
        Question question = first.question();
        Recipient recipient = question.recipient();
        DeliveryMail mail = letter(tx, around, group);
        Instant until = group.stream()
                .map(plan -> plan.question().usefulUntil())
                .min(Instant::compareTo)
                .orElseThrow();
        return new OutgoingMail(
                question.occasion().store(),
                mail.kind(),
                "touchpoint:" + first.id(),
                new OutgoingMail.Envelope(
                        Objects.requireNonNull(question.rules().sender()),
                        replyTo(around.store().brand()),
                        Objects.requireNonNull(recipient.mailbox())),
                recipient.customer(),
                mail.render(around.store().brand(), question.now()),
                // Courtesy twice is a nuisance; a late parcel nobody told of is worse than told twice.
                question.kind().duty() == Duty.COURTESY
                        ? OutgoingMail.WhenInDoubt.ASK
                        : OutgoingMail.WhenInDoubt.RESEND,
                Duration.between(question.now(), until));
    }

    private News news(Tx tx, Surroundings around, List<Plan> group) {
        Question question = group.getFirst().question();
        OrderView order = question.order();
        OrderFacts facts =
                expecting(deliveries.facts(order, around.parcels().getOrDefault(order.id(), List.of())), group);
        Set<Long> shipments = new HashSet<>();
        for (Plan plan : group) {
            ShipmentId shipment = plan.question().occasion().shipment();
            if (shipment != null) shipments.add(shipment.value());
        }
        TouchpointKind corrects = question.occasion().because().corrects();
        if (corrects != null) return News.correction(News.Kind.valueOf(corrects.name()), facts, shipments);
        News.Kind kind = kind(question);
        if (!kind.isTrouble()) return News.of(kind, facts, shipments, Measures.NONE);
        return deliveries
                .order(tx, question.occasion().store(), order.id())
                .map(page -> News.of(
                        kind,
                        page.facts().hasExpectation() ? page.facts() : facts,
                        shipments,
                        measures(page.measures(), question)))
                .orElseGet(() -> News.of(kind, facts, shipments, measures(Measures.NONE, question)));
    }

    /** Whoever writes by hand writes because something is late, or because nothing is heard of it. */
    private static News.Kind kind(Question question) {
        if (question.kind() != TouchpointKind.BY_HAND)
            return News.Kind.valueOf(question.kind().name());
        boolean silent = question.parcel() != null && question.parcel().times().stalled() != null;
        return silent ? News.Kind.STALLED : News.Kind.RUNNING_LATE;
    }

    /** As on the order's page, and what is certain by the way this works: the next news is told without being asked for. */
    private static Measures measures(Measures page, Question question) {
        List<Deed> deeds = new ArrayList<>(page.deeds());
        deeds.add(new Deed(Deed.Kind.WE_WRITE, question.now()));
        Because.ByHand said = question.occasion().because().byHand();
        Measures.Gesture given = said == null || said.gesture() == null ? page.gesture() : said.gesture();
        return new Measures(deeds, given, page.choices());
    }

    /** The new window of what runs late. */
    private static OrderFacts expecting(OrderFacts facts, List<Plan> group) {
        List<OrderFacts.Parcel> parcels = new ArrayList<>(facts.parcels());
        Expectation whole = facts.expected();
        for (Plan plan : group) {
            Expectation expected = expectation(plan.question()).orElse(null);
            if (expected == null) continue;
            ShipmentId shipment = plan.question().occasion().shipment();
            if (shipment == null) whole = expected;
            else
                parcels.replaceAll(parcel ->
                        Objects.equals(parcel.shipment(), shipment.value()) ? parcel.expecting(expected) : parcel);
        }
        return new OrderFacts(
                facts.number(),
                facts.placedAt(),
                facts.cancellation(),
                facts.recipient(),
                facts.place(),
                facts.unsent(),
                parcels,
                facts.promised(),
                whole);
    }

    private static Optional<Expectation> expectation(Question question) {
        Because.Risk risk = question.occasion().because().risk();
        if (risk == null) return Optional.empty();
        Outlook outlook = question.outlook();
        Outlook.Expected window = outlook == null || outlook.window() == null ? risk.expected() : outlook.window();
        if (window == null) return Optional.empty();
        return Optional.of(new Expectation(window.earliest(), window.latest(), chances(outlook, window), null));
    }

    private static List<Chance> chances(@Nullable Outlook outlook, Outlook.Expected window) {
        if (outlook == null || outlook.byDay() == null) return List.of();
        Outlook.Likelihoods days = outlook.byDay();
        List<Chance> chances = new ArrayList<>();
        for (int i = 0; i < days.chances().size(); i++) {
            var day = days.first().plusDays(i);
            if (!day.isBefore(window.earliest()) && !day.isAfter(window.latest()))
                chances.add(new Chance(day, days.chances().get(i)));
        }
        return chances;
    }

    private DeliveryMail.Links links(Question question) {
        var store = question.occasion().store();
        CustomerId customer = question.recipient().customer();
        String own = customer == null ? null : url + preferences.path(store, customer);
        boolean mayStop = question.kind().duty() == Duty.COURTESY && own != null;
        return new DeliveryMail.Links(
                url, url + pages.path(store, question.order().id().value()), own, mayStop ? own + "/stop" : null);
    }

    private static @Nullable Mailbox replyTo(Brand brand) {
        String email = brand.contact().email();
        return email == null ? null : Mailbox.parse(brand.name(), email).orElse(null);
    }
}
