package io.postlude.messaging;

import io.postlude.deliveries.Language;
import io.postlude.deliveries.News;
import io.postlude.stores.Brand;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A mail with news of a delivery, in the words its page has too. */
public record DeliveryMail(
        News news, Reader reader, Links links, @Nullable Word word) {
    public DeliveryMail(News news, Reader reader, Links links) {
        this(news, reader, links, null);
    }

    /** What a person of the staff adds in their own words, and who it is. */
    public record Word(String text, String author) {
        public static final int TEXT_LIMIT_CHARS = 600;

        public Word {
            if (text.isBlank() || text.length() > TEXT_LIMIT_CHARS)
                throw new IllegalArgumentException("a word of one's own has 1 to 600 characters");
        }
    }

    /** Who reads it; without a given name the greeting is left out. */
    public record Reader(@Nullable String givenName, Language language, ZoneId zone) {}

    /**
     * Where it leads; all begin with https (or http in a demo).
     *
     * @param site the installation's own address, without a slash at the end: pictures with a path of ours get it in front
     * @param page the order's page
     * @param preferences where one chooses how the store writes; absent where there is nothing to choose
     * @param unsubscribe the one-click address (RFC 8058) for what is not strictly service; absent for what is
     */
    public record Links(
            String site,
            String page,
            @Nullable String preferences,
            @Nullable String unsubscribe) {}

    /** What its row is called. */
    public String kind() {
        return "delivery_" + news.kind().code();
    }

    /** Subject, HTML, text and headers, as of a moment. */
    public OutgoingMail.Content render(Brand brand, Instant now) {
        return DeliveryLetter.content(this, brand, now);
    }
}
