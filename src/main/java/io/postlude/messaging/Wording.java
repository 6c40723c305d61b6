package io.postlude.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.postlude.customers.Channel;
import java.util.List;

/** What a message other than a mail says, rendered; each channel has its own form. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Wording.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Wording.Template.class, name = "template"),
    @JsonSubTypes.Type(value = Wording.Notice.class, name = "notice")
})
public sealed interface Wording {
    /** The whole of it as a person reads it: for the outbox, the console and a copy for the customer. */
    String text();

    /** Whether a channel can carry it. */
    boolean fits(Channel channel);

    /** Free text: SMS, or WhatsApp while the customer's own message is less than 24 hours old. */
    record Text(String text) implements Wording {
        /** Ten segments of UCS-2 and what providers take at most. */
        static final int LIMIT_CHARS = 1_600;

        public Text {
            if (text.isBlank() || text.length() > LIMIT_CHARS)
                throw new IllegalArgumentException("a text has 1 to 1,600 characters");
        }

        @Override
        public boolean fits(Channel channel) {
            return channel == Channel.SMS || channel == Channel.WHATSAPP;
        }
    }

    /** What a message on WhatsApp is for, in the words of its rules; it decides price and what the text may hold. */
    enum Category {
        UTILITY,
        MARKETING,
        AUTHENTICATION
    }

    /**
     * A template that WhatsApp approved.
     *
     * @param language as it was approved, such as {@code de} or {@code en_US}
     * @param values for {{1}}, {{2}}, ... in that order
     * @param text what it reads with the values in their places
     */
    record Template(String name, String language, Category category, List<String> values, String text)
            implements Wording {
        public Template {
            if (!name.matches("[a-z0-9_]{1,512}")) throw new IllegalArgumentException("not a template's name");
            if (!language.matches("[a-z]{2,3}(_[A-Z]{2})?"))
                throw new IllegalArgumentException("not a template's language");
            values = List.copyOf(values);
        }

        @Override
        public boolean fits(Channel channel) {
            return channel == Channel.WHATSAPP;
        }
    }

    /** A notice on the screen of a telephone or computer. {@code link} is where a tap leads. */
    record Notice(String title, String body, String link) implements Wording {
        private static final int LIMIT_CHARS = 500;

        public Notice {
            if (title.isBlank() || title.length() + body.length() > LIMIT_CHARS)
                throw new IllegalArgumentException("a notice has a title, and 500 characters at most");
            if (!link.matches("https?://\\S{1,1000}")) throw new IllegalArgumentException("a notice leads to a page");
        }

        @Override
        public String text() {
            return title + "\n" + body + "\n" + link;
        }

        @Override
        public boolean fits(Channel channel) {
            return channel == Channel.PUSH;
        }
    }
}
