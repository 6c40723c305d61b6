package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import io.postlude.returns.Charge;
import io.postlude.returns.Decision;
import io.postlude.returns.Denial;
import io.postlude.returns.Label;
import io.postlude.returns.LabelPaper;
import io.postlude.returns.LabelPdf;
import io.postlude.returns.LabelText;
import io.postlude.returns.LabelZpl;
import io.postlude.returns.Method;
import io.postlude.returns.Offering;
import io.postlude.returns.Payout;
import io.postlude.returns.Postage;
import io.postlude.returns.Quote;
import io.postlude.returns.Reason;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Returns as the API tells them: our ids in print, amounts as decimals, words in small letters. */
final class ReturnAnswer {
    private ReturnAnswer() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Returnable(
            String order, int policyVersion, @Nullable LocalDate until, List<Thing> items) {}

    record Thing(String item, String title, int quantity, List<Why> reasons) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Why(
            String reason,
            boolean allowed,
            boolean needsPerson,
            String rule,
            @Nullable LocalDate until,
            List<Step> trace) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(String rule, String look, @Nullable LocalDate day) {}

    static Returnable returnable(Offering offering) {
        return new Returnable(
                offering.order().id().toString(),
                offering.policyVersion(),
                offering.until(),
                offering.things().stream()
                        .map(thing -> new Thing(
                                thing.line().reference(),
                                thing.line().title(),
                                thing.free(),
                                thing.reasons().stream()
                                        .map(answered -> why(answered.reason().word(), answered.decision()))
                                        .toList()))
                        .toList());
    }

    private static Why why(String reason, Decision decision) {
        return new Why(
                reason,
                decision.isAllowed(),
                decision.needsPerson(),
                decision.rule(),
                decision.until(),
                steps(decision));
    }

    private static List<Step> steps(Decision decision) {
        return decision.trace().stream()
                .map(step -> new Step(step.rule(), word(step.look()), step.day()))
                .toList();
    }

    /** The built-in label, or a carrier's; {@code state} is coming while it is being bought. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Printed(
            String state,
            @Nullable String code,
            @Nullable List<String> from,
            @Nullable List<String> to,
            @Nullable String about,
            @Nullable String carrier,
            @Nullable String number,
            @Nullable String type,
            @Nullable String pdf,
            @Nullable String zpl) {}

    /** The label as a document in base 64, and the built-in one in the language of label printers too. */
    static Printed label(LabelPaper paper) {
        return switch (paper) {
            case LabelPaper.Drawn(LabelText text) ->
                new Printed(
                        "ready",
                        text.code(),
                        text.from(),
                        text.to(),
                        text.about(),
                        null,
                        null,
                        "application/pdf",
                        Base64.getEncoder().encodeToString(LabelPdf.of(text)),
                        LabelZpl.of(text));
            case LabelPaper.Bought(Label label, Postage.Document document) ->
                new Printed(
                        "ready",
                        null,
                        null,
                        null,
                        null,
                        label.carrier(),
                        label.number(),
                        document.type(),
                        Base64.getEncoder().encodeToString(document.bytes()),
                        null);
            case LabelPaper.Coming _ -> new Printed("coming", null, null, null, null, null, null, null, null, null);
        };
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Quoted(
            boolean possible,
            String currency,
            boolean needsPerson,
            @Nullable LocalDate sendBy,
            List<String> methods,
            List<QuotedItem> items,
            String refund,
            String credit,
            String exchange,
            String fee,
            String onTop,
            List<Next> next,
            List<Blocked> problems) {
        /** With more that can be done. */
        Quoted and(List<Next> more) {
            if (more.isEmpty()) return this;
            List<Next> all = new ArrayList<>(next);
            all.addAll(more);
            return new Quoted(
                    possible,
                    currency,
                    needsPerson,
                    sendBy,
                    methods,
                    items,
                    refund,
                    credit,
                    exchange,
                    fee,
                    onTop,
                    all,
                    problems);
        }
    }

    /** One thing that can be done with the draft; {@code options} are what may be chosen, {@code pointer} where it goes. */
    record Next(String action, String pointer, List<String> options) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QuotedItem(String item, String rule, @Nullable LocalDate until, List<Step> trace, List<Offered> offers) {}

    record Offered(String remedy, String amount, String bonus) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Blocked(String pointer, String kind, @Nullable String cause) {}

    static Quoted quote(Quote quote, OrderView order) {
        return new Quoted(
                quote.isPossible(),
                quote.currency().getCurrencyCode(),
                quote.needsPerson(),
                quote.sendBy(),
                quote.methods().stream().map(Method::word).toList(),
                quote.items().stream()
                        .map(item -> new QuotedItem(
                                reference(order, item.wish().line()),
                                item.decision().rule(),
                                item.decision().until(),
                                steps(item.decision()),
                                item.offers().stream()
                                        .map(offer -> new Offered(
                                                offer.remedy().kind().word(),
                                                offer.amount().decimal(),
                                                offer.bonus().decimal()))
                                        .toList()))
                        .toList(),
                quote.refund().decimal(),
                quote.credit().decimal(),
                quote.exchanged().decimal(),
                quote.fee().decimal(),
                quote.charge().decimal(),
                next(quote),
                quote.denials().stream().map(ReturnAnswer::blocked).toList());
    }

    /** What a storefront would ask its customer next. */
    private static List<Next> next(Quote quote) {
        List<Next> next = new ArrayList<>();
        if (quote.isPossible()) next.add(new Next("commit", "", List.of()));
        if (quote.items().isEmpty()) next.add(new Next("add_item", "/items", List.of()));
        for (int i = 0; i < quote.items().size(); i++) {
            Quote.Item item = quote.items().get(i);
            if (!item.offers().isEmpty())
                next.add(new Next(
                        "choose_remedy",
                        "/items/" + i + "/remedy",
                        item.offers().stream()
                                .map(offer -> offer.remedy().kind().word())
                                .toList()));
            if (item.decision().then() instanceof Rule.Allow allow && allow.repair())
                next.add(new Next("claim_repair", "/items/" + i, List.of("repair")));
            if (!item.decision().isAllowed())
                next.add(new Next(
                        "choose_reason",
                        "/items/" + i + "/reason",
                        Arrays.stream(Reason.values()).map(Reason::word).toList()));
            next.add(new Next("remove_item", "/items/" + i, List.of()));
        }
        if (!quote.items().isEmpty() && !quote.methods().isEmpty())
            next.add(new Next(
                    "choose_method",
                    "/method",
                    quote.methods().stream().map(Method::word).toList()));
        return next;
    }

    private static Blocked blocked(Denial denial) {
        return new Blocked(
                denial.pointer(),
                word(denial.kind()),
                denial.cause() == null ? null : denial.cause().word());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whole(
            String id,
            String code,
            String order,
            String stage,
            String method,
            String currency,
            int policyVersion,
            Instant requestedAt,
            @Nullable LocalDate sendBy,
            @Nullable Instant arrivedAt,
            String refund,
            String credit,
            List<Piece> pieces,
            List<Given> payouts,
            @Nullable OnTop onTop,
            @Nullable Boolean gift,
            List<String> actions) {}

    /** What the customer pays on top for a dearer thing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OnTop(
            String id,
            String amount,
            String state,
            Instant dueAt,
            @Nullable String link,
            @Nullable Instant paidAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Piece(
            String id,
            String item,
            String reason,
            @Nullable String condition,
            String remedy,
            String travel,
            String verdict,
            String amount,
            String bonus,
            String deduction,
            @Nullable String grade,
            @Nullable String disposition,
            @Nullable String finding) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Given(
            String id,
            String kind,
            String amount,
            String state,
            @Nullable String reference,
            @Nullable Instant givenAt) {}

    static Whole whole(ReturnView view, OrderView order) {
        return new Whole(
                view.id().toString(),
                view.code(),
                view.order().toString(),
                word(view.stage()),
                view.method().word(),
                view.currency().getCurrencyCode(),
                view.policyVersion(),
                view.requestedAt(),
                view.sendBy(),
                view.arrivedAt(),
                view.owed(Payout.Kind.REFUND).decimal(),
                view.owed(Payout.Kind.CREDIT).decimal(),
                view.pieces().stream().map(piece -> piece(view, piece, order)).toList(),
                view.payouts().stream()
                        .map(payout -> new Given(
                                payout.id().toString(),
                                word(payout.kind()),
                                payout.amount().decimal(),
                                word(payout.state()),
                                payout.reference(),
                                payout.givenAt()))
                        .toList(),
                onTop(view.charge()),
                view.isGift() ? true : null,
                view.actions().stream().map(ReturnAnswer::word).sorted().toList());
    }

    private static @Nullable OnTop onTop(@Nullable Charge charge) {
        return charge == null
                ? null
                : new OnTop(
                        charge.id().toString(),
                        charge.amount().decimal(),
                        word(charge.state()),
                        charge.dueAt(),
                        charge.link(),
                        charge.paidAt());
    }

    private static Piece piece(ReturnView view, ReturnView.Piece piece, OrderView order) {
        return new Piece(
                piece.id().toString(),
                reference(order, piece.line()),
                piece.reason().word(),
                piece.wear() == null ? null : piece.wear().word(),
                piece.sums().kind().word(),
                word(piece.travel()),
                word(piece.verdict()),
                view.money(piece.sums().owed() - piece.deduction()).decimal(),
                view.money(piece.sums().bonus()).decimal(),
                view.money(piece.deduction()).decimal(),
                piece.grade() == null ? null : word(piece.grade()),
                piece.disposition() == null ? null : word(piece.disposition()),
                piece.finding());
    }

    private static String reference(OrderView order, LineId line) {
        return order.lines().stream()
                .filter(one -> one.id().equals(line))
                .map(OrderView.Line::reference)
                .findFirst()
                .orElse("");
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
