package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.flows.Medium;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Reward;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import io.postlude.messaging.Outgoing;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.OutgoingMessage;
import io.postlude.messaging.Wording;
import io.postlude.orders.OrderView;
import io.postlude.stores.Brand;
import io.postlude.stores.Store;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextValues;
import io.postlude.texts.Texts;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts messages of journeys into the outbox: the store's text in the reader's language, with the facts of now. */
final class StepLetters {
    private static final int MOST_ITEMS = 20;
    private static final List<Medium> BY_MAIL = List.of(Medium.EMAIL);

    private final Texts texts;
    private final Messages messages;
    private final TrackingLinks pages;
    private final PreferenceLinks preferences;
    private final Measuring measuring;
    private final String url;

    StepLetters(JourneysModule.Ground ground, JourneysModule.Faces faces, Measuring measuring) {
        this.measuring = measuring;
        this.texts = faces.texts();
        this.messages = faces.messages();
        this.pages = new TrackingLinks(ground.secrets());
        this.preferences = new PreferenceLinks(ground.secrets());
        this.url = ground.url();
    }

    /** One step that goes out, with what is known for it. */
    record Letter(StepQuestion question, StepFacts facts) {}

    /** The ids come back in the same order; none where it stands on a page. */
    List<Optional<MessageId>> queue(Tx tx, Store store, List<Letter> letters) {
        if (letters.isEmpty()) return List.of();
        Set<String> keys = letters.stream()
                .map(letter -> letter.question().step().message())
                .collect(Collectors.toSet());
        Map<String, Texts.Found> found = texts.find(tx, store.id(), keys);
        Measuring.Batch batch = measuring.batch(
                tx,
                store.id(),
                letters.stream()
                        .map(letter -> letter.question().recipient().customer())
                        .filter(Objects::nonNull)
                        .toList());
        measuring.count(
                tx,
                store.id(),
                letters.stream()
                        .map(Letter::question)
                        .filter(question -> Media.of(question).open().getFirst() != Medium.PAGE)
                        .filter(batch::measures)
                        .toList());
        return queue(tx, letters, new Making(store, found, batch));
    }

    /** What all letters of one batch are made with. */
    private record Making(Store store, Map<String, Texts.Found> texts, Measuring.Batch batch) {
        TextDocument text(Letter letter) {
            String key = letter.question().step().message();
            return Objects.requireNonNull(texts.get(key), () -> "the message text " + key + " is gone")
                    .document();
        }
    }

    /** Mails with nothing behind them, which most are, by one statement. */
    private List<Optional<MessageId>> queue(Tx tx, List<Letter> letters, Making making) {
        IdentityHashMap<Letter, List<Medium>> media = new IdentityHashMap<>();
        List<OutgoingMail> mails = new ArrayList<>();
        for (Letter letter : letters) {
            List<Medium> open = Media.of(letter.question()).open();
            media.put(letter, open);
            if (open.equals(BY_MAIL)) mails.add(mail(letter, making));
        }
        Iterator<MessageId> queued = messages.queueAll(tx, mails).iterator();
        List<Optional<MessageId>> ids = new ArrayList<>();
        for (Letter letter : letters) {
            List<Medium> open = Objects.requireNonNull(media.get(letter));
            if (open.equals(BY_MAIL)) ids.add(Optional.of(queued.next()));
            else if (open.getFirst() == Medium.PAGE) ids.add(Optional.empty());
            else
                ids.add(Optional.of(
                        messages.queueWays(tx, ways(letter, open, making)).id()));
        }
        return ids;
    }

    private List<Outgoing> ways(Letter letter, List<Medium> open, Making making) {
        StepQuestion question = letter.question();
        List<Outgoing> ways = new ArrayList<>();
        for (Medium medium : open) {
            Channel channel = Objects.requireNonNull(medium.channel());
            if (channel == Channel.EMAIL) ways.add(mail(letter, making, key(question, ways.size())));
            else
                for (String to : addresses(question, channel))
                    ways.add(message(letter, making, new Way(channel, to, key(question, ways.size()))));
        }
        return ways;
    }

    private static String key(StepQuestion question, int place) {
        return "touchpoint:" + question.id() + (place == 0 ? "" : ":" + place);
    }

    /** One browser after the other, so that no two show the same. */
    private static List<String> addresses(StepQuestion question, Channel channel) {
        return channel == Channel.PUSH
                ? question.reachable().browsers().stream().map(Object::toString).toList()
                : List.of(Objects.requireNonNull(question.recipient().phone()));
    }

    private record Way(Channel channel, String to, String key) {}

    private OutgoingMessage message(Letter letter, Making making, Way way) {
        StepQuestion question = letter.question();
        return new OutgoingMessage(
                making.store().id(),
                kind(question.step().message()),
                way.key(),
                way.channel(),
                way.to(),
                question.recipient().customer(),
                question.step().purpose(),
                brief(making, letter, way),
                way.channel() == Channel.PUSH ? OutgoingMail.WhenInDoubt.RESEND : OutgoingMail.WhenInDoubt.ASK,
                Duration.between(question.now(), question.usefulUntil()));
    }

    /** With links that say they were followed where it is the first way; who takes over stands for it in no figure. */
    private Wording brief(Making making, Letter letter, Way way) {
        StepQuestion question = letter.question();
        Texts.Links plain = links(making.store(), question);
        boolean first = way.key().equals(key(question, 0));
        if (!first || !making.batch().measures(question))
            return brief(making.store(), letter, making.text(letter), Form.of(letter, way.channel(), plain));
        Texts.Links counted = new Texts.Links(
                shortened(making.batch(), question, plain.orderPage(), MeasuredLinks.Place.ORDER_PAGE),
                shortened(making.batch(), question, plain.shop(), MeasuredLinks.Place.SHOP),
                plain.preferences(),
                plain.unsubscribe());
        return brief(making.store(), letter, making.text(letter), Form.of(letter, way.channel(), counted));
    }

    private @Nullable String shortened(
            Measuring.Batch batch, StepQuestion question, @Nullable String address, MeasuredLinks.Place place) {
        return address == null ? null : measuring.shortLink(batch, question, place);
    }

    private record Form(Channel channel, Texts.Links links, Locale reader) {
        static Form of(Letter letter, Channel channel, Texts.Links links) {
            return new Form(channel, links, letter.question().recipient().locale());
        }
    }

    /** With plain links: to look at. */
    Wording brief(Store store, Letter letter, TextDocument text, Channel channel) {
        return brief(store, letter, text, Form.of(letter, channel, links(store, letter.question())));
    }

    /** As {@link #brief}, in the language of {@code trial}. */
    Wording tried(Store store, Letter letter, TextTrials.Trial trial, Channel channel) {
        return brief(store, letter, trial.text(), new Form(channel, links(store, letter.question()), trial.language()));
    }

    private Wording brief(Store store, Letter letter, TextDocument text, Form way) {
        StepQuestion question = letter.question();
        Channel channel = way.channel();
        Locale reader = way.reader();
        String form = channel.name().toLowerCase(Locale.ROOT);
        return texts.brief(
                text,
                channel,
                values(store, letter, Locale.of(text.language(reader, form))),
                new Texts.Reader(reader, why(question), way.links()));
    }

    Texts.Block block(Store store, Letter letter, TextDocument text, Locale reader) {
        StepQuestion question = letter.question();
        return texts.block(
                text,
                values(store, letter, Locale.of(text.language(reader, "page"))),
                new Texts.Reader(reader, why(question), links(store, question)));
    }

    private OutgoingMail mail(Letter letter, Making making) {
        return mail(letter, making, key(letter.question(), 0));
    }

    private OutgoingMail mail(Letter letter, Making making, String key) {
        StepQuestion question = letter.question();
        Recipient recipient = question.recipient();
        Store store = making.store();
        return new OutgoingMail(
                store.id(),
                kind(question.step().message()),
                key,
                new OutgoingMail.Envelope(
                        Objects.requireNonNull(question.rules().sender()),
                        replyTo(store.brand()),
                        Objects.requireNonNull(recipient.mailbox())),
                recipient.customer(),
                measured(store, letter, making.text(letter), making.batch()),
                inDoubt(question),
                Duration.between(question.now(), question.usefulUntil()));
    }

    /** What somebody needs is worse lost than twice; news twice is worse than news a person decides about. */
    private static OutgoingMail.WhenInDoubt inDoubt(StepQuestion question) {
        return question.isService() ? OutgoingMail.WhenInDoubt.RESEND : OutgoingMail.WhenInDoubt.ASK;
    }

    /** What its row is called. */
    static String kind(String message) {
        String kind = "journey_" + message.replace('-', '_');
        return kind.substring(0, Math.min(40, kind.length()));
    }

    OutgoingMail.Content content(Store store, Letter letter, TextDocument text) {
        return content(store, letter, text, letter.question().recipient().locale());
    }

    OutgoingMail.Content content(Store store, Letter letter, TextDocument text, Locale reader) {
        return content(
                store, letter, text, new Texts.Reader(reader, why(letter.question()), links(store, letter.question())));
    }

    private OutgoingMail.Content content(Store store, Letter letter, TextDocument text, Texts.Reader reader) {
        return texts.write(
                text, store.brand(), values(store, letter, Locale.of(text.language(reader.locale()))), reader);
    }

    private static String why(StepQuestion question) {
        return question.step().purpose().name().toLowerCase(Locale.ROOT);
    }

    /** The same, with links that say they were followed; ways to say no are never among them. */
    private OutgoingMail.Content measured(Store store, Letter letter, TextDocument text, Measuring.Batch batch) {
        StepQuestion question = letter.question();
        // One that takes over for another stands for it in no figure: it is not measured.
        boolean first = Media.of(question).open().getFirst() == Medium.EMAIL;
        if (!first || !batch.measures(question)) return content(store, letter, text);
        Texts.Links plain = links(store, question);
        Texts.Links counted = new Texts.Links(
                counted(batch, question, plain.orderPage()),
                counted(batch, question, plain.shop()),
                plain.preferences(),
                plain.unsubscribe());
        OutgoingMail.Content content = content(
                store, letter, text, new Texts.Reader(question.recipient().locale(), why(question), counted));
        return new OutgoingMail.Content(
                content.subject(),
                content.html().replace("</body>", measuring.picture(batch, question) + "</body>"),
                content.text(),
                content.headers());
    }

    private @Nullable String counted(Measuring.Batch batch, StepQuestion question, @Nullable String address) {
        return address == null ? null : measuring.link(batch, question, address);
    }

    private static TextValues values(Store store, Letter letter, Locale locale) {
        Recipient recipient = letter.question().recipient();
        String givenName = recipient.givenName() == null ? "" : recipient.givenName();
        TextValues.Person person = new TextValues.Person(givenName);
        OrderView order = letter.question().order();
        Map<String, Object> told = letter.facts().details();
        TextValues.Reward reward = reward(letter.facts().reward(), locale);
        if (order == null)
            return TextValues.of(store.brand().name(), person)
                    .told(told, locale)
                    .rewarded(reward);
        return TextValues.of(
                        store.brand().name(),
                        person,
                        new TextValues.Order(
                                order.number(),
                                money(order.totals().total(), locale),
                                TextValues.day(locale, LocalDate.ofInstant(order.placedAt(), recipient.zone())),
                                letter.facts()
                                        .deliveredAt()
                                        .map(at -> TextValues.day(locale, LocalDate.ofInstant(at, recipient.zone())))
                                        .orElse(""),
                                letter.facts().lateDays(),
                                items(order)))
                .told(told, locale)
                .rewarded(reward);
    }

    private static TextValues.Reward reward(@Nullable Reward given, Locale locale) {
        if (given == null) return TextValues.Reward.NONE;
        LocalDate until = given.until();
        return new TextValues.Reward(
                given.code(), given.worth().says(locale), until == null ? "" : TextValues.day(locale, until));
    }

    private static List<TextValues.Item> items(OrderView order) {
        return order.lines().stream()
                .limit(MOST_ITEMS)
                .map(line -> new TextValues.Item(
                        line.title(),
                        line.quantity(),
                        line.type() == null ? "" : line.type(),
                        line.tags(),
                        line.pageUrl() == null ? "" : line.pageUrl()))
                .toList();
    }

    private static String money(Money money, Locale locale) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        int digits = Math.max(0, money.currency().getDefaultFractionDigits());
        format.setCurrency(money.currency());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(new BigDecimal(money.decimal()));
    }

    /** Also what is service can be stopped where it is a journey: nobody needs it as they need news of their parcel. */
    private Texts.Links links(Store store, StepQuestion question) {
        CustomerId customer = question.recipient().customer();
        StoreId id = store.id();
        String own = customer == null ? null : url + preferences.path(id, customer);
        OrderView order = question.order();
        return new Texts.Links(
                order == null ? null : url + pages.path(id, order.id().value()),
                absolute(store.brand().links().site()),
                own,
                own == null
                        ? null
                        : own + "/stop?purpose="
                                + question.step().purpose().name().toLowerCase(Locale.ROOT));
    }

    @Nullable
    String absolute(@Nullable String link) {
        return link != null && link.startsWith("/") ? url + link : link;
    }

    private static @Nullable Mailbox replyTo(Brand brand) {
        String email = brand.contact().email();
        return email == null
                ? null
                : Optional.of(email)
                        .flatMap(e -> Mailbox.parse(brand.name(), e))
                        .orElse(null);
    }
}
