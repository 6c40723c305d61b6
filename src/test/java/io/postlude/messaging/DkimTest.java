package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimTest {
    private static final Actor TEST = new Actor.Program("test");
    private static TestDatabase test;
    private static MovableClock clock;
    private static MailSigning signing;
    private static StoreId store;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        clock = MovableClock.standingAt(Instant.parse("2026-03-02T09:00:00Z"));
        Ids ids = new Ids(3);
        EventLog log = new EventLog(
                ids, EventTypes.register(test.database(), List.of(StoreEvent.class, MessagingEvent.class)));
        Secrets secrets = new Secrets(test.database());
        StoresModule stores =
                StoresModule.wire(new StoresModule.Needs(test.database(), log, ids, secrets, clock, clock));
        store = stores.stores()
                .open(StoreDetails.of("maren", "Maren", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")), TEST)
                .orThrow()
                .id();
        signing = new MailSigning(new MailSigning.Ground(test.database(), ids, secrets, clock, stores.audit()));
    }

    @AfterAll
    static void close() {
        test.close();
    }

    /** RFC 8463, appendix A: its message, its key, its signature. */
    @Test
    void the_standard_s_own_example_is_signed_as_the_standard_says() throws Exception {
        List<String> head = List.of(
                "From: Joe SixPack <joe@football.example.com>",
                "To: Suzie Q <suzie@shopping.example.net>",
                "Subject: Is dinner ready?",
                "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
                "Message-ID: <20030712040037.46341.5F8J@football.example.com>");
        String own = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com;"
                + " i=@football.example.com;\r\n q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
                + " subject : date : message-id : from : subject : date;\r\n"
                + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=";
        List<String> names = List.of("from", "to", "subject", "date", "message-id", "from", "subject", "date");
        byte[] text = Dkim.signedText(head, names, own);
        byte[] publicKey = Base64.getDecoder().decode("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        byte[] signature = Base64.getDecoder()
                .decode("/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
        assertTrue(verifies("ED25519", ed25519(publicKey), text, signature));
        byte[] body =
                "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n".getBytes(StandardCharsets.US_ASCII);
        assertEquals("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=", hash(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'A: X\r\n'|a:X", "'B : Y\t\r\n\tZ  '|b:Y Z", "Subject:   two   words |subject:two words"})
    void headers_are_relaxed_as_in_the_standard(String line, String relaxed) {
        assertEquals(relaxed, Dkim.relaxed(line.replaceAll("\r\n$", "")));
    }

    @Test
    void bodies_are_relaxed_as_in_the_standard() {
        assertEquals(" C\r\nD E\r\n", relaxed(" C \r\nD \t E\r\n\r\n\r\n"));
        assertEquals("", relaxed("\r\n\r\n"));
        assertEquals("a\r\n", relaxed("a"));
        assertEquals("\r\na\r\n", relaxed("\r\na\r\n"));
    }

    @Test
    void a_mail_arrives_signed_by_both_kinds_of_key_and_a_changed_one_does_not_verify() throws Exception {
        var rsa = signing.make(store, "Maren-Pine.example", MailSigning.Kind.RSA, TEST)
                .orElseThrow();
        var short_ = signing.make(store, "maren-pine.example", MailSigning.Kind.ED25519, TEST)
                .orElseThrow();
        assertTrue(signing.of(store, "maren-pine.example").isEmpty(), "not before its record is published");
        assertTrue(signing.enable(store, rsa, TEST) && signing.enable(store, short_, TEST));
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try (SmtpSink sink = new SmtpSink(
                SmtpAddress.parse("smtp://127.0.0.1:" + server.getSmtp().getPort()), signing)) {
            send(sink);
            MimeMessage got = server.getReceivedMessages()[0];
            List<String> head = new ArrayList<>(Collections.list(got.getAllHeaderLines()));
            byte[] raw = raw(got);
            List<String> signatures = head.stream()
                    .filter(line -> line.startsWith("DKIM-Signature"))
                    .toList();
            assertEquals(2, signatures.size());
            for (String line : signatures) {
                assertTrue(verifies(line, head, body(raw)), line);
                List<String> forged = new ArrayList<>(head);
                forged.addFirst("From: somebody@else.example");
                assertTrue(
                        forged.stream().filter(one -> one.startsWith("From:")).count() == 2);
                assertFalse(verifies(line, forged, body(raw)), "a second From in front breaks it");
                byte[] changed = body(raw).clone();
                changed[changed.length / 2] ^= 1;
                assertFalse(verifies(line, head, changed));
            }
        } finally {
            server.stop();
        }
    }

    private static void send(SmtpSink sink) {
        DueMail mail = new DueMail(
                store,
                new MessageId(77),
                "delivery_shipped",
                new Mailbox("Märén & Pine", "post@maren-pine.example"),
                null,
                Mailbox.of("anna@example.net"),
                "Unterwegs: dein Paket №1001, und ein Betreff, der so lang ist, dass er umbrochen werden muss",
                "<p>Grüße " + "ß".repeat(300) + "</p>",
                "Grüße\n\n  \n",
                Map.of(
                        "List-Unsubscribe",
                        "<https://example.com/p/x/stop>",
                        "List-Unsubscribe-Post",
                        "List-Unsubscribe=One-Click"),
                WhenInDoubt.RESEND,
                1,
                clock.instant());
        List<Delivery> ended = Collections.synchronizedList(new ArrayList<>());
        sink.send(List.of(mail), () -> true, new MailSink.Book() {
            @Override
            public void handingOver(DueMail one) {}

            @Override
            public void ended(DueMail one, Delivery delivery) {
                ended.add(delivery);
            }
        });
        assertTrue(ended.getFirst() instanceof Delivery.Taken, ended.toString());
    }

    private static byte[] raw(MimeMessage got) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        got.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] body(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean verifies(String line, List<String> head, byte[] body) throws Exception {
        String tags = line.replaceAll("\r\n", "").replaceAll("[ \t]+", "");
        String kind = tag(tags, "a").startsWith("rsa") ? "RSA" : "ED25519";
        MailSigning.View key = signing.list(store).stream()
                .filter(view -> view.recordName().equals(tag(tags, "s") + "._domainkey." + tag(tags, "d")))
                .findFirst()
                .orElseThrow();
        byte[] published = Base64.getDecoder().decode(key.recordText().replaceFirst(".*p=", ""));
        PublicKey publicKey = kind.equals("RSA")
                ? KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(published))
                : ed25519(published);
        if (!tag(tags, "bh").equals(hash(body))) return false;
        List<String> others =
                head.stream().filter(one -> !one.startsWith("DKIM-Signature")).toList();
        String own = line.replaceFirst("(?s)(;\\s*b=).*$", "$1");
        byte[] text = Dkim.signedText(others, Arrays.asList(tag(tags, "h").split(":")), own);
        return verifies(kind, publicKey, text, Base64.getDecoder().decode(tag(tags, "b")));
    }

    private static String tag(String tags, String name) {
        Matcher found = Pattern.compile("[:;]" + name + "=([^;]*)").matcher(tags);
        assertTrue(found.find(), name + " in " + tags);
        return found.group(1);
    }

    private static boolean verifies(String kind, PublicKey key, byte[] text, byte[] value) throws Exception {
        Signature signature = Signature.getInstance(kind.equals("RSA") ? "SHA256withRSA" : "Ed25519");
        signature.initVerify(key);
        signature.update(kind.equals("RSA") ? text : Secrets.sha256(text));
        return signature.verify(value);
    }

    private static PublicKey ed25519(byte[] key) throws Exception {
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] whole = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, whole, prefix.length, key.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
    }

    private static String hash(byte[] body) {
        return Base64.getEncoder().encodeToString(Secrets.sha256(Dkim.relaxed(body)));
    }

    private static String relaxed(String body) {
        return new String(Dkim.relaxed(body.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
    }
}
