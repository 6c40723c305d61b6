package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.Mappings.Reading;
import io.postlude.connectors.Payloads.Sample;
import io.postlude.customers.Channel;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderSnapshot.Line;
import io.postlude.stores.Source;
import io.postlude.tracking.EstimateReport;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.TimePrecision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the senders' bodies say, in our words. */
class MappingsTest {
    private static final Instant RECEIVED = Instant.parse("2026-05-01T10:00:00Z");

    static List<Sample> samples() {
        List<Sample> samples = Payloads.all();
        assertEquals(27, samples.size());
        return samples;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_sample_is_read(Sample sample) {
        assertTrue(!read(sample).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void reading_a_sample_again_says_the_same(Sample sample) {
        assertEquals(read(sample), read(sample));
    }

    @Test
    void shopifys_order_adds_up_and_names_its_buyer() {
        OrderSnapshot order = order(sample("shopify/webhook_orders_create.json"));
        assertEquals("820982911946154508", order.reference());
        assertEquals("#9999", order.number());
        assertEquals("john@example.com", order.customer().email());
        assertEquals("US", order.shipTo().country());
        assertEquals("404.95 USD", order.totals().total().toString());
        assertEquals(order.totals().total(), sum(order));
        assertEquals(Channel.EMAIL, order.customer().consents().getFirst().channel());
        assertEquals("customer", order.cancellation().reason());
    }

    @Test
    void woocommerces_order_adds_up_and_its_entities_become_signs() {
        OrderSnapshot order = order(sample("woocommerce/orders_create_an_order.json"));
        assertEquals(
                "Ship Your Idea \u2013 Color: Black, Size: M Test",
                order.lines().get(1).title());
        assertEquals("black / M Test", order.lines().get(1).variantTitle());
        assertEquals("3.00 USD", order.lines().get(0).unitPrice().toString());
        assertEquals("29.35 USD", order.totals().total().toString());
        assertEquals(order.totals().total(), sum(order));
        assertEquals(Instant.parse("2017-03-22T19:28:02Z"), order.placedAt());
    }

    @Test
    void an_order_we_placed_for_an_exchange_is_known_by_what_we_wrote_in_it() {
        String fields =
                "'id':1,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','source_name':'shopify_draft_order'";
        String ours = ",'note_attributes':[{'name':'postlude_exchange','value':'pay_1'}]";
        for (String more : List.of("", ours)) {
            OrderSnapshot order = order(Source.SHOPIFY, "orders/create", shopify("{" + fields + more + "}"));
            assertEquals(
                    more.isEmpty() ? "shopify_draft_order" : "exchange",
                    order.context().channel());
        }
        String woo = new String(
                        sample("woocommerce/orders_create_an_order.json").body(), StandardCharsets.UTF_8)
                .replaceFirst(
                        "\"meta_data\": \\[",
                        "\"meta_data\": [{\"id\": 1, \"key\": \"_postlude_payout\", \"value\": \"pay_1\"},");
        assertEquals(
                "exchange",
                order(Source.WOOCOMMERCE, "order.created", woo).context().channel());
    }

    @Test
    void a_line_whose_price_does_not_divide_stays_exact() {
        String body = new String(
                        sample("woocommerce/orders_create_an_order.json").body(), StandardCharsets.UTF_8)
                .replace("\"quantity\": 2", "\"quantity\": 7");
        OrderSnapshot order = order(Source.WOOCOMMERCE, "order.created", body);
        Line line = order.lines().getFirst();
        assertEquals("0.86 USD", line.unitPrice().toString());
        assertEquals("0.02 USD", line.discount().toString());
        assertEquals(order.totals().total(), sum(order));
    }

    @Test
    void a_currency_without_decimals_and_one_with_three_are_exact() {
        String yen = shopify(
                "{'id':1,'currency':'JPY','created_at':'2026-04-30T10:00:00+09:00','total_price':'1200',"
                        + "'total_line_items_price':'1200.00','line_items':[{'id':9,'quantity':3,'price':'400','title':'\u5bff\u53f8 \ud83c\udf63'}]}");
        assertEquals(
                1_200,
                order(Source.SHOPIFY, "orders/create", yen).totals().total().minor());
        String dinar = shopify("{'id':1,'currency':'KWD','created_at':'2026-04-30T10:00:00Z','total_price':'1.255'}");
        assertEquals(
                1_255,
                order(Source.SHOPIFY, "orders/create", dinar).totals().total().minor());
    }

    @Test
    void aftership_tells_local_times_and_keeps_them_so() {
        List<ScanReport> scans = scans(sample("aftership/webhook_tracking_update_v4_usps.json"));
        assertEquals(7, scans.size());
        assertEquals("US", scans.getFirst().place().country());
        assertEquals(TimePrecision.LOCAL, scans.getFirst().time().precision());
        assertEquals("9405516902697649303570", scans.getFirst().number());
        assertEquals("InTransit/InTransit_003", scans.getLast().code().canonical());
    }

    @Test
    void a_trackers_own_judgement_is_told_where_no_scan_says_it() {
        String body = new String(
                        sample("aftership/webhook_tracking_update_v4_usps.json").body(), StandardCharsets.UTF_8)
                .replaceFirst(
                        "\"tag\": \"InTransit\",\\s+\"subtag\": \"InTransit_003\",",
                        "\"tag\": \"Expired\", \"subtag\": \"Expired_001\",");
        List<Statement> statements = says(Source.AFTERSHIP, "tracking_update", body.getBytes(StandardCharsets.UTF_8));
        assertEquals(9, statements.size());
    }

    @Test
    void each_trackers_word_of_the_carriers_day_is_heard() {
        EstimateReport usps = estimate(Source.AFTERSHIP, text("aftership/webhook_tracking_update_v4_usps.json"));
        assertEquals(LocalDate.of(2021, 5, 17), usps.by());
        assertEquals("9405516902697649303570", usps.number());
        assertEquals(Instant.parse("2021-05-17T09:05:31Z"), usps.saidAt());
        EstimateReport fedex = estimate(Source.EASYPOST, text("easypost/webhook_tracker_updated_fedex.json"));
        assertEquals(LocalDate.of(2024, 8, 5), fedex.by());
        assertEquals(Instant.parse("2024-08-02T19:26:51Z"), fedex.saidAt());
        EstimateReport shippo = estimate(Source.SHIPPO, text("shippo/webhook_track_updated_docs_example.json"));
        assertEquals(LocalDate.of(2019, 8, 24), shippo.by());
        EstimateReport ups = estimate(
                Source.SEVENTEENTRACK,
                text("17track/webhook_tracking_updated_v2_ups_delivered.json")
                        .replaceFirst(
                                "\"source\": null,\\s+\"from\": null,\\s+\"to\": null",
                                "\"source\": \"Official\", \"from\": \"2022-04-04T00:00:00-07:00\", \"to\": \"2022-04-05T23:59:00-07:00\""));
        assertEquals(LocalDate.of(2022, 4, 4), ups.from());
        assertEquals(LocalDate.of(2022, 4, 5), ups.by());
    }

    @Test
    void a_trackers_own_guess_is_not_the_carriers_word() {
        String guessed = "{'event':'tracking_update','msg':{'tracking_number':'X1','slug':'usps','tag':'InTransit',"
                + "'updated_at':'2026-04-30T10:00:00+00:00','latest_estimated_delivery':{'type':'specific',"
                + "'source':'AfterShip EDD','datetime':'2026-05-04'}}}";
        assertTrue(says(Source.AFTERSHIP, "", shopify(guessed).getBytes(StandardCharsets.UTF_8)).stream()
                .noneMatch(Statement.EstimateSaid.class::isInstance));
        EstimateReport carriers = estimate(Source.AFTERSHIP, shopify(guessed.replace("AfterShip EDD", "Carrier EDD")));
        assertEquals(LocalDate.of(2026, 5, 4), carriers.by());
    }

    @Test
    void a_day_no_parcel_takes_is_no_word() {
        String far =
                "{'event':'track_updated','data':{'tracking_number':'X1','carrier':'usps','eta':'2999-01-01T00:00:00Z'}}";
        assertInstanceOf(
                Statement.Nothing.class,
                says(Source.SHIPPO, "", shopify(far).getBytes(StandardCharsets.UTF_8))
                        .getFirst());
    }

    @Test
    void easypost_17track_and_shippo_name_parcel_and_scans() {
        assertEquals(
                7, scans(sample("easypost/webhook_tracker_updated_fedex.json")).size());
        List<ScanReport> ups = scans(sample("17track/webhook_tracking_updated_v2_ups_delivered.json"));
        assertEquals(5, ups.size());
        assertEquals("ups", ups.getFirst().carrier());
        assertEquals("Delivered", ups.getFirst().code().canonical());
        assertEquals("InTransit/InTransit_Other", ups.get(2).code().canonical());
        assertEquals(
                1,
                scans(sample("shippo/webhook_track_updated_docs_example.json")).size());
    }

    @Test
    void a_refund_says_what_was_paid_out() {
        Statement.MoneyWentBack refund = assertInstanceOf(
                Statement.MoneyWentBack.class,
                read(sample("shopify/webhook_refunds_create.json")).getFirst());
        assertEquals("85.00", refund.amount());
        assertEquals("USD", refund.currency());
        Statement.MoneyWentBack woo = assertInstanceOf(
                Statement.MoneyWentBack.class,
                read(sample("woocommerce/order_refunds_create_a_refund.json")).getFirst());
        assertEquals("723", woo.orderReference());
    }

    @Test
    void what_cannot_be_true_is_named_with_its_place() {
        unreadable(
                "{'id':1,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','line_items':[{'id':2,'quantity':1,'price':'-1'}]}",
                "/line_items/0/price must not be negative");
        unreadable(
                "{'id':1,'currency':'ABC','created_at':'2026-04-30T10:00:00Z'}",
                "/currency is not a currency of ISO 4217, such as EUR");
        unreadable(
                "{'id':1,'currency':'EUR','created_at':'2026-04-30T10:00:00'}",
                "/created_at needs a date, a time and a zone, such as 2026-05-01T10:00:00Z");
        unreadable("{'id':1,'currency':'EUR','created_at':'9999-04-30T10:00:00Z'}", "/created_at lies in the future");
        unreadable(
                "{'id':1,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','total_price':'1.234'}",
                "/total_price \"1.234\" does not fit EUR, which has 2 decimals");
        unreadable("{'id':1,", "The body is not JSON: it breaks at line 1");
        unreadable("[1]", "The body is not a JSON object");
    }

    private static void unreadable(String body, String reason) {
        Reading reading = Mappings.read(
                new Mappings.Envelope(Source.SHOPIFY, "orders/create", null, RECEIVED),
                shopify(body).getBytes(StandardCharsets.UTF_8));
        String said = assertInstanceOf(Reading.Unreadable.class, reading).reason();
        assertTrue(said.contains(reason), said);
    }

    private static String shopify(String body) {
        return body.replace('\'', '"');
    }

    private static io.postlude.kernel.Money sum(OrderSnapshot order) {
        var sums = order.totals();
        return sums.goods().minus(sums.discount()).plus(sums.shipping()).plus(sums.tax());
    }

    private static Sample sample(String name) {
        return Payloads.all().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Statement> read(Sample sample) {
        return says(sample.source(), sample.topic(), sample.body());
    }

    private static List<Statement> says(Source source, String topic, byte[] body) {
        Reading reading = Mappings.read(new Mappings.Envelope(source, topic, "shop.example", RECEIVED), body);
        return assertInstanceOf(Reading.Says.class, reading, reading::toString).statements();
    }

    private static OrderSnapshot order(Sample sample) {
        return assertInstanceOf(Statement.OrderStands.class, read(sample).getFirst())
                .order();
    }

    private static OrderSnapshot order(Source source, String topic, String body) {
        List<Statement> statements = says(source, topic, body.getBytes(StandardCharsets.UTF_8));
        return assertInstanceOf(Statement.OrderStands.class, statements.getFirst())
                .order();
    }

    private static List<ScanReport> scans(Sample sample) {
        return read(sample).stream()
                .filter(statement -> !(statement instanceof Statement.EstimateSaid))
                .map(statement ->
                        assertInstanceOf(Statement.ParcelSeen.class, statement).scan())
                .toList();
    }

    private static EstimateReport estimate(Source source, String body) {
        return says(source, "", body.getBytes(StandardCharsets.UTF_8)).stream()
                .filter(Statement.EstimateSaid.class::isInstance)
                .map(said -> ((Statement.EstimateSaid) said).estimate())
                .findFirst()
                .orElseThrow();
    }

    private static String text(String sample) {
        return new String(sample(sample).body(), StandardCharsets.UTF_8);
    }
}
