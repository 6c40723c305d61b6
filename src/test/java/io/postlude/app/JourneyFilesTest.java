package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.flows.FlowView;
import io.postlude.flows.Ready;
import io.postlude.flows.UnderWay;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StartRefused;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journeys go out as files, come back in as what changed, and reach another store whole. */
class JourneyFilesTest {
    private static TwoStores two;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        two = new TwoStores();
    }

    @AfterAll
    static void stop() {
        two.close();
    }

    @BeforeEach
    void a_journey_and_a_text() {
        inStore(
                two.here.store(),
                tx -> two.product.flows.save(
                        tx, two.here.store(), Ready.documents().get("review-request"), "test"));
        inStore(two.here.store(), tx -> two.product.texts.save(tx, two.here.store(), text("Hello"), "test"));
    }

    private static String text(String subject) {
        return """
                {"key": "hello", "name": "Hello", "about": "order", "button_to": "nowhere", "fallback": "en",
                 "languages": {"en": {"subject": "%s", "heading": "Hi", "body": "How are you?"}}}
                """.formatted(subject);
    }

    private interface Work<T> {
        T in(Tx tx) throws IOException;
    }

    private static <T> T inStore(StoreId store, Work<T> work) {
        return two.ground.database.inStore(store, tx -> {
            try {
                return work.in(tx);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private JourneyFiles files() {
        return new JourneyFiles(two.product.journeys.journeys(), two.product.texts, folder);
    }

    private List<String> export() {
        return inStore(two.here.store(), tx -> files().write(tx, two.here.store()));
    }

    private List<String> take(StoreId store, @Nullable UnderWay publish) {
        return inStore(store, tx -> files().read(tx, store, publish));
    }

    private FlowView journey(StoreId store, String key) {
        return inStore(store, tx -> two.product.flows.byKey(tx, store, key).orElseThrow());
    }

    @Test
    void what_did_not_change_is_written_neither_to_files_nor_to_the_store() throws IOException {
        assertTrue(export().contains("new        journeys/review-request.json"));
        Path file = folder.resolve("journeys/review-request.json");
        assertEquals(Ready.documents().get("review-request"), Files.readString(file));
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertEquals("4 files, 0 of them written", export().getLast());
        assertEquals(0, Files.getLastModifiedTime(file).toMillis());
        FlowView before = journey(two.here.store(), "review-request");
        assertEquals(List.of("nothing differs, nothing was written"), take(two.here.store(), UnderWay.KEEP));
        assertEquals(before, journey(two.here.store(), "review-request"));
    }

    @Test
    void a_change_in_a_file_is_told_step_by_step_and_becomes_a_draft() throws IOException {
        export();
        Path file = folder.resolve("journeys/review-request.json");
        Files.writeString(file, Files.readString(file).replace("\"for\": \"P14D\"", "\"for\": \"P20D\""));
        List<String> told = take(two.here.store(), null);
        assertEquals("changed    journeys/review-request.json", told.getFirst());
        assertEquals("step two-weeks: for \"P14D\" is \"P20D\" now", told.get(1).strip());
        FlowView view = journey(two.here.store(), "review-request");
        assertTrue(view.newest().document().contains("P20D"));
        inStore(two.here.store(), tx -> two.product.flows.undo(tx, two.here.store(), view.id(), "test"));
    }

    @Test
    void a_mistake_in_one_file_leaves_the_store_as_it_was() throws IOException {
        export();
        Files.writeString(folder.resolve("texts/hello.json"), text("Good morning"));
        Path file = folder.resolve("journeys/review-request.json");
        Files.writeString(file, Files.readString(file).replace("\"P14D\"", "\"soon\""));
        var wrong = assertThrows(JourneyFiles.Wrong.class, () -> take(two.here.store(), null));
        assertEquals(1, wrong.lines().size(), wrong.lines().toString());
        assertTrue(wrong.lines().getFirst().startsWith("journeys/review-request.json /steps/0/for: "));
        String subject = inStore(
                two.here.store(),
                tx -> two.product
                        .texts
                        .find(tx, two.here.store(), "hello")
                        .orElseThrow()
                        .document()
                        .languages()
                        .get("en")
                        .subject());
        assertEquals("Hello", subject);
    }

    @Test
    void another_store_takes_them_with_their_texts_and_publishes() throws IOException {
        export();
        Path file = folder.resolve("journeys/review-request.json");
        Files.writeString(file, Files.readString(file).replace("\"review-reminder\"", "\"hello\""));
        Files.delete(folder.resolve("journeys/plain-thanks.json"));
        Files.delete(folder.resolve("texts/plain-text.json"));
        List<String> told = take(two.there.store(), UnderWay.KEEP);
        assertEquals(
                List.of(
                        "new        texts/hello.json",
                        "new        journeys/review-request.json",
                        "published  review-request, version 1"),
                told);
        FlowView view = journey(two.there.store(), "review-request");
        assertFalse(view.live() == null);
    }

    @Test
    void the_command_writes_and_reads_the_files_of_the_store_it_is_told() throws IOException {
        assertTrue(command(0, "export", folder.toString(), "--store", "here").contains("new        texts/hello.json"));
        assertTrue(command(0, "import", folder.toString(), "--store", "here").contains("nothing differs"));
        Files.writeString(folder.resolve("texts/hello.json"), "{");
        assertTrue(command(3, "import", folder.toString(), "--store", "here").contains("nothing was written"));
        assertTrue(refused("import", folder.toString()).contains("--store with one of: here, there"));
        assertTrue(refused("import", folder.resolve("none").toString(), "--store", "here")
                .contains("is no folder"));
        assertTrue(refused("carry", folder.toString()).contains("say export or import"));
        assertTrue(refused("import", folder.toString(), "--publish", "now").contains("keep, move or end"));
    }

    private static String command(int expected, String... args) {
        String login = two.test.address().user() + ":" + two.test.address().password() + "@";
        String url = two.test.address().url().replace("jdbc:postgresql://", "postgres://" + login);
        Settings settings = Settings.load(Map.of("DATABASE_URL", url, "POSTLUDE_PORT", "0"), Path.of("target/nowhere"));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        int status = JourneyCommand.run(settings, List.of(args), new PrintStream(told, true, StandardCharsets.UTF_8));
        String text = told.toString(StandardCharsets.UTF_8);
        assertEquals(expected, status, text);
        return text;
    }

    private static String refused(String... args) {
        return String.valueOf(
                assertThrows(StartRefused.class, () -> command(0, args)).getMessage());
    }
}
