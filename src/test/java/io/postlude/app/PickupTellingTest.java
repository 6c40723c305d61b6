package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.returns.Answer;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Method;
import io.postlude.returns.Offering;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Wish;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the carrier said of a pickup, where the customer, staff and programs read it. */
final class PickupTellingTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String POLICY = """
            {"format": 1, "name": "p", "rules": [{"id": "all", "name": "All", "then": {
              "remedies": [{"kind": "refund"}], "methods": ["pickup"]}}], "otherwise": {"refuse": "no_rule"}}""";
    private static TwoStores two;
    private static ReturnView view;
    private static LocalDate day;

    @BeforeAll
    static void open() {
        two = new TwoStores();
        StoreId store = two.here.store();
        view = two.ground.database.inStore(store, tx -> {
            Returns returns = two.product.returns.returns();
            var _ = returns.policies().saveDraft(tx, store, Json.read(POLICY, JsonNode.class), "test");
            assertTrue(returns.policies().publish(tx, store));
            returns.pickups().offer(tx, store, 5, "test");
            OrderId order =
                    two.product.orders.byReference(tx, store, "api", "plain-1").orElseThrow();
            Offering.Thing thing =
                    returns.offering(tx, store, order).orElseThrow().things().getFirst();
            Wish wish = new Wish(thing.line().id(), 1, Reason.CHANGED_MIND, "", null, Remedy.Kind.REFUND, null);
            Answer made = returns.request(
                    tx,
                    store,
                    new Ask(order, List.of(wish), Method.PICKUP),
                    new Asker(Asker.Channel.PORTAL, "told", "customer"));
            if (!(made instanceof Answer.Done(ReturnView asked, boolean _)))
                throw new IllegalStateException(made.toString());
            day = returns.pickups().slots(tx, store).getFirst().day();
            assertTrue(returns.pickups().book(tx, store, asked.id(), day) instanceof Answer.Done);
            return asked;
        });
    }

    @AfterAll
    static void close() {
        two.close();
    }

    /** As the work that calls the provider leaves it. */
    private static void told(String state, String confirmation, String trouble) {
        two.ground.database.runInStore(two.here.store(), tx -> {
            tx.execute("delete from returns.pickup_call where store_id = ?", two.here.store());
            tx.execute("""
                    insert into returns.pickup_call (store_id, id, return_id, label_id, provider, day, state, confirmation,
                      trouble, made_at) values (?, 1, ?, 1, 'easypost', ?, ?, ?, ?, now())""", two.here.store(), view.id(), day, state, confirmation, trouble);
        });
    }

    @Test
    void the_carriers_number_stands_on_the_customers_page_the_staffs_and_in_the_api() throws Exception {
        told("TOLD", "WTC63814904", null);
        assertTrue(customers().contains("WTC63814904"), customers());
        assertTrue(console("/console/returns/" + view.id()).contains("its number WTC63814904"));
        assertTrue(console("/console/returns/pickups?day=" + day).contains("its number WTC63814904"));
        JsonNode booked = Json.read(
                        get("/api/v1/returns/" + view.id() + "/pickup", "Authorization", "Bearer " + two.here.key()),
                        JsonNode.class)
                .path("booked");
        assertEquals("WTC63814904", booked.path("confirmation").asText());
        assertEquals("told", booked.path("carrier").asText());
    }

    @Test
    void what_is_to_be_settled_says_what_to_do_and_why_to_staff_and_nothing_to_the_customer() throws Exception {
        told("UNSURE", null, "Shippo cannot be asked about it: ask the carrier");
        String page = console("/console/returns/pickups");
        assertTrue(page.contains("To settle with the carrier") && page.contains("ask them (Shippo cannot"), page);
        assertFalse(customers().contains("Shippo"));
    }

    private static String customers() throws IOException, InterruptedException {
        String path = two.product.portal.path(two.here.store(), view.order()) + "/returns/" + view.code() + "?lang=en";
        return get(path, "Accept", "text/html");
    }

    private static String console(String path) throws IOException, InterruptedException {
        return get(path, "Cookie", "postlude_staff=" + two.here.owner().token());
    }

    private static String get(String path, String header, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + two.port + path))
                .header(header, value)
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), path + ": " + response.body());
        return response.body();
    }
}
