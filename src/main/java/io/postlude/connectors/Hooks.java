package io.postlude.connectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postlude.kernel.Problem;
import io.postlude.stores.Connections;
import io.postlude.stores.Source;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The door for webhooks, in front of the router: who sent it is proven over the raw bytes, then it is stored, then it is
 * answered. Nothing is worked before the answer, so a sender never waits for us and never has to send twice. No thread waits
 * for the commit either: it is told when the group is safe (see docs/decisions/0085).
 */
final class Hooks extends Handler.Wrapper {
    static final String PREFIX = "/hooks/";

    private final Connections connections;
    private final GroupCommit<Delivery> inbox;
    private final MeterRegistry metrics;
    private final Receiving receiving;
    private final ConcurrentHashMap<String, Counter> counters = new ConcurrentHashMap<>();

    Hooks(Connections connections, GroupCommit<Delivery> inbox, MeterRegistry metrics, Receiving receiving) {
        super(false);
        this.connections = connections;
        this.inbox = inbox;
        this.metrics = metrics;
        this.receiving = receiving;
    }

    /** What receiving needs to know. */
    record Receiving(InstantSource clock, int bodyLimitBytes) {}

    /** Nothing here waits. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (path == null || !path.startsWith(PREFIX)) return super.handle(request, response, callback);
        int slash = path.indexOf('/', PREFIX.length());
        if (slash < 0 || path.indexOf('/', slash + 1) >= 0) return super.handle(request, response, callback);
        Optional<Source> source = Source.of(path.substring(PREFIX.length(), slash));
        Knock knock = new Knock(this, new Knock.Exchange(request, response, callback), source);
        if (HttpMethod.POST.is(request.getMethod())) knock.open(path.substring(slash + 1));
        else notPosted(knock, response);
        return true;
    }

    private static void notPosted(Knock knock, Response response) {
        response.getHeaders().put(HttpHeader.ALLOW, "POST");
        knock.refuse(Problem.of(
                405, "method-not-allowed", "This address does not take that method", "Deliveries come by POST."));
    }

    Connections connections() {
        return connections;
    }

    GroupCommit<Delivery> inbox() {
        return inbox;
    }

    Receiving receiving() {
        return receiving;
    }

    void count(Optional<Source> source, String answer) {
        String word = source.map(Source::word).orElse("unknown");
        counters.computeIfAbsent(
                        word + ' ' + answer,
                        name -> metrics.counter("postlude_webhooks", "source", word, "answer", answer))
                .increment();
    }
}
