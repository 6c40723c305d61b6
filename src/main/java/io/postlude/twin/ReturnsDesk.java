package io.postlude.twin;

import java.util.List;

/**
 * The program beside a Shopify shop that makes return labels and knows which carrier takes a parcel over: Shopify's own
 * webhooks have no word for either.
 */
final class ReturnsDesk implements Voice {
    private static final String SHOPIFY = "shopify";

    private final ApiVoice api;

    ReturnsDesk(ApiVoice api) {
        this.api = api;
    }

    @Override
    public List<Sending> say(Happening happening) {
        return switch (happening) {
            case Happening.ReturnSent sent ->
                List.of(ParcelCall.back(reference(sent.order()), sent.order(), sent.parcel())
                        .from(SHOPIFY)
                        .send(api, sent.at()));
            case Happening.ParcelHandedOn on ->
                List.of(ParcelCall.handedOn(reference(on.order()), on.order(), on.parcel())
                        .from(SHOPIFY)
                        .send(api, on.at()));
            default -> List.of();
        };
    }

    private static String reference(OrderPlan order) {
        return Long.toString(order.shopNumber());
    }
}
