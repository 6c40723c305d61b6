package io.postlude.connectors;

import io.postlude.stores.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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

    static Reading read(Source source, String topic, byte[] body, Instant receivedAt) {
        Faults faults = new Faults();
        try {
            JsonFields fields = JsonFields.parse(body, faults, receivedAt.plus(AHEAD_LIMIT));
            List<Statement> statements = switch (source) {
                case SHOPIFY -> ShopifyMapping.read(topic, fields, receivedAt);
                case WOOCOMMERCE -> WooMapping.read(topic, fields);
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
