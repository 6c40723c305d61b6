package io.postlude.connectors;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/** A message centre on this machine: the library's own server, which keeps what it took and can be made to misbehave. */
final class SmppPeer implements ServerMessageReceiverListener, AutoCloseable {
    enum Behaviour {
        TAKES,
        THROTTLES,
        NO_SUCH_NUMBER,
        TAKES_AND_HANGS_UP,
        HANGS_UP
    }

    /** One unit it took. */
    record Unit(String id, String to, String from, byte[] bytes, byte coding, boolean headed, boolean receipt) {
        String text() {
            return SmppParts.text(bytes, coding, headed);
        }
    }

    /** How long it takes after it has a message and before it says so: long enough for a kill to come between. */
    volatile long millisEach;

    final List<Unit> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger binds = new AtomicInteger();
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final SMPPServerSessionListener server;
    private final int port;
    private volatile boolean stopping;

    SmppPeer(Behaviour... behaviours) throws IOException {
        this.behaviours.addAll(List.of(behaviours));
        Door door = open();
        port = door.port;
        server = door.server;
        Thread.ofVirtual().start(this::listen);
    }

    private record Door(int port, SMPPServerSessionListener server) {}

    /** Their listener takes no free port by itself; one that somebody else took meanwhile is left to them. */
    private static Door open() throws IOException {
        while (true) {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            try {
                return new Door(port, new SMPPServerSessionListener(port));
            } catch (BindException e) {
                Thread.onSpinWait();
            }
        }
    }

    int port() {
        return port;
    }

    private void listen() {
        while (!stopping) {
            try {
                SMPPServerSession session = server.accept();
                session.setMessageReceiverListener(this);
                Thread.ofVirtual().start(() -> bind(session));
            } catch (IOException e) {
                if (stopping) return;
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(5_000);
            if (!"hush".equals(request.getPassword())) {
                request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
                return;
            }
            request.accept("peer");
            binds.incrementAndGet();
            sessions.add(session);
        } catch (Exception e) {
            session.close();
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm unit, SMPPServerSession source) throws ProcessRequestException {
        Behaviour behaviour = behaviours.isEmpty() ? Behaviour.TAKES : behaviours.poll();
        switch (behaviour) {
            case THROTTLES -> throw new ProcessRequestException("slower", SMPPConstant.STAT_ESME_RTHROTTLED);
            case NO_SUCH_NUMBER -> throw new ProcessRequestException("nobody", SMPPConstant.STAT_ESME_RINVDSTADR);
            case HANGS_UP -> {
                source.close();
                throw new ProcessRequestException("gone", SMPPConstant.STAT_ESME_RSYSERR);
            }
            case TAKES, TAKES_AND_HANGS_UP -> {}
        }
        String id = "m" + ids.incrementAndGet();
        taken.add(new Unit(
                id,
                "+" + unit.getDestAddress(),
                unit.getSourceAddr(),
                unit.getShortMessage(),
                unit.getDataCoding(),
                unit.isUdhi(),
                unit.getRegisteredDelivery() != 0));
        think();
        if (behaviour == Behaviour.TAKES_AND_HANGS_UP) source.close();
        try {
            return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    private void think() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millisEach));
    }

    /** The whole texts it got, parts put together in their order. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Unit unit : taken) {
            text.append(unit.text());
            boolean last = !unit.headed() || unit.bytes()[4] == unit.bytes()[5];
            if (!last) continue;
            texts.add(unit.to() + " " + text);
            text.setLength(0);
        }
        return texts;
    }

    void report(Unit unit, String stat) throws Exception {
        deliver(
                unit.to(),
                ("id:" + unit.id() + " sub:001 dlvrd:001 submit date:2603020900 done date:2603020901 stat:" + stat
                                + " err:000 text:Hello")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                new ESMClass(0x04));
    }

    void answer(String from, String text) throws Exception {
        deliver(from, SmppParts.of(text, 1).units().getFirst(), new ESMClass(0));
    }

    private void deliver(String from, byte[] bytes, ESMClass form) throws Exception {
        sessions.stream()
                .filter(session -> session.getSessionState().isBound())
                .findFirst()
                .orElseThrow()
                .deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        from.substring(1),
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "4915000000000",
                        form,
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery(0),
                        DataCodings.ZERO,
                        bytes);
    }

    /** Every bind breaks. */
    void hangUp() {
        sessions.forEach(SMPPServerSession::close);
        sessions.clear();
    }

    boolean isBound() {
        return sessions.stream().anyMatch(session -> session.getSessionState().isBound());
    }

    @Override
    public void close() throws IOException {
        stopping = true;
        hangUp();
        server.close();
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti unit, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm unit, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm unit, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelSm(CancelSm unit, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm unit, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm unit, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm unit, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm unit, Session source) throws ProcessRequestException {
        throw unknown();
    }

    private static ProcessRequestException unknown() {
        return new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
