package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.messaging.PushKey;
import io.postlude.messaging.PushSubscriptions.Subscription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A push service on this machine, and the browser behind it: checks the proof, opens what came with the browser's own key. */
final class PushPeer implements AutoCloseable {
    enum Behaviour {
        TAKES,
        TAKES_AND_HANGS_UP,
        BUSY,
        GONE
    }

    /** What the browser would show. */
    record Shown(String title, String link, String tag) {}

    /** How long it takes after it has a message and before it says so: long enough for a kill to come between. */
    volatile long millisEach;

    final List<Shown> shown = new CopyOnWriteArrayList<>();
    final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final KeyPair keys = PushKey.pair();
    private final byte[] auth = Secrets.sha256("a browser".getBytes(StandardCharsets.UTF_8));
    private final HttpServer server;

    PushPeer(Behaviour... behaviours) throws IOException {
        this.behaviours.addAll(List.of(behaviours));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/push/", this::serve);
        server.start();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As the browser tells it; {@code device} in the address. */
    Subscription subscription(String device) {
        return new Subscription(origin() + "/push/" + device, base64(point()), base64(Arrays.copyOf(auth, 16)));
    }

    private byte[] point() {
        return PushKey.point((ECPublicKey) keys.getPublic());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void serve(HttpExchange http) throws IOException {
        try (http) {
            byte[] body = http.getRequestBody().readAllBytes();
            Behaviour behaviour = behaviours.isEmpty() ? Behaviour.TAKES : behaviours.poll();
            switch (behaviour) {
                case BUSY -> http.sendResponseHeaders(429, -1);
                case GONE -> http.sendResponseHeaders(410, -1);
                case TAKES -> {
                    take(http.getRequestHeaders(), body);
                    think();
                    http.sendResponseHeaders(201, -1);
                }
                case TAKES_AND_HANGS_UP -> {
                    take(http.getRequestHeaders(), body);
                    http.getResponseBody().close(); // no answer
                }
            }
        }
    }

    private void think() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millisEach));
    }

    private void take(Headers headers, byte[] body) {
        try {
            if (!isProven(headers.getFirst("Authorization"))) wrong.add("no proof of the sender");
            if (!"aes128gcm".equals(headers.getFirst("Content-Encoding"))) wrong.add("no encoding named");
            if (headers.getFirst("TTL") == null) wrong.add("no time to live (RFC 8030 refuses that)");
            if (!headers.getFirst("Topic").matches("[A-Za-z0-9_-]{1,32}")) wrong.add("a topic that is none");
            JsonNode notice = Json.MAPPER.readTree(open(body));
            shown.add(new Shown(
                    notice.path("title").asText(),
                    notice.path("link").asText(),
                    notice.path("tag").asText()));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            wrong.add(e.toString());
        }
    }

    /** RFC 8292: a token for this origin, signed with the key it shows. */
    private boolean isProven(String authorization) throws GeneralSecurityException, IOException {
        String[] parts = authorization.replace("vapid t=", "").split(", k=");
        String[] token = parts[0].split("\\.");
        JsonNode claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token[1]));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(WebPushCrypt.key(Base64.getUrlDecoder().decode(parts[1])));
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token[2]))
                && claims.path("aud").asText().equals(origin())
                && claims.path("sub").asText().startsWith("mailto:");
    }

    private byte[] open(byte[] body) throws GeneralSecurityException {
        return open(body, keys, Arrays.copyOf(auth, 16));
    }

    /** RFC 8291, from the browser's side. */
    static byte[] open(byte[] body, KeyPair own, byte[] auth) throws GeneralSecurityException {
        byte[] salt = Arrays.copyOf(body, 16);
        byte[] sender = Arrays.copyOfRange(body, 21, 21 + body[20]);
        byte[] sealed = Arrays.copyOfRange(body, 21 + body[20], body.length);
        byte[] shared = WebPushCrypt.agree(own.getPrivate(), sender);
        byte[] info = ByteBuffer.allocate(14 + 130 + 1)
                .put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
                .put(PushKey.point((ECPublicKey) own.getPublic()))
                .put(sender)
                .put((byte) 1)
                .array();
        byte[] pseudo = Secrets.hmac(salt, Secrets.hmac(Secrets.hmac(auth, shared), info));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(part(pseudo, "Content-Encoding: aes128gcm\0"), 16), "AES"),
                new GCMParameterSpec(128, Arrays.copyOf(part(pseudo, "Content-Encoding: nonce\0"), 12)));
        byte[] padded = cipher.doFinal(sealed);
        int end = padded.length - 1;
        while (padded[end] == 0) end--;
        if (padded[end] != 2) throw new GeneralSecurityException("not the last record");
        return Arrays.copyOf(padded, end);
    }

    private static byte[] part(byte[] pseudo, String name) {
        return Secrets.hmac(pseudo, (name + "\u0001").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
