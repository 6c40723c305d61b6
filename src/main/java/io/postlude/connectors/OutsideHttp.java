package io.postlude.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Later;
import io.postlude.kernel.Settings;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Calls addresses that people entered. A name is resolved once, by us, and only addresses outside this network are connected
 * to, unless the installation allows its own; nothing is redirected; time and size are bounded. It says whether what was sent
 * may have arrived.
 */
public final class OutsideHttp implements AutoCloseable {
    private static final int ANSWER_LIMIT_BYTES = 1_000_000;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(8);
    private static final int THREADS = 8;
    private static final int CONNECTIONS_A_HOST = 64;

    private final Reach reach;
    private final Later<HttpClient> client = new Later<>(this::started);

    /** Whom this installation may call. */
    public enum Reach {
        PUBLIC_ONLY,
        THIS_NETWORK_TOO
    }

    /** As the installation is set up. */
    public static Reach reach(Settings settings) {
        return settings.flag(Settings.Key.POSTLUDE_PRIVATE_ADDRESSES) ? Reach.THIS_NETWORK_TOO : Reach.PUBLIC_ONLY;
    }

    public OutsideHttp(Reach reach) {
        this.reach = reach;
    }

    private HttpClient started() {
        HttpClient client = new HttpClient();
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("outside");
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setConnectTimeout(CONNECT_LIMIT.toMillis());
        client.setMaxConnectionsPerDestination(CONNECTIONS_A_HOST);
        client.setUserAgentField(null);
        client.setSocketAddressResolver(this::resolve);
        try {
            client.start();
            client.getContentDecoderFactories().clear();
            client.getProtocolHandlers().clear(); // no cookies, redirects or sign-ins but ours
            return client;
        } catch (Exception e) {
            throw new IllegalStateException("the client for outside addresses does not start", e);
        }
    }

    /** One call; {@code headers} beside User-Agent. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Call(String method, URI address, Map<String, String> headers, byte[] body, Duration limit) {
        static Call get(URI address, Map<String, String> headers, Duration limit) {
            return new Call("GET", address, headers, new byte[0], limit);
        }
    }

    /** What came of it. */
    sealed interface Answer {
        record Answered(int status, Map<String, String> headers, String body) implements Answer {
            /** The body read; a node that holds nothing where it is no JSON. */
            JsonNode json() {
                try {
                    JsonNode node = Json.MAPPER.readTree(body);
                    return node == null ? MissingNode.getInstance() : node;
                } catch (JsonProcessingException e) {
                    return MissingNode.getInstance();
                }
            }
        }

        /** Nothing was sent. */
        record Unreachable(String reason) implements Answer {}

        /** It may have arrived: the answer was lost. */
        record Lost(String reason) implements Answer {}
    }

    Answer send(Call call) {
        return exchange(call, response -> {});
    }

    /** A document; empty where it does not come. */
    Optional<byte[]> load(URI address, Duration limit) {
        AtomicReference<byte[]> bytes = new AtomicReference<>();
        Answer answer = exchange(Call.get(address, Map.of(), limit), response -> bytes.set(response.getContent()));
        return answer instanceof Answer.Answered told && told.status() == 200
                ? Optional.ofNullable(bytes.get())
                : Optional.empty();
    }

    private Answer exchange(Call call, Consumer<ContentResponse> look) {
        Request request;
        try {
            request = client.get()
                    .newRequest(call.address())
                    .method(call.method())
                    .timeout(call.limit().toMillis(), TimeUnit.MILLISECONDS)
                    .headers(fields -> call.headers().forEach(fields::put))
                    .headers(fields -> fields.put("User-Agent", "Postlude"));
        } catch (IllegalArgumentException e) {
            return new Answer.Unreachable("that is no address to call");
        }
        if (call.body().length > 0)
            request.body(new BytesRequestContent(
                    call.headers().getOrDefault("Content-Type", "application/octet-stream"), call.body()));
        AtomicBoolean begun = new AtomicBoolean();
        request.onRequestBegin(one -> begun.set(true));
        try {
            ContentResponse response = new CompletableResponseListener(request, ANSWER_LIMIT_BYTES)
                    .send()
                    .get(call.limit().toMillis() + 2_000, TimeUnit.MILLISECONDS);
            look.accept(response);
            return answered(response);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            var _ = request.abort(cause);
            return begun.get() ? new Answer.Lost(reason(cause)) : new Answer.Unreachable(reason(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Lost("the caller was stopped");
        }
    }

    private static Answer answered(ContentResponse response) {
        Map<String, String> headers = new java.util.TreeMap<>();
        response.getHeaders().forEach(field -> headers.put(field.getLowerCaseName(), field.getValue()));
        byte[] content = response.getContent();
        return new Answer.Answered(
                response.getStatus(), headers, content == null ? "" : new String(content, StandardCharsets.UTF_8));
    }

    /** Without addresses and names of hosts, which may be personal in a webhook's path. */
    private static String reason(Throwable cause) {
        return switch (cause) {
            case TimeoutException _ -> "no answer in time";
            case ForbiddenAddress _ -> "its address is inside this network, which is not allowed";
            case UnknownHostException _ -> "there is no host of that name";
            case ConnectException _ -> "no connection";
            default -> "the connection broke (" + cause.getClass().getSimpleName() + ")";
        };
    }

    private void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        client.get().getExecutor().execute(() -> {
            try {
                promise.succeeded(addresses(host, port));
            } catch (UnknownHostException e) {
                promise.failed(e);
            }
        });
    }

    /** Those of a host that may be called, with this port; throws where there is none. */
    List<InetSocketAddress> addresses(String host, int port) throws UnknownHostException {
        List<InetSocketAddress> allowed = java.util.Arrays.stream(InetAddress.getAllByName(host))
                .filter(address -> reach == Reach.THIS_NETWORK_TOO || isPublic(address))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (allowed.isEmpty()) throw new ForbiddenAddress();
        return allowed;
    }

    private static final class ForbiddenAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }

    /** What is wrong with an address somebody enters; null where nothing is. Looks names up. */
    @Nullable
    String fault(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return "This is no address.";
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean plain = scheme.equals("http") && reach == Reach.THIS_NETWORK_TOO;
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null)
            return "Give an address like https://example.com/path.";
        if (!scheme.equals("https") && !plain) return "It has to begin with https://.";
        try {
            List<InetSocketAddress> _ = addresses(uri.getHost(), 443);
            return null;
        } catch (ForbiddenAddress e) {
            return "Its address is inside this network, which this installation does not allow.";
        } catch (UnknownHostException e) {
            return "There is no host of that name.";
        }
    }

    /** Whether an address is of the open Internet, in either version and in no disguise. */
    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return false;
        byte[] b = address.getAddress();
        if (address instanceof Inet6Address) return isPublicSix(b);
        return isPublicFour(b);
    }

    /** Without "this network", shared space, private uses, documentation, benchmarks and reserved space (RFC 6890). */
    private static boolean isPublicFour(byte[] b) {
        int one = b[0] & 0xff;
        int two = b[1] & 0xff;
        int three = b[2] & 0xff;
        boolean shared = one == 100 && two >= 64 && two <= 127;
        boolean special = one == 192 && two == 0 && (three == 0 || three == 2);
        boolean trial = one == 198 && (two == 18 || two == 19 || (two == 51 && three == 100));
        boolean example = one == 203 && two == 0 && three == 113;
        return one != 0 && one < 240 && !shared && !special && !trial && !example;
    }

    /** Of 2000::/3 only, without those that hold a version 4 address inside: 6to4, Teredo, translation. */
    private static boolean isPublicSix(byte[] b) {
        boolean global = (b[0] & 0xe0) == 0x20;
        boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
        boolean special = b[0] == 0x20
                && b[1] == 0x01
                && ((b[2] == 0 && b[3] == 0) || ((b[2] & 0xff) == 0x0d && (b[3] & 0xff) == 0xb8));
        return global && !sixToFour && !special;
    }

    @Override
    public void close() {
        if (!client.isMade()) return;
        try {
            client.get().stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
