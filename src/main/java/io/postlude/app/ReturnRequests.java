package io.postlude.app;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Customers who send their forms and fetch their labels over connections that stay open; a client as light as can be. */
final class ReturnRequests {
    static final int CONNECTIONS = 32;
    private static final double NANOS_PER_MILLI = 1e6;

    private final int port;

    ReturnRequests(int port) {
        this.port = port;
    }

    /** The page of an order, and the thing of it that goes back. */
    record Customer(String path, String line) {}

    /** How long it took in all, and each of them. */
    @SuppressWarnings("ArrayRecordComponent") // sorted once, never compared
    record Took(double seconds, long[] nanos) {
        double millis(double part) {
            return nanos[(int) Math.min(nanos.length - 1L, Math.round(nanos.length * part))] / NANOS_PER_MILLI;
        }
    }

    /** Every customer once, so many at a time. */
    Took all(List<Customer> customers, int connections) throws IOException, InterruptedException {
        long[] nanos = new long[customers.size()];
        AtomicInteger next = new AtomicInteger();
        long from = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++)
                all.add(threads.submit(() -> {
                    work(customers, next, nanos);
                    return null;
                }));
            for (Future<?> one : all) {
                var _ = one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        Arrays.sort(nanos);
        return new Took(seconds, nanos);
    }

    private void work(List<Customer> customers, AtomicInteger next, long[] nanos) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
            for (int i = next.getAndIncrement(); i < customers.size(); i = next.getAndIncrement()) {
                long from = System.nanoTime();
                once(socket.getOutputStream(), in, customers.get(i));
                nanos[i] = System.nanoTime() - from;
            }
        }
    }

    private void once(OutputStream out, InputStream in, Customer customer) throws IOException {
        String line = customer.line();
        String form = "do=commit&key=one&line=" + line + "&item=" + line + "&reason-" + line + "=changed_mind&remedy-"
                + line + "=refund&method=label";
        send(
                out,
                "POST " + customer.path() + "/return HTTP/1.1",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n",
                form);
        Answer made = answer(in);
        int code = made.location().indexOf("/returns/");
        if (made.status() != 303 || code < 0) throw new IOException("the form was answered " + made);
        String returned = made.location().substring(code).replaceAll("\\?.*", "");
        send(out, "GET " + customer.path() + returned + "/label.pdf HTTP/1.1", "", "");
        Answer label = answer(in);
        if (label.status() != 200) throw new IOException("the label was answered " + label);
    }

    private void send(OutputStream out, String head, String fields, String body) throws IOException {
        String host = "127.0.0.1:" + port;
        out.write((head + "\r\nHost: " + host + "\r\nOrigin: http://" + host + "\r\n" + fields + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private record Answer(int status, String location) {}

    /** Reads a head and as many bytes as it names, or chunks to their end. */
    private static Answer answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        String location = "";
        int length = 0;
        boolean chunked = false;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            String name = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = field.substring(field.indexOf(':') + 1).strip();
            if (name.equals("location")) location = value;
            if (name.equals("content-length")) length = Integer.parseInt(value);
            if (name.equals("transfer-encoding")) chunked = value.equals("chunked");
        }
        if (chunked) {
            for (int size = size(in); size > 0; size = size(in)) in.skipNBytes(size + 2L);
            String _ = line(in);
        } else in.skipNBytes(length);
        return new Answer(status, location);
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new IOException("the connection ended");
            if (b != '\r') line.append((char) b);
        }
        return line.toString();
    }
}
