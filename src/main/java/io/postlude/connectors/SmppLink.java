package io.postlude.connectors;

import io.postlude.messaging.Account;
import io.postlude.messaging.ChannelProvider.Sending;
import io.postlude.messaging.DueMessage;
import io.postlude.messaging.Suppressions.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;

/** One account's bind to its message centre: kept open, bound anew when it broke, never faster than agreed. */
final class SmppLink implements AutoCloseable {
    private static final int BIND_LIMIT_MILLIS = 8_000;
    private static final int PROBE_PAUSE_MILLIS = 20_000;
    private static final Duration UNBOUND_REST = Duration.ofSeconds(20);
    private static final Duration THROTTLED_REST = Duration.ofSeconds(2);
    private static final Duration REFUSED_REST = Duration.ofMinutes(5);
    private static final int MOST_THROTTLED = 5;

    private final Account account;
    private final SmppSockets sockets;
    private final Heard heard;
    private final ReentrantLock binding = new ReentrantLock();
    private final long nanosBetween;
    private volatile @Nullable SMPPSession session;
    private long nextTurn = System.nanoTime();

    /** Takes what the message centre delivers; false: not now, deliver it again. */
    interface Heard {
        boolean receipt(Account account, SmppReceipt receipt, String from);

        boolean text(Account account, String from, String text);
    }

    SmppLink(Account account, SmppSockets sockets, Heard heard) {
        this.account = account;
        this.sockets = sockets;
        this.heard = heard;
        this.nanosBetween = 1_000_000_000L / Math.max(1, Integer.parseInt(account.value("rate")));
    }

    Account account() {
        return account;
    }

    /** Binds where it is not bound; throws where that fails. */
    SMPPSession bound() throws IOException {
        SMPPSession open = session;
        if (open != null && open.getSessionState().isBound()) return open;
        binding.lock();
        try {
            open = session;
            if (open != null && open.getSessionState().isBound()) return open;
            if (open != null) open.close();
            session = null;
            SMPPSession fresh = bind();
            session = fresh;
            return fresh;
        } finally {
            binding.unlock();
        }
    }

    private SMPPSession bind() throws IOException {
        SMPPSession fresh = new SMPPSession(sockets);
        fresh.setTransactionTimer(sockets.answerLimit().toMillis());
        fresh.setEnquireLinkTimer(PROBE_PAUSE_MILLIS);
        fresh.setMessageReceiverListener(new Receiver());
        try {
            String _ = fresh.connectAndBind(
                    sockets.named(account.value("host"), account.value("tls").equals("yes")),
                    Integer.parseInt(account.value("port")),
                    new BindParameter(
                            BindType.BIND_TRX,
                            account.value("systemId"),
                            account.value("password"),
                            account.value("systemType"),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    BIND_LIMIT_MILLIS);
            return fresh;
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    Sending send(DueMessage message) {
        SMPPSession open;
        try {
            open = bound();
        } catch (IOException | RuntimeException e) {
            return new Sending.Later("no bind to the message centre", UNBOUND_REST);
        }
        SmppParts parts =
                SmppParts.of(message.wording().text(), (int) message.id().value());
        String ref = "";
        for (int i = 0; i < parts.units().size(); i++) {
            boolean last = i == parts.units().size() - 1;
            Sending sent =
                    submitPatiently(open, message, new Unit(parts, parts.units().get(i), last));
            if (!(sent instanceof Sending.Taken(String id))) return i == 0 ? sent : halfway(sent, i);
            ref = id;
        }
        return new Sending.Taken(ref);
    }

    /** Its first parts are on their way: sending all again would put them together wrongly, or twice. */
    private static Sending halfway(Sending sent, int taken) {
        String reason = switch (sent) {
            case Sending.Later(String why, Duration _) -> why;
            case Sending.Never(String why, Reason _) -> why;
            case Sending.Unanswered(String why) -> why;
            case Sending.Taken _ -> "";
        };
        return new Sending.Unanswered("only its first " + taken + " parts were surely taken: " + reason);
    }

    /** One part; {@code last} asks for the receipt that stands for all. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Unit(SmppParts parts, byte[] bytes, boolean last) {}

    /** A part that is throttled is tried again here: the parts of one text belong together. */
    private Sending submitPatiently(SMPPSession open, DueMessage message, Unit unit) {
        Sending sent = submit(open, message, unit);
        for (int i = 1; i < MOST_THROTTLED && isThrottled(sent); i++) {
            pause(Duration.ofMillis(200L << i));
            sent = submit(open, message, unit);
        }
        return sent;
    }

    private static boolean isThrottled(Sending sent) {
        return sent instanceof Sending.Later(String _, Duration rest) && THROTTLED_REST.equals(rest);
    }

    private Sending submit(SMPPSession open, DueMessage message, Unit unit) {
        awaitTurn();
        String from = account.value("from");
        boolean letters = !from.matches("\\+?[0-9]+");
        try {
            String id = open.submitShortMessage(
                            "",
                            letters
                                    ? TypeOfNumber.ALPHANUMERIC
                                    : from.startsWith("+") ? TypeOfNumber.INTERNATIONAL : TypeOfNumber.UNKNOWN,
                            letters ? NumberingPlanIndicator.UNKNOWN : NumberingPlanIndicator.ISDN,
                            from.replaceFirst("^\\+", ""),
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            message.to().substring(1),
                            new ESMClass(
                                    MessageMode.DEFAULT,
                                    MessageType.DEFAULT,
                                    unit.parts().headed() ? GSMSpecificFeature.UDHI : GSMSpecificFeature.DEFAULT),
                            (byte) 0,
                            (byte) 0,
                            null,
                            null,
                            new RegisteredDelivery(
                                    unit.last() ? SMSCDeliveryReceipt.SUCCESS_FAILURE : SMSCDeliveryReceipt.DEFAULT),
                            (byte) 0,
                            DataCodings.newInstance(unit.parts().dataCoding()),
                            (byte) 0,
                            unit.bytes())
                    .getMessageId();
            return new Sending.Taken(id);
        } catch (NegativeResponseException e) {
            return refused(e.getCommandStatus());
        } catch (PDUException e) {
            return new Sending.Never("it could not be put into the form of an SMS", null);
        } catch (ResponseTimeoutException | InvalidResponseException e) {
            return new Sending.Unanswered("the message centre did not answer");
        } catch (IOException | RuntimeException e) {
            return new Sending.Unanswered("the bind broke while it was sent");
        }
    }

    private static Sending refused(int status) {
        String reason = "the message centre answered status 0x" + Integer.toHexString(status);
        return switch (status) {
            case SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL ->
                new Sending.Later(reason, THROTTLED_REST);
            case SMPPConstant.STAT_ESME_RINVDSTADR -> new Sending.Never(reason, Reason.INVALID);
            case SMPPConstant.STAT_ESME_RINVMSGLEN -> new Sending.Never(reason, null);
            case SMPPConstant.STAT_ESME_RSYSERR, SMPPConstant.STAT_ESME_RSUBMITFAIL ->
                new Sending.Later(reason, UNBOUND_REST);
            default -> new Sending.Later(reason, REFUSED_REST);
        };
    }

    /** Spreads messages evenly over each second: bursts are what message centres throttle. */
    private void awaitTurn() {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            nextTurn = Math.max(nextTurn, now);
            wait = nextTurn - now;
            nextTurn += nanosBetween;
        }
        if (wait > 0) pause(Duration.ofNanos(wait));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        SMPPSession open = session;
        session = null;
        if (open != null) open.unbindAndClose();
    }

    /** What the message centre delivers to us, on the session's own threads. */
    private final class Receiver implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm unit) throws ProcessRequestException {
            String from = number(unit.getSourceAddr());
            byte[] bytes = unit.getShortMessage() == null ? new byte[0] : unit.getShortMessage();
            boolean taken;
            if (unit.isSmscDeliveryReceipt()) {
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                OptionalParameter.Receipted_message_id named =
                        unit.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
                taken = SmppReceipt.of(text, named == null ? null : named.getValueAsString())
                        .map(receipt -> heard.receipt(account, receipt, from))
                        .orElse(true); // in no form anybody reads: keeping it would only bring it back
            } else {
                taken = heard.text(account, from, SmppParts.text(bytes, unit.getDataCoding(), unit.isUdhi()));
            }
            if (!taken) throw new ProcessRequestException("not now", SMPPConstant.STAT_ESME_RX_T_APPN);
        }

        private static String number(@Nullable String address) {
            String digits = address == null ? "" : address.replaceFirst("^\\+", "");
            return digits.matches("[1-9][0-9]{6,14}") ? "+" + digits : digits;
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {
            // a telephone is reachable again; the message centre sends on by itself
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm unit, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("no such service here", SMPPConstant.STAT_ESME_RINVCMDID);
        }
    }
}
