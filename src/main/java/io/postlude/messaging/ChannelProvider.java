package io.postlude.messaging;

import io.postlude.customers.Channel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The border to one kind of provider. Messaging owns it, {@code connectors} has an adapter for each kind. */
public interface ChannelProvider extends AutoCloseable {
    /** In one stable word, such as {@code twilio}. */
    String kind();

    /** As people call it. */
    String title();

    Channel channel();

    /** What a store enters to use it, in the order of the form. */
    List<Entry> entries();

    /** What is wrong with what was entered, by name; asks the provider itself last. Empty where all is well. */
    Map<String, String> check(Account account);

    /** Hands over one message. Answers within a minute, whatever the provider does, and throws nothing. */
    Sending send(Account account, DueMessage message);

    /** Asks whether it has a message whose answer was lost; {@code others} knows the names of other messages of ours. */
    Known ask(Account account, DueMessage message, Predicate<String> others);

    /** What one message costs by the prices a store entered, in its currency; for what staff see only. */
    default BigDecimal cost(Account account, DueMessage message) {
        return BigDecimal.ZERO;
    }

    /** How many messages of one account may be under way at once. */
    default int atOnce() {
        return 8;
    }

    @Override
    default void close() {}

    /**
     * One field of the form.
     *
     * @param otherwise what stands where nothing is entered
     * @param choices what can be entered and how it is called, in their order; empty where anything can
     */
    record Entry(
            String name,
            String label,
            String hint,
            Keeping keeping,
            Need need,
            String otherwise,
            SequencedMap<String, String> choices) {
        public Entry(String name, String label, String hint, Keeping keeping, Need need, String otherwise) {
            this(name, label, hint, keeping, need, otherwise, new LinkedHashMap<>());
        }

        public static Entry needed(String name, String label, String hint) {
            return new Entry(name, label, hint, Keeping.PLAIN, Need.NEEDED, "");
        }

        public static Entry secret(String name, String label, String hint) {
            return new Entry(name, label, hint, Keeping.SEALED, Need.NEEDED, "");
        }

        public static Entry free(String name, String label, String hint, String otherwise) {
            return new Entry(name, label, hint, Keeping.PLAIN, Need.FREE, otherwise);
        }

        /** One of a few; the first stands where nothing is chosen. */
        public static Entry choice(String name, String label, String hint, List<Map.Entry<String, String>> some) {
            SequencedMap<String, String> choices = new LinkedHashMap<>();
            some.forEach(one -> choices.put(one.getKey(), one.getValue()));
            return new Entry(
                    name, label, hint, Keeping.PLAIN, Need.FREE, some.getFirst().getKey(), choices);
        }

        /** Who answers to STOP and HELP; {@code usual} stands first. */
        public static Entry answers(String usual) {
            List<Map.Entry<String, String>> both =
                    List.of(Map.entry("ours", "Postlude"), Map.entry("theirs", "The provider"));
            return choice(
                    "answers",
                    "Who answers STOP and HELP",
                    "One of the two, or people hear it twice.",
                    usual.equals("ours") ? both : both.reversed());
        }
    }

    /** Whether staff can read it again. */
    enum Keeping {
        PLAIN,
        SEALED
    }

    enum Need {
        NEEDED,
        FREE
    }

    /** What became of handing a message over. Reasons never hold the recipient. */
    sealed interface Sending {
        /** {@code ref} is the provider's name for it. */
        record Taken(String ref) implements Sending {}

        /** Not taken, surely; another provider may take it, or this one later. {@code rest}: leave this one alone so long. */
        record Later(String reason, @Nullable Duration rest) implements Sending {}

        /** The message or its recipient will never be taken, by anybody. {@code why} tells whether to write there again. */
        record Never(String reason, Suppressions.@Nullable Reason why) implements Sending {}

        /** It may have been taken. */
        record Unanswered(String reason) implements Sending {}
    }

    /** What a provider says when asked about a message. */
    sealed interface Known {
        record Taken(String ref) implements Known {}

        /** It surely never got it. */
        record NotTaken() implements Known {}

        /** It did not say, this time. */
        record NotSaid(String reason) implements Known {}

        /** It has no way to say. */
        record CannotSay() implements Known {}
    }
}
