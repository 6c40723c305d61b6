package io.postlude.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.connectors.ReturnPeers;
import io.postlude.customers.CustomerDetails;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.Address;
import io.postlude.orders.Arrival;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderView;
import io.postlude.orders.Taken;
import io.postlude.stores.Actor;
import io.postlude.stores.ApiKeys;
import io.postlude.stores.Scope;
import io.postlude.stores.StoreAddress;
import io.postlude.stores.StoreDetails;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Customers who send one thing back each, and the people who unpack it: they ask again until they are answered, as a browser
 * that is pressed again and a program with its key do. Each life goes from the form to the piece on the shelf.
 */
final class ReturnLives {
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long LOOK_MILLIS = 25;
    private static final Actor TESTER = new Actor.Program("test");

    /** The page of an order, and the thing of it that goes back. */
    private record Customer(String path, String line) {}

    private final String apiKey;
    private final Queue<Customer> waiting;
    private final List<Thread> people = new ArrayList<>();
    private final AtomicReference<URI> server = new AtomicReference<>();
    private final AtomicInteger asking = new AtomicInteger();
    private final Set<String> codes = ConcurrentHashMap.newKeySet();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private ReturnLives(String apiKey, List<Customer> customers) {
        this.apiKey = apiKey;
        this.waiting = new ConcurrentLinkedQueue<>(customers);
    }

    /** A store with a seller of labels, a shop that gives money back, and orders that were sent three days ago. */
    static ReturnLives prepare(Ground ground, Product product, ReturnPeers peers, int orders) {
        StoreAddress home =
                new StoreAddress(StoreAddress.Use.RETURNS, "Returns", List.of("Kai 3"), "20457", "Hamburg", "DE");
        StoreId store = product.stores
                .stores()
                .open(new StoreDetails("back", "Back", "Back", "de", "Europe/Berlin", "EUR", List.of(home)), TESTER)
                .orThrow()
                .id();
        peers.enter(product.refunds, store, TESTER);
        var key = (ApiKeys.Issued.Made) product.stores
                .apiKeys()
                .issue(store, new ApiKeys.Wanted("warehouse", Set.of(Scope.values()), null), TESTER);
        List<OrderSnapshot> sent = new ArrayList<>();
        for (int i = 0; i < orders; i++) sent.add(order(ground.clock.instant(), i));
        List<OrderView> views = ground.database.inStore(
                store,
                tx -> product.orders.orders(
                        tx,
                        store,
                        product.orders.take(tx, store, Arrival.HISTORY, sent).stream()
                                .map(Taken::order)
                                .map(Objects::requireNonNull)
                                .toList()));
        product.readers.drain();
        TrackingLinks links = new TrackingLinks(ground.secrets);
        return new ReturnLives(
                key.token(),
                views.stream()
                        .map(view -> new Customer(
                                links.path(store, view.id().value()),
                                view.lines().getFirst().id().toString()))
                        .toList());
    }

    private static OrderSnapshot order(Instant now, int number) {
        Instant placed = now.minus(Duration.ofDays(3));
        Money price = Money.of(2_400 + number, "EUR");
        Money none = Money.of(0, "EUR");
        String email = "buyer" + number + "@back.example";
        return new OrderSnapshot(
                "woocommerce",
                Integer.toString(7_000 + number),
                "#" + number,
                placed,
                placed,
                new CustomerDetails(
                        "woocommerce",
                        null,
                        email,
                        null,
                        "Anna",
                        "Keller",
                        "de",
                        null,
                        "DE",
                        null,
                        List.of(),
                        List.of(),
                        placed),
                List.of(new OrderSnapshot.Line(
                        Integer.toString(number + 1),
                        new OrderSnapshot.ProductRef("p1", "v1", null, null, null, null, null),
                        "Throw",
                        null,
                        1,
                        price,
                        none,
                        none,
                        true)),
                new OrderSnapshot.Totals(price, none, none, none, price, true, List.of(), null),
                new Address("Anna Keller", null, "Feldstr. 1", null, "20357", "Hamburg", null, "DE", null),
                null,
                null,
                null,
                List.of(new FulfilmentSnapshot("f" + number, placed, placed, List.of(), List.of(), false, null)),
                List.of(),
                OrderSnapshot.Context.NONE,
                true);
    }

    void begin(URI first) {
        server.set(first);
        for (int i = 0; i < AT_ONCE; i++) people.add(Thread.ofVirtual().start(this::live));
    }

    /** The server is back, elsewhere. */
    void goOn(URI next) {
        server.set(next);
    }

    private void live() {
        try {
            for (Customer customer = waiting.poll(); customer != null; customer = waiting.poll()) live(customer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            wrong.add(String.valueOf(e));
        }
    }

    private void live(Customer customer) throws InterruptedException {
        String code = ask(customer);
        if (!ask(customer).equals(code)) wrong.add("pressed twice, it was another return");
        codes.add(code);
        print(customer, code);
        JsonNode made = null;
        for (JsonNode one :
                json(send(api("/api/v1/returns?limit=100", null, ""), 200)).path("returns"))
            if (one.path("code").asText().equals(code)) made = one;
        if (made == null) throw new IllegalStateException(code + " is not in the list");
        String id = made.path("id").asText();
        String piece = made.path("pieces").path(0).path("id").asText();
        String at = "/api/v1/returns/" + id;
        HttpResponse<byte[]> _ = send(api(at + "/reception", "{}", code + "-in"), 200);
        String found = "{\"piece\": \"" + piece + "\", \"grade\": \"a\", \"disposition\": \"restock\"}";
        HttpResponse<byte[]> _ = send(api(at + "/inspection", found, code + "-seen"), 200);
    }

    private String ask(Customer customer) throws InterruptedException {
        String line = customer.line();
        String form = "do=commit&key=one&line=" + line + "&item=" + line + "&reason-" + line + "=changed_mind&remedy-"
                + line + "=refund&method=label";
        HttpResponse<byte[]> answer = send(
                base -> HttpRequest.newBuilder(base.resolve(customer.path() + "/return"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", "http://" + base.getAuthority())
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                303);
        String location = answer.headers().firstValue("Location").orElse("");
        return location.replaceAll(".*/returns/", "").replaceAll("\\?.*", "");
    }

    /** Until the label that is bought is there. */
    private void print(Customer customer, String code) throws InterruptedException {
        while (true) {
            HttpResponse<byte[]> answer = send(
                    base -> HttpRequest.newBuilder(base.resolve(customer.path() + "/returns/" + code + "/label.pdf"))
                            .GET(),
                    0);
            if (answer.statusCode() == 200 && new String(answer.body(), StandardCharsets.ISO_8859_1).startsWith("%PDF"))
                return;
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        if (Thread.interrupted()) throw new InterruptedException();
    }

    private interface Request {
        HttpRequest.Builder at(URI base);
    }

    private Request api(String path, @Nullable String body, String key) {
        return base -> {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + apiKey);
            if (body == null) return request.GET();
            return request.header("Content-Type", "application/json")
                    .header("Idempotency-Key", key)
                    .POST(HttpRequest.BodyPublishers.ofString(body));
        };
    }

    /** Asks until it is answered; {@code expected} 0: whatever the answer is, as long as the server is well. */
    private HttpResponse<byte[]> send(Request request, int expected) throws InterruptedException {
        asking.incrementAndGet();
        try {
            while (true) {
                try {
                    HttpResponse<byte[]> answer = client.send(
                            request.at(server.get()).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
                    int status = answer.statusCode();
                    if (expected == 0 ? status < 400 : status == expected) return answer;
                    if (status < 500 && status != 429)
                        throw new IllegalStateException(
                                "answered " + status + " " + new String(answer.body(), StandardCharsets.UTF_8));
                } catch (IOException gone) {
                    // it was killed; the next one listens soon
                }
                pause();
            }
        } finally {
            asking.decrementAndGet();
        }
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return Json.read(new String(answer.body(), StandardCharsets.UTF_8), JsonNode.class);
    }

    /** How many wait for an answer. */
    int unanswered() {
        return asking.get();
    }

    boolean isOver() {
        return people.stream().noneMatch(Thread::isAlive);
    }

    /** The codes customers were told. */
    Set<String> codes() {
        return Set.copyOf(codes);
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    void end() throws InterruptedException {
        for (Thread one : people) one.interrupt();
        for (Thread one : people) one.join();
        client.close();
    }
}
