package io.postlude.connectors;

import io.postlude.stores.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a body into statements: one mapping a source. */
final class Mappings {
    /** Clocks are wrong by hours, test shops by weeks; what lies further ahead would block every later word. */
    private static final Duration AHEAD_LIMIT = Duration.ofDays(366);

    private Mappings() {}

    /** What a body was read as. */
    sealed interface Reading {
        record Says(List<Statement> statements) implements Reading {}

        /** It will not be read better next time; {@code reason} is for a person. */
        record Unreadable(String reason) implements Reading {}
    }

    /**
     * What is known of a body beside it.
     *
     * @param sentAt when the sender says that it happened; it stays the same when they send it again. Null where they do not say
     * @param shop the domain of the shop that sent it; null where the sender names none
     */
    record Envelope(
            Source source,
            String topic,
            @Nullable String shop,
            Instant receivedAt,
            @Nullable Instant sentAt) {
        Envelope(Source source, String topic, @Nullable String shop, Instant receivedAt) {
            this(source, topic, shop, receivedAt, null);
        }

        /** When it was said, as far as that is known. */
        Instant saidAt() {
            return sentAt == null || sentAt.isAfter(receivedAt) ? receivedAt : sentAt;
        }
    }

    static Reading read(Envelope envelope, byte[] body) {
        Instant receivedAt = envelope.receivedAt();
        Faults faults = new Faults();
        try {
            JsonFields fields = JsonFields.parse(body, faults, receivedAt.plus(AHEAD_LIMIT));
            List<Statement> statements = switch (envelope.source()) {
                case SHOPIFY -> ShopifyMapping.read(envelope, fields);
                case WOOCOMMERCE -> WooMapping.read(envelope.topic(), fields);
                case AFTERSHIP -> AfterShipMapping.read(fields, receivedAt);
                case EASYPOST -> EasyPostMapping.read(fields, receivedAt);
                case SHIPPO -> ShippoMapping.read(fields, receivedAt);
                case SEVENTEENTRACK -> SeventeenTrackMapping.read(fields, receivedAt);
            };
            return faults.none() ? new Reading.Says(statements) : new Reading.Unreadable(faults.sentence());
        } catch (MalformedBody e) {
            return new Reading.Unreadable(e.getMessage() + ".");
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Reading.Unreadable("A value cannot be true: " + e.getMessage());
        }
    }
}
