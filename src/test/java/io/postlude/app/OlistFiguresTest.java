package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.app.OlistTruth.Bought;
import io.postlude.connectors.ImportKind;
import io.postlude.connectors.Importers;
import io.postlude.kernel.Settings;
import io.postlude.kernel.TestDatabase;
import io.postlude.stores.Actor;
import io.postlude.stores.Role;
import io.postlude.stores.SignIn;
import io.postlude.stores.Staff;
import io.postlude.stores.Store;
import io.postlude.stores.StoreDetails;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the import of Olist's folder, every figure the console shows is the files' own: read off the pages as people see them. */
class OlistFiguresTest {
    private static final Pattern ROW = Pattern.compile("<tr>\\s*<th scope=\"row\".*?</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL);
    private static final Pattern ORDER = Pattern.compile("href=\"(/console/orders/ord_[^\"]+)\">(#\\w{8})<");
    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");
    private static final Pattern FIGURE = Pattern.compile("<dt>(.*?)</dt><dd>(.*?)<span class=\"sub\">(.*?)</span>");
    private static final int EVERY = 200;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Map<String, Walked> WALKED = new HashMap<>();

    private static final TestDatabase TEST = TestDatabase.fresh();
    private static OlistTruth truth;
    private static Ground ground;
    private static Product product;
    private static String url;
    private static String cookie;

    @TempDir
    static Path faults;

    @BeforeAll
    static void importAll() throws IOException {
        truth = new OlistTruth();
        String login = TEST.address().user() + ":" + TEST.address().password() + "@";
        String address = TEST.address().url().replace("jdbc:postgresql://", "postgres://" + login);
        ground = Ground.open(
                Settings.load(Map.of("DATABASE_URL", address, "POSTLUDE_PORT", "0"), Path.of("target/nowhere")),
                Events.ALL);
        product = new Product(ground);
        Store store = product.stores
                .stores()
                .open(
                        StoreDetails.of("olist", "Olist", new StoreDetails.Region("pt-BR", "America/Sao_Paulo", "BRL")),
                        new Actor.Program("test"))
                .orThrow();
        var _ = new Importers(new Importers.Parts(
                        ground.database, product.orders, product.promises, product.tracking, faults))
                .run(ImportKind.OLIST, OlistTruth.folder(), store, (orders, share) -> {});
        url = "http://127.0.0.1:" + product.start();
        cookie = signIn(store);
    }

    private static String signIn(Store store) {
        String email = "owner@olist.example";
        String password = "nine warm woollen throws";
        var _ = product.stores
                .staff()
                .addDirectly(store.id(), Role.OWNER, new Staff.NewPerson(email, "Owner", "en", password));
        var in = (SignIn.Outcome.SignedIn)
                product.stores.signIn().signIn(email, password, new SignIn.Visitor("198.51.100.7", "test"));
        return "postlude_staff=" + in.token() + "; postlude_store=" + store.id().value();
    }

    @AfterAll
    static void close() {
        product.close();
        ground.close();
        TEST.close();
    }

    @Test
    void every_row_on_every_page_of_orders_says_what_the_files_say() {
        List<String> shown = new ArrayList<>();
        for (List<String> row : rows("/console/orders")) {
            String total = row.get(5).replace("totals differ", "");
            shown.add(row.get(0).substring(0, 9) + " " + row.get(4) + " " + digits(total) + " " + state(row.get(2)));
        }
        List<String> expected = truth.orders.stream()
                .map(order -> order.number() + " " + order.items() + " " + digits("%03d".formatted(order.cents())) + " "
                        + order.state())
                .toList();
        assertEquals(expected.size(), shown.size());
        assertEquals(
                expected.stream().sorted().toList(), shown.stream().sorted().toList());
    }

    @Test
    void the_sums_of_all_orders_and_of_each_view_are_the_files() {
        assertSums("/console/orders?sums=on", order -> true);
        assertSums("/console/orders?sums=on&view=cancelled", order -> order.state() == 'C');
        assertSums("/console/orders?sums=on&view=open", order -> order.state() == 'N');
        assertSums("/console/orders?sums=on&view=shipped", order -> order.state() == 'D' || order.state() == 'M');
    }

    private static void assertSums(String path, Predicate<Bought> which) {
        Map<String, String> figures = figures(get(path));
        List<Bought> orders = truth.orders.stream().filter(which).toList();
        assertEquals("%,d".formatted(orders.size()), figures.get("Orders"), path);
        assertEquals("%,d".formatted(orders.stream().mapToInt(Bought::items).sum()), figures.get("Items"), path);
        assertEquals(
                digits("" + orders.stream().mapToLong(Bought::cents).sum()), digits(figures.get("Total in BRL")), path);
        long cancelled = orders.stream().filter(order -> order.state() == 'C').count();
        assertTrue(figures.get("Orders:").endsWith("%,d cancelled".formatted(cancelled)), figures::toString);
    }

    @Test
    void as_many_customers_are_listed_as_the_files_know_people() {
        assertEquals(truth.people.size(), rows("/console/customers").size());
    }

    @Test
    void today_counts_the_parcels_that_never_arrived() {
        long moving = truth.orders.stream().filter(Bought::onTheWay).count();
        String page = get("/console/today").replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
        assertTrue(page.contains(" %,d ".formatted(moving)), moving + " in " + page);
    }

    @Test
    void an_order_s_own_page_holds_its_parcel_its_items_and_its_total() {
        Map<String, String> pages = walked("/console/orders").orders();
        int looked = 0;
        for (int i = 0; i < truth.orders.size(); i += EVERY) {
            Bought order = truth.orders.get(i);
            String page = get(pages.get(order.number()));
            boolean sent = order.state() == 'D' || order.state() == 'M';
            assertEquals(sent, page.contains(order.parcel()), order::toString);
            assertTrue(
                    text(page).replaceAll("[.,]", "").contains(digits("%03d".formatted(order.cents()))),
                    order::toString);
            Matcher items = Pattern.compile("<td class=\"n\">(\\d+)</td><td class=\"n\">")
                    .matcher(page);
            int pieces = 0;
            while (items.find()) {
                pieces += Integer.parseInt(items.group(1));
            }
            assertEquals(order.items(), pieces, order::toString);
            looked++;
        }
        assertTrue(looked > 100, looked + " pages");
    }

    private static char state(String word) {
        if (word.startsWith("Cancelled")) {
            return 'C';
        }
        return word.startsWith("Delivered") ? 'D' : word.startsWith("Not shipped") ? 'N' : 'M';
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }

    private static Map<String, String> figures(String html) {
        Map<String, String> figures = new HashMap<>();
        Matcher figure = FIGURE.matcher(html);
        while (figure.find()) {
            figures.put(text(figure.group(1)), text(figure.group(2)));
            figures.put(text(figure.group(1)) + ":", text(figure.group(3)));
        }
        return figures;
    }

    /** What stands on all pages of a list: the cells' words of every row, and where each order's number leads. */
    private record Walked(List<List<String>> rows, Map<String, String> orders) {}

    private static List<List<String>> rows(String first) {
        return walked(first).rows();
    }

    private static Walked walked(String first) {
        return WALKED.computeIfAbsent(first, OlistFiguresTest::walk);
    }

    /** Page after page, by the link people click. */
    private static Walked walk(String first) {
        List<List<String>> rows = new ArrayList<>();
        Map<String, String> orders = new HashMap<>();
        String path = first;
        while (path != null) {
            String html = get(path);
            Matcher row = ROW.matcher(html);
            while (row.find()) {
                List<String> cells = new ArrayList<>();
                Matcher cell = CELL.matcher(row.group());
                while (cell.find()) {
                    cells.add(text(cell.group(1)));
                }
                rows.add(cells);
            }
            Matcher link = ORDER.matcher(html);
            while (link.find()) {
                orders.put(link.group(2), link.group(1));
            }
            path = next(html);
        }
        return new Walked(rows, orders);
    }

    private static String next(String html) {
        Matcher next = NEXT.matcher(html);
        return next.find() ? next.group(1).replace("&amp;", "&") : null;
    }

    private static String text(String html) {
        return html.replaceAll("<svg.*?</svg>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&nbsp;", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String get(String path) {
        try {
            HttpResponse<String> answer = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), path);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
