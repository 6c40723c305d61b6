package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.customers.Channel;
import io.postlude.customers.Purpose;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.OutgoingMessage;
import io.postlude.messaging.Suppressions;
import io.postlude.messaging.Wording;
import io.postlude.stores.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Setting up a provider of SMS, counting a text, and lifting an address from the list of those not written to. */
class ChannelPagesTest {
    private static ConsoleGround ground;
    private static StoreId store;
    private static Chromium chromium;
    private static Page page;
    private static HttpServer provider;

    @BeforeAll
    static void open() throws Exception {
        ground = new ConsoleGround();
        store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        String login = "Basic "
                + Base64.getEncoder()
                        .encodeToString("AC12:hush-hush".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        provider.createContext("/2010-04-01/Accounts/AC12.json", http -> {
            boolean known = login.equals(http.getRequestHeaders().getFirst("Authorization"));
            http.sendResponseHeaders(known ? 200 : 401, -1);
            http.close();
        });
        provider.start();
        chromium = Chromium.start();
        BrowserContext context = chromium.context();
        page = context.newPage();
        page.navigate(ground.url + "/console/sign-in?next=/console/channels");
        page.fill("#email", "ada@example.org");
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button[type=submit]");
    }

    @AfterAll
    static void close() {
        chromium.close();
        provider.stop(0);
        ground.close();
    }

    @Test
    void a_provider_is_tried_before_it_is_kept_and_its_token_is_not_shown_again() {
        page.navigate(ground.url + "/console/channels");
        assertTrue(page.content().contains("No provider is set up"));
        fill("wrong-token");
        assertTrue(page.content().contains("They refused this SID with this token."), page.content());
        fill("hush-hush");
        String kept = page.content();
        assertTrue(kept.contains("Tried and kept") && kept.contains("In use"), kept);
        assertTrue(kept.contains("/channels/twilio/"));
        Away.click(page, "a:has-text('Main number')");
        assertEquals("", page.inputValue("[name=token]"));
        assertEquals("AC12", page.inputValue("[name=sid]"));
        page.navigate(ground.url + "/console/channels");
        page.fill("[name=text]", "Schön: Dein Paket ist da. Привет");
        Away.click(page, "form[action='/console/channels/preview'] button[type=submit]");
        assertTrue(page.content().contains("1 segment in UCS-2"), page.content());
        assertTrue(page.content().contains("0.0750 EUR"), page.content());
        Away.click(page, "button:has-text('Switch off')");
        assertTrue(page.content().contains("Switched off"));
    }

    private static void fill(String token) {
        String form = "form[action='/console/channels/new/twilio'] ";
        page.fill(form + "[name=name]", "Main number");
        page.fill(form + "[name=sid]", "AC12");
        page.fill(form + "[name=token]", token);
        page.fill(form + "[name=from]", "+4915000000000");
        page.fill(form + "[name=price]", "0.0750");
        page.fill(
                form + "[name=base]",
                "http://127.0.0.1:" + provider.getAddress().getPort());
        Away.click(page, form + "button[type=submit]");
    }

    @Test
    void an_address_on_the_list_says_why_and_is_lifted_by_a_person() {
        ground.test.database().runInStore(store, tx -> {
            boolean _ = ground.channels
                    .suppressions()
                    .suppress(
                            tx,
                            store,
                            new Suppressions.Telling(
                                    Channel.SMS,
                                    "+4915112345678",
                                    Suppressions.Reason.STOP,
                                    "they answered STOP",
                                    "twilio"));
        });
        page.navigate(ground.url + "/console/suppressions");
        assertTrue(page.content().contains("Answered STOP") && page.content().contains("+4915112345678"));
        Away.click(page, "button:has-text('Lift')");
        assertTrue(page.content().contains("Lifted: Answered STOP"), page.content());
        assertFalse(page.isVisible("button:has-text('Lift')"));
    }

    @Test
    void an_address_is_put_on_the_list_by_hand_with_a_reason_and_stays_on_record() {
        page.navigate(ground.url + "/console/suppressions");
        Away.click(page, "a:has-text('Add one by hand')");
        page.selectOption("select[name=channel]", "SMS");
        page.fill("[name=address]", "0151 987");
        page.fill("[name=why]", "asked for it on the phone");
        Away.click(page, "button:has-text('Write there no more')");
        assertTrue(page.content().contains("A number begins with + and its country"), page.content());
        page.fill("[name=address]", "+49 (151) 987-65432");
        Away.click(page, "button:has-text('Write there no more')");
        page.waitForSelector("text=+4915198765432");
        assertTrue(page.content().contains("asked for it on the phone"), page.content());
        assertEquals(
                Set.of("+4915198765432"),
                ground.test
                        .database()
                        .<Set<String>>inStore(
                                store,
                                tx -> ground.channels
                                        .suppressions()
                                        .among(tx, store, Channel.SMS, List.of("+4915198765432", "+4915100000000"))));
        Away.click(page, "button:has-text('Lift')");
        page.waitForSelector("text=Lifted: ");
    }

    @Test
    void a_message_by_sms_is_read_among_the_messages() {
        MessageId id = ground.test
                .database()
                .inStore(
                        store,
                        tx -> ground.messages.queue(
                                tx,
                                new OutgoingMessage(
                                        store,
                                        "delivery_shipped",
                                        "one",
                                        Channel.SMS,
                                        "+4915187654321",
                                        null,
                                        Purpose.SERVICE,
                                        new Wording.Text("Your blanket is on its way"),
                                        WhenInDoubt.ASK,
                                        Duration.ofDays(1))))
                .id();
        page.navigate(ground.url + "/console/messages");
        assertTrue(page.content().contains("Your blanket is on its way")
                && page.content().contains("SMS"));
        page.navigate(ground.url + "/console/messages/" + id);
        String text = page.content();
        assertTrue(text.contains("Your blanket is on its way") && text.contains("+4915187654321"), text);
        assertFalse(text.contains("<iframe"));
    }

    @Test
    void a_program_that_hears_events_gets_a_secret_once_and_a_ping() {
        page.navigate(ground.url + "/console/webhooks");
        String form = "form[action='/console/webhooks/new'] ";
        page.fill(form + "[name=address]", "ftp://example.com");
        Away.click(page, form + "button[type=submit]");
        assertTrue(page.content().contains("It has to begin with https://"), page.content());
        String address = "http://127.0.0.1:" + provider.getAddress().getPort() + "/hook";
        page.fill(form + "[name=address]", address);
        page.check(form + "[value='postlude.order.placed.v1']");
        Away.click(page, form + "button[type=submit]");
        assertTrue(page.content().contains("whsec_"), page.content());
        page.navigate(ground.url + "/console/webhooks");
        assertFalse(page.content().contains("whsec_"));
        Away.click(page, "a:has-text('/hook')");
        Away.click(page, "button:has-text('Send a ping')");
        assertTrue(page.content().contains("postlude.ping.v1") && page.content().contains("Waiting"), page.content());
    }
}
