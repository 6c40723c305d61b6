package io.postlude.portal;

import io.javalin.http.Context;
import io.postlude.kernel.PublicId;
import io.postlude.orders.LineId;
import io.postlude.orders.VariantId;
import io.postlude.returns.Method;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.Wear;
import io.postlude.returns.Wish;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What came with the form; what is not understood counts as not said. Prices are not among it. */
record ReturnForm(Map<LineId, Choice> chosen, @Nullable Method method, String key) {
    static final ReturnForm EMPTY = new ReturnForm(Map.of(), null, "");
    private static final int LINES_LIMIT = 200;
    private static final int KEY_LIMIT_CHARS = 60;

    /** For one line; {@code checked} where it is to come back. */
    record Choice(
            boolean checked,
            int quantity,
            @Nullable Reason reason,
            String detail,
            @Nullable Wear wear,
            Remedy.@Nullable Kind remedy,
            @Nullable VariantId variant,
            @Nullable VariantId shop,
            String words) {}

    static ReturnForm of(Context context) {
        Map<LineId, Choice> chosen = new HashMap<>();
        List<String> items = context.formParams("item");
        for (String name :
                context.formParams("line").stream().limit(LINES_LIMIT).toList())
            line(name).ifPresent(line -> chosen.put(line, choice(context, name, items.contains(name))));
        String key = text(context, "key", KEY_LIMIT_CHARS);
        return new ReturnForm(chosen, Method.of(text(context, "method", 20)).orElse(null), key);
    }

    private static Choice choice(Context context, String line, boolean checked) {
        String[] reason = text(context, "reason-" + line, 60).split(":", 2);
        VariantId picked = picked(context, line);
        return new Choice(
                checked,
                quantity(text(context, "quantity-" + line, 6)),
                Reason.of(reason[0]).orElse(null),
                reason.length == 2 ? reason[1] : "",
                Wear.of(text(context, "wear-" + line, 20)).orElse(null),
                picked != null
                        ? Remedy.Kind.SHOP
                        : Remedy.Kind.of(text(context, "remedy-" + line, 20)).orElse(null),
                variant(text(context, "variant-" + line, 40)),
                picked != null ? picked : variant(text(context, "shop-" + line, 40)),
                text(context, "words-" + line, Wish.WORDS_LIMIT_CHARS));
    }

    /** What was just taken from the catalogue for a line: that is then what the customer wants for it. */
    private static @Nullable VariantId picked(Context context, String line) {
        return line.equals(text(context, "for", 40)) ? variant(text(context, "pick", 40)) : null;
    }

    private static @Nullable VariantId variant(String text) {
        OptionalLong value = PublicId.parse(VariantId.PREFIX, text);
        return value.isPresent() ? new VariantId(value.getAsLong()) : null;
    }

    private static int quantity(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 1;
    }

    private static Optional<LineId> line(String text) {
        OptionalLong value = PublicId.parse(LineId.PREFIX, text);
        return value.isPresent() ? Optional.of(new LineId(value.getAsLong())) : Optional.empty();
    }

    private static String text(Context context, String name, int limitChars) {
        String given = Optional.ofNullable(context.formParam(name)).orElse("").strip();
        return given.length() > limitChars ? given.substring(0, limitChars) : given;
    }

    List<Wish> wishes() {
        return chosen.entrySet().stream()
                .filter(entry -> entry.getValue().checked())
                .map(entry -> wish(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Wish wish(LineId line, Choice choice) {
        return new Wish(
                line,
                choice.quantity(),
                choice.reason() == null ? Reason.OTHER : choice.reason(),
                choice.detail(),
                choice.words().isEmpty() ? null : choice.words(),
                choice.wear(),
                choice.remedy(),
                choice.remedy() == Remedy.Kind.EXCHANGE
                        ? choice.variant()
                        : choice.remedy() == Remedy.Kind.SHOP ? choice.shop() : null);
    }
}
