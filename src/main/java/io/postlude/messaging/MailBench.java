package io.postlude.messaging;

import io.postlude.kernel.Ids;
import io.postlude.kernel.ProcessorTime;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Brand;
import io.postlude.stores.DemoBrands;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Messages a second: rendered, queued, claimed, handed to an SMTP server and written down; beside the same mails handed to
 * the same server without a database.
 */
public final class MailBench {
    private static final StoreId STORE = new StoreId(1);
    private static final int TARGET_A_SECOND = 2_000;
    /** This part of the mails goes first, uncounted: a program just started spends more on compiling than on mails. */
    private static final int WARM_UP_PART = 2;

    private static final int QUEUED_AT_ONCE = 200;
    /** As for a large sender, whose provider allows it: {@code SMTP_CONNECTIONS=32}. */
    private static final SmtpSink.Manner WIDE = new SmtpSink.Manner(null, null, 32);

    private static final Brand BRAND = DemoBrands.marenAndPine();

    private final MessagingModule.Parts parts;
    private final Ids ids;
    private final SmtpAddress server;

    private MailBench(MessagingModule.Parts parts, Ids ids, SmtpAddress server) {
        this.parts = parts;
        this.ids = ids;
        this.server = server;
    }

    /** Runs on an empty database. */
    public static void run(MessagingModule.Parts parts, Ids ids, int messages, PrintStream out) throws IOException {
        try (Taker taker = new Taker()) {
            SmtpAddress server = SmtpAddress.parse("smtp://127.0.0.1:" + taker.port());
            MailBench bench = new MailBench(parts, ids, server);
            double _ = bench.once("warm", messages / WARM_UP_PART);
            ProcessorTime.Used before = ProcessorTime.now(parts.database());
            long began = System.nanoTime();
            double spread = bench.once("run", messages);
            ProcessorTime.Used used = ProcessorTime.now(parts.database()).since(before);
            double seconds = (System.nanoTime() - began) / 1e9;
            double bare = bench.bare(messages);
            out.printf(
                    "rendered, queued, sent, written: %,.0f messages a second, target %,d%n", spread, TARGET_A_SECOND);
            out.printf(
                    "processor time a mail: program %.0f + server %.0f us; other programs held %.1f cores%n",
                    used.program() * 1e6 / messages, used.server() * 1e6 / messages, used.coresOfOthers(seconds));
            out.printf("the same mails by SMTP alone:     %,.0f a second; ratio %.2f%n", bare, spread / bare);
        }
    }

    private double once(String name, int messages) {
        Messages face = new Messages(ids, parts.clock());
        long began = System.nanoTime();
        Thread writer = Thread.ofPlatform().start(() -> queue(face, name, messages));
        var workerParts = new MailWorker.Parts(
                parts.database(), parts.log(), parts.clock(), parts.metrics(), Retries.Doubt.BY_MESSAGE);
        int sent = 0;
        try (MailWorker worker =
                new MailWorker(workerParts, new SmtpSink(server, MailSigner.NOBODY, WIDE), Duration.ofMinutes(5))) {
            while (sent < messages) sent += worker.round();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return messages / seconds;
    }

    private void queue(Messages face, String name, int messages) {
        for (int first = 0; first < messages; first += QUEUED_AT_ONCE) {
            int from = first;
            parts.database().runInStore(STORE, tx -> {
                int until = Math.min(messages, from + QUEUED_AT_ONCE);
                var _ = face.queueAll(
                        tx,
                        IntStream.range(from, until)
                                .mapToObj(i -> mail(name + "-" + i, i))
                                .toList());
            });
        }
    }

    private static OutgoingMail mail(String key, int i) {
        OutgoingMail.Content content = new LookupMail(
                        BRAND,
                        Locale.of(MailWords.LANGUAGES.get(i % MailWords.LANGUAGES.size())),
                        "Anna",
                        "MP-" + i,
                        "https://post.maren-pine.example/t/" + key,
                        Duration.ofMinutes(30))
                .render();
        return new OutgoingMail(
                STORE,
                LookupMail.KIND,
                key,
                new OutgoingMail.Envelope(
                        new Mailbox("Maren & Pine", "orders@maren-pine.example"),
                        null,
                        Mailbox.of("c" + i + "@example.com")),
                null,
                content,
                OutgoingMail.WhenInDoubt.RESEND,
                Duration.ofHours(1));
    }

    private double bare(int messages) {
        List<DueMail> mails = new ArrayList<>(messages);
        for (int i = 0; i < messages; i++) {
            OutgoingMail mail = mail("bare-" + i, i);
            mails.add(new DueMail(
                    STORE,
                    new MessageId(ids.next()),
                    mail.kind(),
                    mail.envelope().from(),
                    null,
                    mail.envelope().to(),
                    mail.content().subject(),
                    mail.content().html(),
                    mail.content().text(),
                    mail.content().headers(),
                    mail.whenInDoubt(),
                    1,
                    java.time.Instant.EPOCH));
        }
        long began = System.nanoTime();
        try (SmtpSink sink = new SmtpSink(server, MailSigner.NOBODY, WIDE)) {
            sink.send(mails, () -> true, new NoBook());
        }
        return messages / ((System.nanoTime() - began) / 1e9);
    }

    /** Writes nothing down: what SMTP alone costs. */
    private record NoBook() implements MailSink.Book {
        @Override
        public void handingOver(DueMail mail) {
            // nobody asks
        }

        @Override
        public void ended(DueMail mail, Delivery delivery) {
            // nobody asks
        }
    }

    /** A mail server that takes everything and keeps nothing. */
    private static final class Taker implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Taker() throws IOException {
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> serve(client));
                } catch (SocketException e) {
                    return; // the bench is over
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private static void serve(Socket client) {
            try (client) {
                Lines in = new Lines(client.getInputStream());
                OutputStream out = client.getOutputStream();
                say(out, "220 taker");
                for (String line = in.next(); !line.equals("QUIT"); line = in.next()) {
                    boolean text = line.equals("DATA");
                    say(out, text ? "354 go on" : "250 ok");
                    if (!text) continue;
                    in.skipText();
                    say(out, "250 ok");
                }
            } catch (IOException e) {
                // the sender is done
            }
        }

        private static void say(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Lines of a sender, with no more work for each byte than a real server's. */
    private static final class Lines {
        private final InputStream in;
        private final byte[] buffer = new byte[1 << 14];
        private int at;
        private int end;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            StringBuilder line = new StringBuilder(80);
            for (byte c = read(); c != '\n'; c = read()) if (c != '\r') line.append((char) c);
            return line.toString();
        }

        /** Up to the line that is a dot alone. */
        void skipText() throws IOException {
            int length = 0;
            boolean dots = true;
            for (byte c = read(); ; c = read()) {
                if (c == '\n') {
                    if (length == 1 && dots) return;
                    length = 0;
                    dots = true;
                } else if (c != '\r') {
                    length++;
                    dots &= c == '.';
                }
            }
        }

        private byte read() throws IOException {
            if (at == end) {
                at = 0;
                end = in.read(buffer);
                if (end <= 0) throw new IOException("the sender closed");
            }
            return buffer[at++];
        }
    }
}
