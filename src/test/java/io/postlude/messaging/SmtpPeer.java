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

/** A mail server that misbehaves on order, one behaviour a message; without an order it takes the message. */
final class SmtpPeer implements AutoCloseable {
    enum Behaviour {
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
    private final CountDownLatch closed = new CountDownLatch(1);

    SmtpPeer(Behaviour... orders) throws IOException {
        this.orders.addAll(List.of(orders));
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    SmtpAddress address() {
        return SmtpAddress.parse("smtp://127.0.0.1:" + socket.getLocalPort());
    }

    /** The text of every message whose last byte arrived, whatever was answered. */
    List<String> texts() {
        return texts;
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
                        Behaviour next = orders.poll();
                        behaviour = next == null ? Behaviour.TAKES : next;
                        say(out, behaviour == Behaviour.BUSY ? "451 4.3.2 come back later" : "250 ok");
                    }
                    case "RCPT" ->
                        say(
                                out,
                                behaviour == Behaviour.REFUSES_RECIPIENT
                                        ? "550 5.1.1 <anna@example.com>: no such user here"
                                        : "250 ok");
                    case "DATA" -> {
                        say(out, "354 go on");
                        texts.add(text(in));
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

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !".".equals(line); line = in.readLine())
            text.append(line).append('\n');
        return text.toString();
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
