package io.postlude.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Actor;
import io.postlude.stores.PersonId;
import io.postlude.stores.Role;
import io.postlude.stores.Staff;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members of staff do, in a real browser on a real server. */
class StaffJourneyTest {
    private static ConsoleGround ground;
    private static Chromium chromium;
    private static String setUp;
    private static StoreId store;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        setUp = ConsoleModule.setUpPath(ground.stores.staff().setupToken().orElseThrow());
        chromium = Chromium.start();
        store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        ground.hire(store, Role.VIEWER, "vera@example.org");
        ground.hire(store, Role.AGENT, "finn@example.org");
        ground.hire(ground.open("volt", "Volt Audio"), Role.OWNER, "volt@example.org");
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    @BeforeEach
    void enter() {
        context = chromium.context();
        page = context.newPage();
    }

    @AfterEach
    void leave() {
        context.close();
    }

    @Test
    void a_wrong_password_is_refused_and_a_right_one_leads_where_one_wanted_to_go() {
        page.navigate(ground.url + "/");
        assertEquals("/console/sign-in", path());
        page.navigate(ground.url + "/console/staff");
        assertEquals("/console/sign-in", path());
        assertTrue(page.textContent("body").contains("Demo store"));
        fill("ada@example.org", "not the password at all");
        assertTrue(page.textContent(".err").contains("does not fit"));
        fill("ada@example.org", ConsoleGround.PASSWORD);
        assertEquals("/console/staff", path());
        Away.click(page, ".foot button");
        assertEquals("/console/sign-in", path());
        page.navigate(ground.url + "/console/staff");
        assertEquals("/console/sign-in", path());
    }

    @Test
    void a_role_sees_only_its_pages_and_is_told_why_not_at_the_others() {
        signIn("vera@example.org");
        page.navigate(ground.url + "/console/menu");
        assertFalse(page.textContent(".nav").contains("API keys"));
        assertTrue(page.textContent(".nav").contains("Orders"));
        assertEquals(403, page.navigate(ground.url + "/console/api-keys").status());
        assertTrue(page.textContent("main").contains("Your role may not do this"));
    }

    @Test
    void a_key_is_shown_once_and_can_be_revoked() {
        signIn("ada@example.org");
        page.navigate(ground.url + "/console/api-keys");
        assertTrue(page.textContent("main").contains("No key has been made"));
        page.fill("input[name=name]", "warehouse sync");
        Away.click(page, "button:has-text('Make the key')");
        assertTrue(page.textContent("main").contains("It may ("), "a key without a scope is refused beside the field");
        page.fill("input[name=name]", "warehouse sync");
        page.check("input[value='orders:read']");
        Away.click(page, "button:has-text('Make the key')");
        String secret = page.textContent(".secret code");
        assertTrue(secret.startsWith("plk_"), secret);
        page.navigate(ground.url + "/console/api-keys");
        assertFalse(page.content().contains(secret), "a key is shown once");
        Away.click(page, "button:has-text('Revoke')");
        assertTrue(page.textContent("main").contains("Revoked"));
        page.navigate(ground.url + "/console/audit");
        assertTrue(page.textContent("main").contains("Ada Lind"));
    }

    @Test
    void a_colour_nobody_can_read_is_refused_beside_its_field_and_one_colour_can_stand_for_all() {
        signIn("ada@example.org");
        page.navigate(ground.url + "/console/brand");
        page.fill("#day-ink", "#cccccc");
        Away.click(page, "button:has-text('Save the brand')");
        assertTrue(page.textContent("main").contains("The brand was not saved"));
        assertTrue(page.getAttribute("#day-ink", "aria-invalid").equals("true"));
        page.fill("#propose", "#1c5896");
        page.fill("#name", "Maren & Sons");
        Away.click(page, "button:has-text('Preview')");
        assertThat(page.frameLocator("#preview").locator("h1")).hasText("Maren & Sons");
        Away.click(page, "button:has-text('Save the brand')");
        assertTrue(page.textContent("main").contains("The brand is saved"));
        assertEquals("Maren & Sons", page.inputValue("#name"));
    }

    @Test
    void someone_invited_chooses_a_password_and_is_in() {
        signIn("ada@example.org");
        page.navigate(ground.url + "/console/staff");
        page.fill("input[name=email]", "mads@example.org");
        Away.click(page, "button:has-text('Make the link')");
        String link = page.textContent(".secret code").replace("https://post.example", ground.url);
        context.clearCookies();
        page.navigate(link);
        page.fill("#name", "Mads Frost");
        page.fill("#password", "seven cold lakes in spring");
        Away.click(page, "button:has-text('Begin')");
        page.navigate(ground.url + "/console/account");
        assertTrue(page.textContent(".side").contains("mads@example.org"));
        assertEquals(404, page.navigate(link).status(), "a link is good once");
    }

    @Test
    void the_console_s_own_address_leads_by_the_door_to_today_when_enter_is_pressed() {
        page.navigate(ground.url + "/console");
        assertEquals("/console/sign-in", path());
        page.fill("#email", "ada@example.org");
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.press(page, "#password", "Enter");
        page.waitForURL("**/console/today");
        page.navigate(ground.url + "/console");
        assertEquals("/console/today", path());
    }

    @Test
    void somebody_taken_out_of_every_store_opens_no_store_of_their_own() {
        PersonId gone = ground.stores
                .staff()
                .addDirectly(
                        store,
                        Role.OWNER,
                        new Staff.NewPerson("gone@example.org", "Gus Gone", "en", ConsoleGround.PASSWORD));
        assertEquals(new Staff.Change.Done(), ground.stores.staff().remove(store, gone, new Actor.Program("test")));
        signIn("gone@example.org");
        assertEquals(404, page.navigate(ground.url + "/console/open").status());
    }

    @Test
    void a_forgotten_password_is_mended_by_mail_and_nobody_learns_who_is_known() {
        String known = askForPassword("finn@example.org");
        String unknown = askForPassword("nobody@example.org");
        assertEquals(unknown, known);
        page.waitForCondition(() -> letters().size() == 1);
        String link = letters()
                .getFirst()
                .lines()
                .filter(line -> line.contains("/console/password/"))
                .findFirst()
                .orElseThrow()
                .replace("https://post.example", ground.url);
        page.navigate(link.strip());
        page.fill("#password", "short");
        Away.click(page, "button[type=submit]");
        assertTrue(page.isVisible(".err"), "a short one is refused beside its field");
        page.fill("#password", "seven cold lakes in spring");
        Away.click(page, "button[type=submit]");
        assertTrue(page.textContent("main").contains("The new password holds"));
        fill("finn@example.org", "seven cold lakes in spring");
        assertEquals("/console/today", path());
        page.navigate(link.strip());
        page.fill("#password", "eight cold lakes in spring");
        Away.click(page, "button[type=submit]");
        assertTrue(page.textContent("main").contains("This link is over"));
    }

    private String askForPassword(String email) {
        page.navigate(ground.url + "/console/sign-in");
        Away.click(page, "text=Forgot your password?");
        page.fill("#email", email);
        Away.click(page, "button[type=submit]");
        return page.textContent("main");
    }

    private static List<String> letters() {
        return ground.test
                .database()
                .inStore(
                        store,
                        tx -> ground.messages.newest(tx, store, null).stream()
                                .filter(sketch -> sketch.kind().equals("password_link"))
                                .map(sketch -> ground.messages
                                        .letter(tx, store, sketch.id())
                                        .orElseThrow()
                                        .text())
                                .toList());
    }

    @Test
    void the_last_owner_stays_an_owner() {
        signIn("volt@example.org");
        page.navigate(ground.url + "/console/staff");
        Away.click(page, "tbody a");
        page.selectOption("select[name=role]", "VIEWER");
        Away.click(page, "button:has-text('Change the role')");
        assertTrue(page.textContent("main").contains("A store needs an owner"));
    }

    @Test
    void a_form_sent_from_elsewhere_or_without_its_token_changes_nothing() {
        signIn("ada@example.org");
        page.navigate(ground.url + "/console/api-keys");
        Object status = page.evaluate(
                "fetch('/console/api-keys/new', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'}, body: 'name=x&scope=orders:read&_token=wrong'}).then(r => r.status)");
        assertEquals(403, status);
    }

    @Test
    void an_address_from_outside_is_no_place_to_go_to_after_signing_in() {
        page.navigate(ground.url + "/console/sign-in?next=https://evil.example/");
        assertEquals("/console/today", page.inputValue("input[name=next]"));
        page.navigate(ground.url + "/console/sign-in?next=//evil.example/");
        assertEquals("/console/today", page.inputValue("input[name=next]"));
    }

    @Test
    void the_set_up_link_is_over_once_there_is_anyone() {
        page.navigate(ground.url + setUp);
        page.fill("#name", "Eve");
        page.fill("#email", "eve@example.org");
        page.fill("#password", "seven cold lakes in spring");
        Away.click(page, "button:has-text('Create the owner')");
        assertTrue(page.textContent("body").contains("nothing here"), page.textContent("body"));
    }

    @Test
    void every_page_for_settings_reads_well_to_everyone() {
        List<String> faults = new ArrayList<>();
        page.navigate(ground.url + "/console/sign-in");
        faults.addAll(PageLook.faultsAtAGlance(page, "real-sign-in"));
        signIn("ada@example.org");
        for (String name : List.of(
                "staff", "api-keys", "connections", "brand", "audit", "system", "account", "menu", "keys", "nowhere")) {
            page.navigate(ground.url + "/console/" + name);
            faults.addAll(PageLook.faultsAtAGlance(page, "real-" + name));
        }
        assertEquals(List.of(), faults);
    }

    private void signIn(String email) {
        page.navigate(ground.url + "/console/sign-in?next=/console/menu");
        fill(email, ConsoleGround.PASSWORD);
    }

    private void fill(String email, String password) {
        page.fill("#email", email);
        page.fill("#password", password);
        Away.click(page, "button[type=submit]");
    }

    private String path() {
        return java.net.URI.create(page.url()).getPath();
    }
}
