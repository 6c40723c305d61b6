package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.OutgoingMessage;
import io.postlude.messaging.WaysOut;
import io.postlude.messaging.Wording;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Sends a short form to whoever writes it: to a number of theirs, or to the browsers in which they take notices. */
public final class BriefTrials {
    private static final Duration USEFUL = Duration.ofDays(1);
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int MOST_BROWSERS = 5;
    /** What one text can hold. */
    private static final int MOST_CHARS = 1_600;

    private final Customers customers;
    private final Messages messages;
    private final InstantSource clock;

    BriefTrials(Customers customers, Messages messages, InstantSource clock) {
        this.customers = customers;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Where it goes.
     *
     * @param number as it was typed; for SMS and WhatsApp
     * @param email for notices: whoever has this address as a customer
     * @param key the same key is sent once, however often it is asked for
     */
    public record Handset(String number, String email, String key) {}

    /** What became of it. */
    public enum Tried {
        SENT,
        /** It stands on a page: there is nothing to send. */
        NOT_SENT,
        NO_PROVIDER,
        NO_NUMBER,
        NO_BROWSER,
        /** WhatsApp takes own words only within 24 hours of the reader's message. */
        WINDOW_CLOSED
    }

    /** Marked as a trial where it is not an approved template. Who said STOP gets none either. */
    public Tried send(Tx tx, StoreId store, BriefTrial trial, Handset to) {
        Wording wording = trial.wording();
        if (wording == null) return Tried.NOT_SENT;
        return trial.medium().channel() == Channel.PUSH ? notice(tx, store, wording, to) : text(tx, store, trial, to);
    }

    private Tried text(Tx tx, StoreId store, BriefTrial trial, Handset to) {
        Wording wording = Objects.requireNonNull(trial.wording());
        Channel channel = Objects.requireNonNull(trial.medium().channel());
        String number = to.number().replaceAll("[\\s()/.-]", "");
        WaysOut ways = WaysOut.read(tx, store, new WaysOut.Of(List.of(number), List.of()), clock.instant());
        if (!ways.set().contains(channel)) return Tried.NO_PROVIDER;
        if (!NUMBER.matcher(number).matches()) return Tried.NO_NUMBER;
        boolean own = wording instanceof Wording.Text;
        if (channel == Channel.WHATSAPP && own && !ways.windows().contains(number)) return Tried.WINDOW_CLOSED;
        queue(tx, message(store, new Going(channel, number, wording), to));
        return Tried.SENT;
    }

    private Tried notice(Tx tx, StoreId store, Wording wording, Handset to) {
        List<CustomerId> people =
                customers.byEmail(tx, store, to.email()).map(List::of).orElse(List.of());
        WaysOut ways = WaysOut.read(tx, store, new WaysOut.Of(List.of(), people), clock.instant());
        if (!ways.set().contains(Channel.PUSH)) return Tried.NO_PROVIDER;
        List<String> browsers = ways.browsers().values().stream()
                .flatMap(List::stream)
                .limit(MOST_BROWSERS)
                .map(Object::toString)
                .toList();
        for (String browser : browsers) queue(tx, message(store, new Going(Channel.PUSH, browser, wording), to));
        return browsers.isEmpty() ? Tried.NO_BROWSER : Tried.SENT;
    }

    private void queue(Tx tx, OutgoingMessage message) {
        var _ = messages.queueMessages(tx, List.of(message));
    }

    private record Going(Channel channel, String address, Wording wording) {}

    private static OutgoingMessage message(StoreId store, Going going, Handset to) {
        return new OutgoingMessage(
                store,
                "text_trial",
                "trial:" + to.key() + ":" + going.channel() + ":" + going.address(),
                going.channel(),
                going.address(),
                null,
                Purpose.SERVICE,
                marked(going.wording()),
                going.channel() == Channel.PUSH ? OutgoingMail.WhenInDoubt.RESEND : OutgoingMail.WhenInDoubt.ASK,
                USEFUL);
    }

    private static Wording marked(Wording wording) {
        return switch (wording) {
            case Wording.Text(String text) -> new Wording.Text(cut("[Trial] " + text));
            case Wording.Notice(String title, String body, String link) ->
                new Wording.Notice("[Trial] " + title, body, link);
            case Wording.Template approved -> approved;
        };
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
    }
}
