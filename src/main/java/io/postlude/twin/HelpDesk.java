package io.postlude.twin;

import java.util.List;

/** The store's help desk: each question somebody asks it is handed in, and that it was answered. */
final class HelpDesk implements Voice {
    private static final List<String> CHANNELS = List.of("email", "email", "email", "chat", "phone", "social");

    private static final int LEAST_MINUTES = 2;
    private static final int MINUTES_SPREAD = 12;

    private final ApiVoice api;
    private final boolean shopify;

    /** {@code shopify}: orders are known by the shop system's numbers. */
    HelpDesk(ApiVoice api, boolean shopify) {
        this.api = api;
        this.shopify = shopify;
    }

    @Override
    public List<Sending> say(Happening happening) {
        return switch (happening) {
            case Happening.QuestionAsked asked ->
                List.of(api.send("POST", "contacts" + (shopify ? "?source=shopify" : ""), question(asked))
                        .building());
            case Happening.QuestionAnswered answered ->
                List.of(api.send(
                                "PUT",
                                "contacts/" + ticket(answered.question()) + "/answer",
                                new Fields().put("at", answered.at().toString()))
                        .building());
            default -> List.of();
        };
    }

    private Fields question(Happening.QuestionAsked asked) {
        OrderPlan order = asked.order();
        Dice dice = order.dice().on("question").on(asked.at().getEpochSecond());
        return new Fields()
                .put("reference", ticket(asked))
                .put("order", shopify ? Long.toString(order.shopNumber()) : order.name())
                .put("cause", cause(asked.cause()))
                .put("channel", CHANNELS.get(dice.on("channel").below(CHANNELS.size())))
                .put("at", asked.at().toString())
                .put(
                        "minutes",
                        Integer.toString(LEAST_MINUTES + dice.on("minutes").below(MINUTES_SPREAD)));
    }

    private static String ticket(Happening.QuestionAsked asked) {
        return asked.order().name() + "-" + asked.at().getEpochSecond();
    }

    private static String cause(Happening.Cause cause) {
        return switch (cause) {
            case LATE -> "late";
            case SILENT, CURIOUS -> "where_is_it";
            case PROBLEM -> "other";
        };
    }
}
