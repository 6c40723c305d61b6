package io.postlude.app;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Actor;
import io.postlude.stores.Role;
import io.postlude.stores.SignIn;
import io.postlude.stores.Staff;
import io.postlude.stores.StoreDetails;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the console's lists take with a million orders, each as a whole page over HTTP with session, counts and drawing,
 * beside the same number of whole rows read by primary key in the same run.
 */
final class ListsBench {
    private static final int WARM_UP = 8;
    private static final int TIMES = 40;
    private static final int PAGE_ROWS = 51;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String EMAIL = "owner@bench.example";
    private static final String PASSWORD = "nine warm woollen throws";

    private final Product product;
    private final Database database;
    private final PrintStream out;
    private final HttpClient client = HttpClient.newHttpClient();
    private final StoreId store;
    private final String url;
    private final String cookie;

    private ListsBench(Ground ground, Product product, PrintStream out) {
        this.product = product;
        this.database = ground.database;
        this.out = out;
        this.url = "http://127.0.0.1:" + product.start();
        this.store = product.stores
                .stores()
                .open(
                        StoreDetails.of("bench", "Bench", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")),
                        new Actor.Program("bench"))
                .orThrow()
                .id();
        this.cookie = signedIn();
    }

    static void run(Ground ground, int orders, PrintStream out) throws IOException {
        try (Product product = new Product(ground)) {
            ListsBench bench = new ListsBench(ground, product, out);
            long began = System.nanoTime();
            new ListsBenchData(ground.database, bench.store).fill(orders);
            out.printf("%,d orders filled in %.0f s%n", orders, (System.nanoTime() - began) / NANOS_PER_MILLI / 1_000);
            bench.measure(orders);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String signedIn() {
        var _ = product.stores
                .staff()
                .addDirectly(store, Role.OWNER, new Staff.NewPerson(EMAIL, "Bench owner", "en", PASSWORD));
        SignIn.Outcome outcome =
                product.stores.signIn().signIn(EMAIL, PASSWORD, new SignIn.Visitor("198.51.100.7", "bench"));
        if (!(outcome instanceof SignIn.Outcome.SignedIn in)) {
            throw new IllegalStateException("the bench's owner cannot sign in");
        }
        return "postlude_staff=" + in.token() + "; postlude_store=" + store.value();
    }

    private interface Look {
        void once() throws IOException, InterruptedException;
    }

    private void measure(int orders) throws IOException, InterruptedException {
        Took bare = time(this::rowsByKey);
        print("51 whole orders by primary key, no page", bare, bare);
        String cursor = new ListsBenchData(database, store).cursorInTheMiddle();
        String middle = "%06d".formatted(orders / 2);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("today", "/console/today");
        pages.put("orders, first page", "/console/orders");
        pages.put("orders, deep in the middle", "/console/orders?after=" + cursor);
        pages.put("orders, the largest first", "/console/orders?sort=largest");
        pages.put("orders by number", "/console/orders?q=%23B" + middle);
        pages.put("orders by e-mail", "/console/orders?q=buyer" + middle + "@example.com");
        pages.put("orders by a rare name", "/console/orders?q=Family" + middle);
        pages.put("orders by a frequent name", "/console/orders?q=Given7");
        pages.put("orders by a name nobody has", "/console/orders?q=Nobodyatall");
        pages.put("orders not shipped", "/console/orders?view=open");
        pages.put("orders shipped", "/console/orders?view=shipped");
        pages.put("orders cancelled", "/console/orders?view=cancelled");
        pages.put("orders with totals that differ", "/console/orders?view=mismatch");
        pages.put("orders of a rare tag", "/console/orders?tag=rare");
        pages.put("orders of a channel, last 30 days", "/console/orders?channel=pos&days=30");
        pages.put("customers, first page", "/console/customers");
        pages.put("customers by name", "/console/customers?sort=name");
        pages.put("customers, one searched for", "/console/customers?q=Family" + middle);
        pages.put("trouble", "/console/trouble");
        pages.put("promises at risk", "/console/at-risk");
        pages.put("forecast", "/console/forecast");
        pages.put("touchpoints", "/console/touchpoints");
        pages.put("inbox", "/console/inbox");
        for (Map.Entry<String, String> page : pages.entrySet()) {
            print(page.getKey(), time(() -> get(page.getValue())), bare);
        }
    }

    private void rowsByKey() {
        long middle = database.acrossStores(tx -> tx.number(
                "select count(*) from (select * from orders.customer_order where store_id = ? and id > ? order by id limit ?) o",
                store,
                ListsBenchData.FIRST_ID,
                PAGE_ROWS));
        if (middle != PAGE_ROWS) {
            throw new IllegalStateException("only " + middle + " orders");
        }
    }

    private void get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
    }

    private record Took(double p50, double p99) {}

    private static Took time(Look look) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            look.once();
        }
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long began = System.nanoTime();
            look.once();
            millis[i] = (System.nanoTime() - began) / NANOS_PER_MILLI;
        }
        Arrays.sort(millis);
        return new Took(millis[TIMES / 2], millis[TIMES - 1 - TIMES / 100]);
    }

    private void print(String what, Took took, Took bare) {
        out.printf(
                "%-42s p50 %8.2f ms   p99 %8.2f ms   %7.1f times the rows by key%n",
                what, took.p50(), took.p99(), took.p50() / bare.p50());
    }
}
