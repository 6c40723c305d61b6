package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.flows.Step;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A marketer changes a journey in a real browser: with and without script, by mouse and by keyboard. */
class JourneyEditorTest {
    private static ConsoleGround ground;
    private static Chromium chromium;
    private static int stores;
    private StoreId store;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    @BeforeEach
    void enter() {
        store = ground.open("store-" + ++stores, "Store " + stores);
        ground.hire(store, Role.MARKETER, "mara@store" + stores + ".example");
        start(true);
    }

    private void start(boolean script) {
        context =
                chromium.context(new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(script));
        page = context.newPage();
        page.navigate(ground.url + "/console/journeys");
        page.fill("#email", "mara@store" + stores + ".example");
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button:has-text('Sign in')");
    }

    @AfterEach
    void leave() {
        context.close();
    }

    private void begin(String name) {
        Away.click(page, "button:has-text('Start: " + name + "')");
        page.waitForURL("**/console/journeys/jrn_*");
    }

    private Flow draft() {
        return ground.test.database().inStore(store, tx -> {
            FlowView view = ground.journeys.journeys().flows().all(tx, store).getFirst();
            return switch (ground.journeys
                    .journeys()
                    .flows()
                    .read(tx, store, Objects.requireNonNull(view.newest()).document())) {
                case FlowParser.Whole(Flow flow) -> flow;
                case FlowParser.Faulty faulty -> Objects.requireNonNull(faulty.sketch());
            };
        });
    }

    private List<String> order() {
        List<String> order = new ArrayList<>();
        for (Step step = draft().first(); step != null; ) {
            order.add(step.id());
            String next = step.ways().isEmpty() ? null : step.ways().getFirst();
            step = next == null ? null : draft().step(next).orElseThrow();
        }
        return order;
    }

    @Test
    void a_step_is_added_on_an_edge_edited_taken_out_and_taken_back() {
        begin("Review request");
        page.click("a.plus[aria-label='Add a step after Review request']");
        page.click("aside button:has-text('Wait for something')");
        page.waitForSelector("aside h2:has-text('Wait until an order is placed')");
        assertEquals(List.of("two-weeks", "ask", "until", "a-week", "remind"), order());
        page.selectOption("aside select[name=event]", "order_refunded");
        page.fill("aside input[name=at_most]", "3");
        page.click("aside button:has-text('Save')");
        page.waitForSelector("a.step:has-text('Wait until money of an order goes back')");
        Step.Await await = (Step.Await) draft().step("until").orElseThrow();
        assertEquals("P3D", await.atMost().toString());
        page.click("aside button:has-text('Take this step out')");
        page.waitForSelector("a.step:has-text('Wait until money of an order goes back')", gone());
        assertEquals(List.of("two-weeks", "ask", "a-week", "remind"), order());
        page.click("button:has-text('Undo')");
        page.waitForSelector("a.step:has-text('Wait until money of an order goes back')");
        assertEquals(List.of("two-weeks", "ask", "until", "a-week", "remind"), order());
    }

    private static Page.WaitForSelectorOptions gone() {
        return new Page.WaitForSelectorOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED);
    }

    @Test
    void a_mistake_stands_beside_its_step_and_its_field_and_keeps_it_from_being_published() {
        begin("Review request");
        page.click("#step-ask");
        page.waitForSelector("aside textarea[name=only_if]");
        page.fill("aside textarea[name=only_if]", "order.totl > 20.0");
        page.click("aside button:has-text('Save')");
        page.waitForSelector("#step-ask .status.broken");
        assertTrue(page.textContent("#only_if-err").contains("totl"));
        page.click("a.btn.primary:has-text('Publish')");
        page.waitForSelector("aside h2:has-text('Not yet')");
        assertEquals(0, page.locator("aside button:has-text('Publish')").count());
    }

    @Test
    void a_branch_is_laid_out_side_by_side_and_its_arms_meet_again() {
        begin("Review request");
        page.click("a.plus[aria-label^='Add a step after Wait 14 days']");
        page.click("aside button:has-text('Ask a question')");
        page.waitForSelector("aside select[name=when_0_ready]");
        page.selectOption("aside select[name=when_0_ready]", "order.late_days > 2");
        page.click("aside button:text-is('Save')");
        page.waitForSelector("aside textarea[name=when_0]:has-text('late_days')");
        page.locator(".fork .arm").first().locator("a.plus").click();
        page.waitForSelector("aside select[name=message]");
        page.selectOption("aside select[name=message]", "delay-apology");
        page.click("aside button:has-text('Write this')");
        page.waitForSelector("#step-delay-apology");
        Step.Branch branch = (Step.Branch) draft().step("which").orElseThrow();
        assertEquals("order.late_days > 2", branch.arms().getFirst().when().toString());
        assertEquals("delay-apology", branch.arms().getFirst().next());
        assertEquals(List.of("ask"), draft().step("delay-apology").orElseThrow().ways());
        assertEquals(2, page.locator(".fork .arm").count());
        assertEquals(1, page.locator(".fork #step-delay-apology").count());
        assertEquals(0, page.locator(".fork #step-ask").count(), "where the arms meet it goes on below them");
        page.click("a.plus[aria-label='Add a step where the arms meet']");
        page.click("aside button:has-text('Split by lot')");
        page.waitForSelector("aside input[name=name_0]");
        page.click("aside button:has-text('Save and add an arm')");
        page.waitForSelector("aside input[name=name_2]");
        Step.Split lot = (Step.Split) draft().step("lot").orElseThrow();
        assertEquals(
                List.of("ask", "ask", "ask"),
                lot.shares().stream().map(Step.Share::next).toList());
        assertEquals(List.of(), PageLook.faults(page, "journey-editor"));
    }

    @Test
    void the_keyboard_walks_adds_takes_out_and_takes_back() {
        begin("Review request");
        page.focus("#step-two-weeks");
        page.keyboard().press("ArrowDown");
        assertEquals("step-ask", page.evaluate("document.activeElement.id"));
        page.keyboard().press("+");
        page.waitForSelector("aside h2:has-text('What comes here')");
        page.keyboard().press("Escape");
        page.waitForSelector("aside h2:has-text('What it did')");
        page.focus("#step-remind");
        page.keyboard().press("Delete");
        page.waitForSelector("#step-remind", gone());
        page.keyboard().press("z");
        page.waitForSelector("#step-remind");
    }

    @Test
    void publishing_asks_what_becomes_of_those_under_way_and_versions_can_be_compared_and_taken_back() {
        begin("Review request");
        page.click("a.btn.primary:has-text('Publish v1')");
        page.click("aside button:has-text('Publish version 1')");
        page.waitForSelector(".note:has-text('Published')");
        page.click("#step-two-weeks");
        page.waitForSelector("aside input[name=for]");
        page.fill("aside input[name=for]", "3");
        page.selectOption("aside select[name=for_unit]", "W");
        page.click("aside button:has-text('Save')");
        page.waitForSelector("a.btn.primary:has-text('Publish v2')");
        page.click("a.btn.primary:has-text('Publish v2')");
        page.waitForSelector("aside input[value=move]");
        assertTrue(page.textContent("aside .diff").contains("P14D"));
        assertTrue(page.textContent("aside .diff").contains("P3W"));
        page.check("aside input[value=move]");
        page.click("aside button:has-text('Publish version 2')");
        page.waitForSelector(".note:has-text('Published')");
        page.click("a.btn:has-text('Versions')");
        page.click("aside a:has-text('Version 1')");
        page.click("aside button:has-text('Make version 1 the draft')");
        page.waitForSelector("a.btn.primary:has-text('Publish v3')");
        assertTrue(draft().first() instanceof Step.Wait(var _, Step.After(var span, var _, var _), var _)
                && span.toString().equals("P14D"));
        assertEquals(List.of(), PageLook.faultsAtAGlance(page, "journey-versions"));
    }

    @Test
    void it_all_works_without_script() {
        context.close();
        start(false);
        begin("Check-in");
        Away.click(page, "a.plus[aria-label='Add a step after the start']");
        Away.click(page, "aside button:has-text('Wait'):not(:has-text('something'))");
        assertEquals("wait", draft().first().id());
        Away.click(page, "a.btn:has-text('The journey')");
        page.fill("aside input[name=name]", "How was it?");
        page.fill("aside input[name=exit_name_1]", "late");
        page.fill("aside textarea[name=exit_when_1]", "order.late_days > 9");
        Away.click(page, "aside button:has-text('Save')");
        assertEquals("How was it?", draft().name());
        assertEquals(
                List.of("money went back", "late"),
                draft().exits().stream().map(Flow.Exit::name).toList());
        Away.click(page, "a.btn.primary:has-text('Publish v1')");
        Away.click(page, "aside button:has-text('Publish version 1')");
        Away.click(page, "aside button:has-text('Pause')");
        assertTrue(page.textContent("main").contains("Paused"));
    }

    @Test
    void a_draft_is_rehearsed_on_what_really_happened_and_its_messages_are_read_before_anybody_gets_them() {
        StoreWithOrders.fill(ground, store, "MP");
        begin("Thank you after");
        page.click("a.btn:has-text('The journey')");
        page.waitForSelector("aside input[name=holdout_percent]");
        page.fill("aside input[name=holdout_percent]", "0");
        page.click("aside button:has-text('Save')");
        page.waitForSelector("button:has-text('Undo')");
        page.keyboard().press("Escape");
        page.waitForSelector("aside h2:has-text('What it did')");
        page.keyboard().press("r");
        page.waitForSelector("aside h2:has-text('Rehearsal of version 1')");
        String facts = page.textContent("aside dl");
        assertTrue(facts.contains("Would come in"), facts);
        assertFalse(facts.contains("Would come in0"), facts);
        assertFalse(facts.contains("E-mails sent0"), facts);
        assertEquals(List.of(), PageLook.faultsAtAGlance(page, "journey-rehearsal"));
        page.setViewportSize(1440, 900);
        Away.click(page.locator("aside td a:has-text('Read it')").first());
        page.waitForURL("**/rehearsed?**");
        String mail = page.textContent("body");
        assertTrue(mail.contains("MP-") || mail.contains("#"), mail);
        long told = ground.test
                .database()
                .<Long>inStore(
                        store, tx -> tx.number("select count(*) from journeys.touchpoint where flow_id is not null"));
        assertEquals(0, told);
    }

    @Test
    void what_it_brings_says_so_where_it_cannot_be_told_and_how_often_is_set_beside_the_switches() {
        begin("Thank you after");
        page.click("a.btn:has-text('Effect')");
        page.waitForSelector("aside dl:has-text('Cannot tell')");
        assertEquals(List.of(), PageLook.faultsAtAGlance(page, "journey-effect"));
        page.navigate(ground.url + "/console/brand/messages");
        page.fill("#often-messages", "500");
        Away.click(page, "section:has(#h-often) button:has-text('Keep')");
        page.waitForSelector("#messages-err, #often-messages-err");
        page.fill("#often-messages", "2");
        page.fill("#often-pause", "48");
        Away.click(page, "section:has(#h-often) button:has-text('Keep')");
        page.waitForURL("**done=switched");
        var caps = ground.test
                .database()
                .inStore(store, tx -> ground.journeys.journeys().caps(tx, store));
        assertEquals(new io.postlude.journeys.Caps(2, 7, 48, true, 0), caps);
    }

    @Test
    void two_who_change_a_draft_at_once_do_not_overwrite_each_other() {
        begin("Check-in");
        page.click("#step-three-days");
        page.waitForSelector("aside input[name=for]");
        Page other = context.newPage();
        other.navigate(page.url());
        other.fill("aside input[name=for]", "5");
        other.click("aside button:has-text('Save')");
        other.waitForSelector("a.step:has-text('Wait 5 days')");
        page.fill("aside input[name=for]", "9");
        page.click("aside button:has-text('Save')");
        page.waitForSelector(".note:has-text('meanwhile')");
        assertEquals("Wait 5 days, until 10:00", StepWords.title(draft().first()));
    }

    @Test
    void who_may_only_look_sees_the_steps_and_no_way_to_change_them() {
        begin("Check-in");
        String address = page.url().replaceAll("\\?.*", "");
        String email = "finn@store" + stores + ".example";
        ground.hire(store, Role.AGENT, email);
        context.clearCookies();
        page.navigate(address);
        page.fill("#email", email);
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button:has-text('Sign in')");
        assertEquals(0, page.locator("a.plus").count());
        page.navigate(address + "?step=three-days");
        assertFalse(page.locator("aside form").count() > 0);
        assertTrue(page.textContent("aside h2").contains("Wait 3 days"));
    }
}
