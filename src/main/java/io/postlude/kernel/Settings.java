package io.postlude.kernel;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The configuration: environment variables, or the same keys in {@code postlude.properties}; the environment wins. All keys
 * are checked at start, and every fault is named at once.
 */
public final class Settings {
    private static final String FILE = "postlude.properties";
    private static final int HIGHEST_PORT = 65_535;

    /** Every key there is: what it means, its default, and whether it must stay out of sight. */
    public enum Key {
        POSTLUDE_HOST("Address to listen on", "127.0.0.1"),
        POSTLUDE_PORT("Port to listen on", "8080"),
        POSTLUDE_URL("Address under which customers and staff reach this server, for links", ""),
        POSTLUDE_DATA_DIR("Folder of the embedded database and of this installation's files", "data"),
        DATABASE_URL(
                "A PostgreSQL from 15 on, postgres://user:password@host:5432/database; empty: the embedded one", ""),
        SMTP_URL("Mail server, smtp://user:password@host:587 or smtps://; empty: messages stay in /dev/outbox", ""),
        SMTP_CONNECTIONS("Connections to it at once; some providers allow no more than three, others fifty", "6"),
        MAIL_FROM("Sender of mails for stores that set none", ""),
        MAIL_COPIES_TO("Mailbox that gets a copy of every mail, in the same delivery; empty: none", ""),
        MAIL_COPIES_URL(
                "Where such copies are read to learn whether a mail arrived, imaps://user:password@host/Folder; empty: nobody is asked",
                ""),
        MAIL_RETURNS_TO("Where mails that cannot be delivered come back to; empty: to their sender", ""),
        MAIL_RETURNS_URL("Where they and complaints are read, imaps://user:password@host/Folder; empty: nowhere", ""),
        POSTLUDE_MAX_BODY_BYTES("Largest request body taken, in bytes", "2097152"),
        POSTLUDE_METRICS_TOKEN("Bearer token for /metrics; empty: only from this machine", ""),
        POSTLUDE_TRUSTED_PROXY(
                "true where a reverse proxy in front sets X-Forwarded-For and X-Forwarded-Proto", "false"),
        POSTLUDE_PRIVATE_ADDRESSES(
                "true lets webhooks and providers of messages stand inside this network; else they are refused",
                "false"),
        POSTLUDE_LOG("Form of the log: text or json", "text");

        private final String meaning;
        private final String fallback;

        Key(String meaning, String fallback) {
            this.meaning = meaning;
            this.fallback = fallback;
        }

        public String meaning() {
            return meaning;
        }

        public String fallback() {
            return fallback;
        }
    }

    private final Map<Key, String> values;

    private Settings(Map<Key, String> values) {
        this.values = values;
    }

    /**
     * Reads and checks.
     *
     * @throws Invalid naming every key that is wrong and what it should be
     */
    public static Settings load(Map<String, String> environment, Path folder) {
        Map<String, String> file = file(folder.resolve(FILE));
        List<String> faults = new ArrayList<>();
        for (String key : file.keySet())
            if (keys().noneMatch(key::equals)) faults.add(FILE + ": " + key + " is not a key; --help lists them");
        Map<Key, String> values = new HashMap<>();
        for (Key key : Key.values()) {
            String value = environment
                    .getOrDefault(key.name(), file.getOrDefault(key.name(), key.fallback))
                    .strip();
            values.put(key, value);
        }
        Settings settings = new Settings(values);
        settings.check(faults);
        if (!faults.isEmpty()) throw new Invalid(faults);
        return settings;
    }

    private static java.util.stream.Stream<String> keys() {
        return java.util.Arrays.stream(Key.values()).map(Key::name);
    }

    private static Map<String, String> file(Path path) {
        Map<String, String> values = new HashMap<>();
        if (!Files.exists(path)) return values;
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Invalid(List.of(path + " cannot be read: " + e.getMessage()));
        }
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    private void check(List<String> faults) {
        number(Key.SMTP_CONNECTIONS, 1, 64, faults);
        number(Key.POSTLUDE_PORT, 0, HIGHEST_PORT, faults);
        number(Key.POSTLUDE_MAX_BODY_BYTES, 1_024, 64 * 1_024 * 1_024, faults);
        oneOf(Key.POSTLUDE_TRUSTED_PROXY, List.of("true", "false"), faults);
        oneOf(Key.POSTLUDE_PRIVATE_ADDRESSES, List.of("true", "false"), faults);
        oneOf(Key.POSTLUDE_LOG, List.of("text", "json"), faults);
        if (!text(Key.POSTLUDE_URL).matches("(https?://[^\\s/]+)?"))
            faults.add("POSTLUDE_URL: give it like https://post.example.com, without a path");
        if (!text(Key.SMTP_URL).matches("(smtps?://\\S+)?"))
            faults.add("SMTP_URL: give it like smtp://user:password@host:587");
        for (Key folder : List.of(Key.MAIL_COPIES_URL, Key.MAIL_RETURNS_URL))
            if (!text(folder).matches("(imaps?://[^\\s:@/]+:[^\\s@/]+@\\S+)?"))
                faults.add(folder + ": give it like imaps://user:password@host/Folder");
        for (Key mailbox : List.of(Key.MAIL_COPIES_TO, Key.MAIL_RETURNS_TO))
            if (!text(mailbox).matches("([^\\s@<>]+@[^\\s@<>]+)?"))
                faults.add(mailbox + ": give one mail address, without a name");
        if (!text(Key.MAIL_FROM).matches("|[^\\r\\n]*@[^\\r\\n]*")) faults.add("MAIL_FROM: give a mail address");
        try {
            optional(Key.DATABASE_URL).ifPresent(url -> {
                DatabaseAddress parsed = DatabaseAddress.parse(url);
                if (parsed.user().isEmpty()) faults.add("DATABASE_URL: name a user");
            });
        } catch (IllegalArgumentException e) {
            faults.add("DATABASE_URL: " + e.getMessage());
        }
    }

    private void number(Key key, long least, long most, List<String> faults) {
        try {
            long value = Long.parseLong(text(key));
            if (value < least || value > most) faults.add(key + ": give a number from " + least + " to " + most);
        } catch (NumberFormatException e) {
            faults.add(key + ": give a number from " + least + " to " + most);
        }
    }

    private void oneOf(Key key, List<String> allowed, List<String> faults) {
        if (!allowed.contains(text(key))) faults.add(key + ": give one of " + String.join(", ", allowed));
    }

    public String text(Key key) {
        return values.getOrDefault(key, "");
    }

    public Optional<String> optional(Key key) {
        return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    public int integer(Key key) {
        return Integer.parseInt(text(key));
    }

    public boolean flag(Key key) {
        return Boolean.parseBoolean(text(key));
    }

    /** A copy with one value replaced: for command line options. */
    public Settings with(Key key, String value) {
        Map<Key, String> changed = new HashMap<>(values);
        changed.put(key, value);
        return new Settings(changed);
    }

    /** The configuration is wrong; each fault names its key. */
    public static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid(List<String> faults) {
            super(String.join(System.lineSeparator(), faults));
        }
    }
}
