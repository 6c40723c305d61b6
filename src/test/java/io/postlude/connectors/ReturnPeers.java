package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Actor;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Whom returns call on: a seller of labels and a WooCommerce shop that gives money back. They take their time, know no keys,
 * and do now and then what they are asked without ever saying so.
 */
public final class ReturnPeers implements AutoCloseable {
    private static final int EVERY_NTH_IN_SILENCE = 5;

    private final long millisEach;
    private final LabelPeer labels = new LabelPeer();
    private final JsonPeer shop = new JsonPeer();
    private final List<Refund> refunds = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    /** What the shop gave back of an order, under the payout's key. */
    public record Refund(int id, String order, String key, BigDecimal amount) {}

    /** {@code most}: how many labels may be asked for at all. */
    public ReturnPeers(long millisEach, int most) throws IOException {
        this.millisEach = millisEach;
        for (int i = 1; i <= most; i++)
            labels.next.add(
                    i % EVERY_NTH_IN_SILENCE == 0 ? LabelPeer.Behaviour.BUYS_AND_HANGS_UP : LabelPeer.Behaviour.WORKS);
        shop.at("/wp-json/wc/v3/orders", this::woo);
    }

    /** Enters both for a store. */
    public void enter(RefundsModule module, StoreId store, Actor by) {
        keep(module.labelAccounts().keep(store, "easypost", labels.entered("easypost"), by));
        keep(module.accounts()
                .keep(
                        store,
                        "woocommerce",
                        Map.of("address", shop.address() + "/", "key", "ck_hush", "secret", "cs_hush"),
                        by));
    }

    private static void keep(List<?> faults) {
        if (!faults.isEmpty()) throw new IllegalStateException(faults.toString());
    }

    private Object woo(HttpExchange http, String body) {
        String[] path = http.getRequestURI().getPath().split("/");
        if (!path[path.length - 1].equals("refunds")) return List.of();
        String order = path[path.length - 2];
        pause();
        if (http.getRequestMethod().equals("GET")) return told(order);
        JsonNode sent = Json.read(body, JsonNode.class);
        int number = asked.incrementAndGet();
        refunds.add(new Refund(
                number,
                order,
                sent.path("meta_data").path(0).path("value").asText(),
                new BigDecimal(sent.path("amount").asText())));
        pause();
        return number % EVERY_NTH_IN_SILENCE == 0 ? JsonPeer.HANG_UP : new JsonPeer.Status(201, Map.of("id", number));
    }

    private List<Map<String, Object>> told(String order) {
        List<Map<String, Object>> told = new ArrayList<>();
        for (Refund refund : refunds)
            if (refund.order().equals(order))
                told.add(new TreeMap<>(
                        Map.of("id", refund.id(), "reason", "(" + refund.key() + ")", "meta_data", List.of())));
        return told;
    }

    private void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millisEach));
    }

    public List<Refund> refunds() {
        return List.copyOf(refunds);
    }

    /** Labels that cost money, by the reference they were bought under: how many. */
    public Map<String, Integer> labels() {
        Map<String, Integer> times = new TreeMap<>();
        for (LabelPeer.Bought one : labels.bought)
            times.merge(one.shipment.path("reference").asText(), 1, Integer::sum);
        return times;
    }

    public List<String> wrong() {
        return List.copyOf(labels.faults);
    }

    @Override
    public void close() {
        shop.close();
        labels.close();
    }
}
