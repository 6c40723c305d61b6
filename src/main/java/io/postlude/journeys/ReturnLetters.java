package io.postlude.journeys;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.deliveries.Vocabulary;
import io.postlude.deliveries.Words;
import io.postlude.journeys.TouchpointKind.Duty;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.orders.OrderView;
import io.postlude.returns.Charge;
import io.postlude.returns.Payout;
import io.postlude.returns.ReturnNews;
import io.postlude.returns.ReturnTelling;
import io.postlude.returns.ReturnView;
import io.postlude.stores.Brand;
import io.postlude.stores.Store;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextValues;
import io.postlude.texts.Texts;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts news of what goes back into the outbox: the store's text for the step, filled with what the return's own page says of
 * it now.
 */
final class ReturnLetters {
    private static final Map<TouchpointKind, String> TEXTS = texts();

    /** Read with the first mail, not with the start. */
    private static final class Sentences {
        static final Vocabulary ALL = new Vocabulary(ReturnTelling.WORDS);
    }

    private final Texts texts;
    private final Messages messages;
    private final TrackingLinks pages;
    private final TrackingLinks gifts;
    private final PreferenceLinks preferences;
    private final String url;

    ReturnLetters(JourneysModule.Ground ground, JourneysModule.Faces faces) {
        this.texts = faces.texts();
        this.messages = faces.messages();
        this.pages = new TrackingLinks(ground.secrets());
        this.gifts = TrackingLinks.ofGifts(ground.secrets());
        this.preferences = new PreferenceLinks(ground.secrets());
        this.url = ground.url();
    }

    /** The names of their texts in the library: return-ready for RETURN_READY. */
    private static Map<TouchpointKind, String> texts() {
        Map<TouchpointKind, String> all = new EnumMap<>(TouchpointKind.class);
        for (TouchpointKind kind : TouchpointKind.values())
            if (kind.isOfReturn())
                all.put(kind, kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return all;
    }

    /** The ids come back in the order of the groups; each group is told in one message, as the last of its steps. */
    List<MessageId> queue(Tx tx, Surroundings around, List<List<Plan>> groups) {
        if (groups.isEmpty()) return List.of();
        Map<String, Texts.Found> found = texts.find(tx, around.store().id(), new HashSet<>(TEXTS.values()));
        return messages.queueAll(
                tx, groups.stream().map(group -> mail(around, group, found)).toList());
    }

    private OutgoingMail mail(Surroundings around, List<Plan> group, Map<String, Texts.Found> found) {
        Plan first = group.getFirst();
        Question question = group.stream()
                .map(Plan::question)
                .max(Comparator.comparing(Question::kind))
                .orElseThrow();
        String key = Objects.requireNonNull(TEXTS.get(question.kind()));
        TextDocument text = Objects.requireNonNull(found.get(key), key).document();
        Store store = around.store();
        Recipient recipient = question.recipient();
        Locale locale = Locale.of(text.language(recipient.locale()));
        return new OutgoingMail(
                store.id(),
                key.replace('-', '_'),
                "touchpoint:" + first.id(),
                new OutgoingMail.Envelope(
                        Objects.requireNonNull(question.rules().sender()),
                        replyTo(store.brand()),
                        Objects.requireNonNull(recipient.mailbox())),
                recipient.customer(),
                texts.write(
                        text,
                        store.brand(),
                        values(store, question, locale),
                        new Texts.Reader(
                                recipient.locale(),
                                question.isGift() ? "gift" : "service",
                                links(store.id(), question, locale))),
                question.kind().duty() == Duty.COURTESY
                        ? OutgoingMail.WhenInDoubt.ASK
                        : OutgoingMail.WhenInDoubt.RESEND,
                Duration.between(question.now(), question.usefulUntil()));
    }

    private static TextValues values(Store store, Question question, Locale locale) {
        ReturnNews.Stand back = Objects.requireNonNull(question.back());
        Recipient recipient = question.recipient();
        Language language = Language.of(locale.toLanguageTag());
        Words words = Sentences.ALL.words(language, store.brand().tone());
        Days days = new Days(words, recipient.zone(), question.now());
        ReturnTelling telling = new ReturnTelling(words, days, back);
        OrderView order = question.order();
        String givenName = recipient.givenName() == null ? "" : recipient.givenName();
        return TextValues.of(
                store.brand().name(),
                new TextValues.Person(givenName),
                new TextValues.Order(
                        order.number(), "", days.date(days.of(order.placedAt())).text(), "", 0, List.of()),
                back(words, telling, new Told(back, order, question.isGift())));
    }

    private record Told(ReturnNews.Stand stand, OrderView order, boolean isGift) {}

    private static TextValues.Back back(Words words, ReturnTelling telling, Told told) {
        ReturnView view = told.stand().view();
        Charge charge = view.charge();
        String says = telling.headline().stream().map(Sentence::text).collect(Collectors.joining(" "));
        return new TextValues.Back(
                view.code(),
                says.strip(),
                telling.lead().text(),
                view.actions().contains(ReturnView.Action.GET_LABEL),
                telling.things().stream()
                        .map(thing -> new TextValues.Returned(
                                title(told.order(), thing),
                                thing.pieces().size(),
                                thing.state(),
                                thing.why() == null ? "" : thing.why()))
                        .toList(),
                view.payouts().stream()
                        .filter(payout -> payout.state() == Payout.State.GIVEN)
                        .map(payout -> new TextValues.Given(
                                words.get("back.payout." + payout.kind()), ReturnTelling.money(words, payout.amount())))
                        .toList(),
                charge != null && charge.state().isOpen() ? ReturnTelling.money(words, charge.amount()) : "",
                telling.pay().text());
    }

    private static String title(OrderView order, ReturnTelling.Thing thing) {
        return order.lines().stream()
                .filter(line -> line.id().equals(thing.line()))
                .findFirst()
                .map(OrderView.Line::title)
                .orElse("");
    }

    /** The return's own page; whoever was given a thing has another than whoever bought it. */
    private Texts.Links links(StoreId store, Question question, Locale locale) {
        ReturnView view = Objects.requireNonNull(question.back()).view();
        TrackingLinks kind = question.isGift() ? gifts : pages;
        String page = url + kind.path(store, question.order().id().value()) + "/returns/" + view.code() + "?lang="
                + locale.getLanguage();
        var customer = question.recipient().customer();
        String own = customer == null ? null : url + preferences.path(store, customer);
        boolean mayStop = question.kind().duty() == Duty.COURTESY && own != null;
        return new Texts.Links(page, null, own, mayStop ? own + "/stop" : null);
    }

    private static @Nullable Mailbox replyTo(Brand brand) {
        String email = brand.contact().email();
        return email == null ? null : Mailbox.parse(brand.name(), email).orElse(null);
    }
}
