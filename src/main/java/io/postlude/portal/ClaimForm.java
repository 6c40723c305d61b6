package io.postlude.portal;

import io.javalin.http.Context;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimWish;
import io.postlude.kernel.PublicId;
import io.postlude.orders.LineId;
import io.postlude.returns.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a customer filled in about something that went wrong. */
record ClaimForm(@Nullable ClaimKind kind, Map<LineId, Choice> chosen, ClaimWish wish, String words, String key) {
    static final ClaimForm EMPTY = new ClaimForm(null, Map.of(), ClaimWish.ANY, "", "");
    private static final int LINES_LIMIT = 200;
    private static final int KEY_LIMIT_CHARS = 80;
    private static final int WORD_LIMIT_CHARS = 20;

    /** One thing. */
    record Choice(boolean checked, int quantity, String serial) {}

    /** Of these reasons a repair can come. */
    static boolean suits(Reason reason) {
        return reason == Reason.DEFECTIVE || reason == Reason.DAMAGED;
    }

    /** The address of the form, on which a repair of this thing is asked for already. */
    static String asking(String form, LineId line, Reason reason) {
        ClaimKind kind = reason == Reason.DAMAGED ? ClaimKind.DAMAGED : ClaimKind.DEFECT;
        return form + (form.contains("?") ? "&" : "?") + "item=" + line + "&kind=" + kind.word() + "&wish="
                + ClaimWish.REPAIR.word();
    }

    /** What the address of the form says already; nothing is taken by it. */
    static ClaimForm asked(Context context) {
        Map<LineId, Choice> chosen = new HashMap<>();
        query(context, "item").flatMap(ClaimForm::line).ifPresent(line -> chosen.put(line, new Choice(true, 1, "")));
        return new ClaimForm(
                query(context, "kind").flatMap(ClaimKind::of).orElse(null),
                chosen,
                query(context, "wish").flatMap(ClaimWish::of).orElse(ClaimWish.ANY),
                "",
                "");
    }

    private static Optional<String> query(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(text -> text.length() <= KEY_LIMIT_CHARS);
    }

    static ClaimForm of(Context context) {
        Map<LineId, Choice> chosen = new HashMap<>();
        List<String> items = context.formParams("item");
        for (String name :
                context.formParams("line").stream().limit(LINES_LIMIT).toList())
            line(name)
                    .ifPresent(line -> chosen.put(
                            line,
                            new Choice(
                                    items.contains(name),
                                    quantity(text(context, "quantity-" + name, 6)),
                                    text(context, "serial-" + name, ClaimAsk.SERIAL_LIMIT_CHARS))));
        return new ClaimForm(
                ClaimKind.of(text(context, "kind", WORD_LIMIT_CHARS)).orElse(null),
                chosen,
                ClaimWish.of(text(context, "wish", WORD_LIMIT_CHARS)).orElse(ClaimWish.ANY),
                text(context, "words", ClaimAsk.WORDS_LIMIT_CHARS),
                text(context, "key", KEY_LIMIT_CHARS));
    }

    static Optional<LineId> line(String text) {
        OptionalLong value = PublicId.parse(LineId.PREFIX, text);
        return value.isPresent() ? Optional.of(new LineId(value.getAsLong())) : Optional.empty();
    }

    private static int quantity(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 1;
    }

    static String text(Context context, String name, int limitChars) {
        String given = Optional.ofNullable(context.formParam(name)).orElse("").strip();
        return given.length() > limitChars ? given.substring(0, limitChars) : given;
    }

    List<ClaimAsk.Part> parts() {
        return chosen.entrySet().stream()
                .filter(entry -> entry.getValue().checked())
                .map(entry -> new ClaimAsk.Part(
                        entry.getKey(),
                        entry.getValue().quantity(),
                        entry.getValue().serial().isEmpty()
                                ? null
                                : entry.getValue().serial()))
                .toList();
    }
}
