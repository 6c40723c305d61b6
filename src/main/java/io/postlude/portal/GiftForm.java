package io.postlude.portal;

import io.javalin.http.Context;
import io.postlude.deliveries.Words;
import io.postlude.returns.GiftRecipient;
import java.util.Locale;
import java.util.Optional;

/** Who says they were given a thing; {@code sent} where the form came with it. */
record GiftForm(String email, String name, boolean sent) {
    private static final int LIMIT_CHARS = 254;

    static GiftForm of(Context context) {
        return new GiftForm(
                text(context, "gift-email").toLowerCase(Locale.ROOT),
                text(context, "gift-name"),
                "commit".equals(context.formParam("do")));
    }

    private static String text(Context context, String name) {
        String given = Optional.ofNullable(context.formParam(name))
                .orElse("")
                .replaceAll("\\s+", " ")
                .strip();
        return given.substring(0, Math.min(given.length(), LIMIT_CHARS));
    }

    boolean isRight() {
        return LookupRoutes.EMAIL.matcher(email).matches();
    }

    GiftRecipient recipient() {
        return new GiftRecipient(email, name.isEmpty() ? null : name);
    }

    /** As it was filled in; what is wrong is told once it was sent. */
    ReturnFormPage.Recipient page(Words words) {
        return new ReturnFormPage.Recipient(
                new LookupPage.Field(email, sent && !isRight() ? words.get("lookup.email.wrong") : null),
                new LookupPage.Field(name, null));
    }
}
