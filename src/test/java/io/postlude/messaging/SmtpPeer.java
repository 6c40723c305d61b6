package io.postlude.messaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A mail server that misbehaves on order, one behaviour a message; without an order it takes the message. */
public final class SmtpPeer implements AutoCloseable {
    public enum Behaviour {
        TAKES,
        BUSY,
        REFUSES_RECIPIENT,
        REFUSES_TEXT,
        TAKES_AND_HANGS_UP,
        NEVER_ANSWERS
    }

    private final ServerSocket socket;
    private final Queue<Behaviour> orders = new ConcurrentLinkedQueue<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> senders = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long millisEach;
    private volatile String refused = "nobody";
    private volatile Consumer<String> taken = text -> {};

    /** Takes every message, and so long for each that a kill may come while it does. */
    public static SmtpPeer slow(long millisEach) throws IOException {
        SmtpPeer peer = new SmtpPeer();
        peer.millisEach = millisEach;
        return peer;
    }

    /** From now on so long for each. */
    public void taking(long millis) {
        millisEach = millis;
    }

    /** Is told each text as soon as its last byte is there, whatever is answered: as a mailbox on the same server. */
    public void keepCopies(Consumer<String> copies) {
        taken = copies;
    }

    /** This one is refused wherever it stands among the recipients. */
    void refuse(String address) {
        refused = address;
    }

    public SmtpPeer(Behaviour... orders) throws IOException {
        this.orders.addAll(List.of(orders));
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "smtp://127.0.0.1:" + socket.getLocalPort();
    }

    SmtpAddress address() {
        return SmtpAddress.parse(url());
    }

    /** The text of every message whose last byte arrived, whatever was answered. */
    public List<String> texts() {
        return texts;
    }

    /** What each message's envelope named as its sender. */
    List<String> senders() {
        return senders;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (SocketException e) {
                return; // closed by the test
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            say(out, "220 peer ready");
            Behaviour behaviour = Behaviour.TAKES;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "MAIL" -> {
                        senders.add(line);
                        Behaviour next = orders.poll();
                        behaviour = next == null ? Behaviour.TAKES : next;
                        say(out, behaviour == Behaviour.BUSY ? "451 4.3.2 come back later" : "250 ok");
                    }
                    case "RCPT" ->
                        say(
                                out,
                                behaviour == Behaviour.REFUSES_RECIPIENT || line.contains(refused)
                                        ? "550 5.1.1 <anna@example.com>: no such user here"
                                        : "250 ok");
                    case "DATA" -> {
                        say(out, "354 go on");
                        String text = text(in);
                        if (text == null) return; // the sender went away in the middle of it
                        texts.add(text);
                        taken.accept(text);
                        if (closed.await(millisEach, TimeUnit.MILLISECONDS)) return;
                        switch (behaviour) {
                            case TAKES_AND_HANGS_UP -> {
                                return;
                            }
                            case NEVER_ANSWERS -> {
                                closed.await();
                                return;
                            }
                            case REFUSES_TEXT -> say(out, "554 5.7.1 looks like spam");
                            case TAKES, BUSY, REFUSES_RECIPIENT -> say(out, "250 2.0.0 queued as 4F2A");
                        }
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // the client went away, as it may
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) return text.toString();
            text.append(line).append('\n');
        }
        return null;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}
