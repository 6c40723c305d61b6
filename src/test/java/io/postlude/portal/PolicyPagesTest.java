package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Wear;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a store's own policy asks and offers on the pages of a return. */
class PolicyPagesTest {
    private static PortalGround ground;
    private static PlainForms forms;

    @BeforeAll
    static void start() {
        ground = new PortalGround();
        forms = new PlainForms(ground.base);
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void what_broke_can_be_repaired_or_passed_on_where_the_policy_says_so() throws Exception {
        StoreId mending = ground.open("mending");
        publish(ground, mending, """
                {"format": 1, "name": "Mended", "asked": [{"reasons": ["defective"]}],
                 "rules": [{"id": "broke", "name": "Broke", "reasons": ["defective"], "then":
                    {"repair": true, "remedies": [{"kind": "refund"}, {"kind": "donate", "keeps": 50}], "methods": ["label"]}}],
                 "otherwise": {"refuse": "no_rule"}}""");
        assertTrue(forms.get("/s/mending/returns").contains("a repair instead"));
        String path = ReturnPagesTest.delivered(ground, mending, "4200");
        String form = forms.get(path + "/return");
        assertTrue(form.contains("goes to a good cause near you; we send you 64.50"), form);
        String repair = PlainForms.found(form, "href=\"([^\"]+wish=repair)\"").replace("&amp;", "&");
        String claim = forms.get(repair);
        assertTrue(claim.matches("(?s).*value=\"repair\"[^>]*selected.*"), "the wish is chosen");
        assertTrue(claim.matches("(?s).*value=\"defect\"[^>]*checked.*"), "and what went wrong");
        String line = PlainForms.found(form, "name=\"line\" value=\"([^\"]+)\"");
        HttpResponse<String> passed = forms.post(
                path + "/return",
                List.of(
                        "do",
                        "commit",
                        "key",
                        "k1",
                        "line",
                        line,
                        "item",
                        line,
                        "quantity-" + line,
                        "1",
                        "reason-" + line,
                        "defective",
                        "remedy-" + line,
                        "donate"));
        assertEquals(303, passed.statusCode(), passed.body());
        assertTrue(forms.get(passed.headers().firstValue("location").orElseThrow())
                .contains("please pass it on to a good cause near you"));
    }

    @Test
    void the_state_of_a_thing_is_asked_where_the_policy_asks_and_decides_with_it() throws Exception {
        StoreId clean = ground.open("clean");
        publish(ground, clean, """
                {"format": 1, "name": "Clean", "asked": [{"reasons": ["changed_mind"], "condition": true}],
                 "rules": [{"id": "opened", "name": "Opened", "when": "condition in ['used', 'broken']", "then": {"refuse": "hygiene"}},
                  {"id": "all", "name": "Everything", "then": {"remedies": [{"kind": "refund"}], "methods": ["label"]}}],
                 "otherwise": {"refuse": "no_rule"}}""");
        String path = ReturnPagesTest.delivered(ground, clean, "4300");
        String form = forms.get(path + "/return");
        assertTrue(form.contains("What state is it in?"), form);
        String line = PlainForms.found(form, "name=\"line\" value=\"([^\"]+)\"");
        HttpResponse<String> used = forms.post(path + "/return", wish(line, "used", "k1"));
        assertEquals(422, used.statusCode());
        HttpResponse<String> fresh = forms.post(path + "/return", wish(line, "unopened", "k2"));
        assertEquals(303, fresh.statusCode(), fresh.body());
        long order = ground.portal.links().open(path.substring(3)).orElseThrow().order();
        ReturnView kept = ground.database
                .inStore(clean, tx -> ground.returns.returns().ofOrder(tx, clean, new OrderId(order)))
                .getFirst();
        assertEquals(Wear.UNOPENED, kept.pieces().getFirst().wear());
    }

    private static List<String> wish(String line, String wear, String key) {
        return List.of(
                "do",
                "commit",
                "key",
                key,
                "line",
                line,
                "item",
                line,
                "quantity-" + line,
                "1",
                "reason-" + line,
                "changed_mind",
                "wear-" + line,
                wear,
                "remedy-" + line,
                "refund",
                "method",
                "label");
    }

    static void publish(PortalGround ground, StoreId store, String policy) {
        ground.database.runInStore(store, tx -> {
            var policies = ground.returns.returns().policies();
            var _ = policies.saveDraft(tx, store, Json.read(policy, JsonNode.class), "ada");
            assertTrue(policies.publish(tx, store));
        });
    }
}
