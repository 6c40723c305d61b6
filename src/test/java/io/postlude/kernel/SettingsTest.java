package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void without_anything_set_the_defaults_hold() {
        Settings settings = Settings.load(Map.of(), folder);
        assertEquals(8080, settings.integer(Settings.Key.POSTLUDE_PORT));
        assertTrue(settings.optional(Settings.Key.DATABASE_URL).isEmpty());
    }

    @Test
    void the_environment_wins_over_the_file() throws IOException {
        Files.writeString(folder.resolve("postlude.properties"), "POSTLUDE_PORT=9000\nPOSTLUDE_HOST=0.0.0.0\n");
        Settings settings = Settings.load(Map.of("POSTLUDE_PORT", "9001"), folder);
        assertEquals(9001, settings.integer(Settings.Key.POSTLUDE_PORT));
        assertEquals("0.0.0.0", settings.text(Settings.Key.POSTLUDE_HOST));
    }

    @Test
    void every_fault_is_named_with_its_key_at_once() throws IOException {
        Files.writeString(folder.resolve("postlude.properties"), "POSTLUDE_PROT=9000\n");
        Map<String, String> wrong = Map.of(
                "POSTLUDE_PORT",
                "eighty",
                "POSTLUDE_URL",
                "post.example.com",
                "DATABASE_URL",
                "mysql://x",
                "MAIL_FROM",
                "me");
        String message = assertThrows(Settings.Invalid.class, () -> Settings.load(wrong, folder))
                .getMessage();
        for (String key : new String[] {"POSTLUDE_PROT", "POSTLUDE_PORT", "POSTLUDE_URL", "DATABASE_URL", "MAIL_FROM"})
            assertTrue(message.contains(key), message);
    }

    @Test
    void a_database_address_is_read_in_both_forms_and_keeps_its_password_to_itself() {
        DatabaseAddress address =
                DatabaseAddress.parse("postgres://me:p%40ss+1@db.example.com:5433/post?sslmode=require");
        assertEquals("jdbc:postgresql://db.example.com:5433/post?sslmode=require", address.url());
        assertEquals("me", address.user());
        assertEquals("p@ss+1", address.password());
        assertFalse(address.toString().contains("p@ss"));
        assertEquals(
                "you",
                DatabaseAddress.parse("jdbc:postgresql://localhost/post?user=you&password=x")
                        .user());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> DatabaseAddress.parse("postgres://me:secret@/"));
        assertFalse(refused.getMessage().contains("secret"));
    }
}
