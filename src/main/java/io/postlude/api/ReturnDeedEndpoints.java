package io.postlude.api;

import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Money;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.Answer;
import io.postlude.returns.Denial;
import io.postlude.returns.Disposition;
import io.postlude.returns.Grade;
import io.postlude.returns.LabelPaper;
import io.postlude.returns.PayoutId;
import io.postlude.returns.PieceId;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Returns.Word;
import io.postlude.returns.ReturnsModule;
import io.postlude.stores.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What is done with a return that was asked for: by the customer's storefront, the warehouse's and the shop's programs. */
final class ReturnDeedEndpoints {
    private static final String BY = "api";
    private static final int PIECES_LIMIT = 200;
    private static final int WORD_LIMIT_CHARS = 60;
    private static final int WORDS_LIMIT_CHARS = 1_000;

    private final ReturnsModule module;
    private final Returns returns;
    private final Orders orders;

    ReturnDeedEndpoints(ReturnsModule module, Orders orders) {
        this.module = module;
        this.returns = module.returns();
        this.orders = orders;
    }

    /** A deed about pieces; none named: all it can be about. */
    private interface Deed {
        Answer run(Tx tx, StoreId store, ReturnId id, Word word);
    }

    List<Endpoint> all() {
        return List.of(
                endpoint("cancellation", returns::callOff),
                endpoint("approval", returns::approve),
                endpoint("refusal", returns::refuse),
                endpoint("reception", returns::receive),
                endpoint("absence", returns::missing),
                endpoint("acceptance", returns::take),
                endpoint("acceptance-reversal", returns::takeBack),
                endpoint("decline", returns::decline),
                endpoint("sending-back", returns::sendBack),
                endpoint("dispatch", (tx, store, id, word) -> returns.shipped(tx, store, id, word.by())),
                endpoint("inspection", this::inspect),
                endpoint("parcel", this::parcel),
                endpoint("label", this::label),
                endpoint("payouts/{payout}/receipt", this::given));
    }

    private static Endpoint endpoint(String noun, Work work) {
        return new Endpoint(HandlerType.POST, "/api/v1/returns/{return}/" + noun, Scope.RETURNS_WRITE, work::run);
    }

    private interface Work {
        io.postlude.api.Answer run(Call call, Tx tx);
    }

    private Endpoint endpoint(String noun, Deed deed) {
        return endpoint(noun, (call, tx) -> {
            ReturnId id = id(call, tx);
            Word word = word(call);
            return answer(call, tx, deed.run(tx, call.store(), id, word));
        });
    }

    private ReturnId id(Call call, Tx tx) {
        return ReturnId.parse(call.path("return"))
                .filter(known -> returns.find(tx, call.store(), known).isPresent())
                .orElseThrow(Refusal::notFound);
    }

    private static Word word(Call call) {
        JsonFields body = call.body();
        List<PieceId> pieces = new ArrayList<>();
        List<String> told = body.texts("pieces");
        for (int i = 0; i < Math.min(told.size(), PIECES_LIMIT); i++) {
            Optional<PieceId> piece = PieceId.parse(told.get(i));
            if (piece.isEmpty()) body.fault("pieces/" + i, "is no piece, pce_...");
            piece.ifPresent(pieces::add);
        }
        Word word = new Word(pieces, BY, Optional.ofNullable(body.text("why", WORDS_LIMIT_CHARS)));
        call.faults().refuseIfAny();
        return word;
    }

    private io.postlude.api.Answer inspect(Call call, Tx tx) {
        ReturnId id = id(call, tx);
        JsonFields body = call.body();
        ReturnView view = returns.find(tx, call.store(), id).orElseThrow();
        Optional<PieceId> piece = PieceId.parse(body.needed("piece", WORD_LIMIT_CHARS));
        if (piece.isEmpty()) body.fault("piece", "is no piece, pce_...");
        Grade grade = word(body, "grade", Grade.values());
        Disposition disposition = word(body, "disposition", Disposition.values());
        Money deduction = body.amountOrZero("deduction", view.currency());
        Optional<String> words = Optional.ofNullable(body.text("words", WORDS_LIMIT_CHARS));
        Optional<String> lot = Optional.ofNullable(body.text("lot", ReturnsModule.LOT_LIMIT_CHARS));
        boolean take = body.flag("take", true);
        call.faults().refuseIfAny();
        var finding = new Returns.Finding(piece.orElseThrow(), grade, disposition, take, deduction.minor(), words, BY);
        io.postlude.api.Answer answer = answer(call, tx, returns.grade(tx, call.store(), id, finding));
        lot.ifPresent(batch -> module.lot(tx, call.store(), finding.piece(), batch));
        return answer;
    }

    private static <T extends Enum<T>> T word(JsonFields body, String name, T[] known) {
        String told = body.needed(name, WORD_LIMIT_CHARS);
        for (T value : known) if (ReturnAnswer.word(value).equals(told)) return value;
        String words =
                String.join(", ", Arrays.stream(known).map(ReturnAnswer::word).toList());
        if (!told.isEmpty()) body.fault(name, "must be one of " + words);
        return known[0];
    }

    private io.postlude.api.Answer parcel(Call call, Tx tx) {
        ReturnId id = id(call, tx);
        String number = call.body().needed("trackingNumber", WORD_LIMIT_CHARS);
        call.faults().refuseIfAny();
        return answer(call, tx, returns.parcelIs(tx, call.store(), id, number));
    }

    private io.postlude.api.Answer label(Call call, Tx tx) {
        LabelPaper label =
                returns.labels().paper(tx, call.store(), id(call, tx)).orElseThrow(() -> notNow(Denial.Kind.NOT_NOW));
        return io.postlude.api.Answer.ok(ReturnAnswer.label(label));
    }

    private io.postlude.api.Answer given(Call call, Tx tx) {
        ReturnId id = id(call, tx);
        PayoutId payout = PayoutId.parse(call.path("payout"))
                .filter(one -> returns.find(tx, call.store(), id).stream()
                        .flatMap(view -> view.payouts().stream())
                        .anyMatch(known -> known.id().equals(one)))
                .orElseThrow(Refusal::notFound);
        Optional<String> reference = Optional.ofNullable(call.body().text("reference", WORDS_LIMIT_CHARS));
        call.faults().refuseIfAny();
        return answer(call, tx, returns.given(tx, call.store(), payout, new Returns.Gift(reference, BY)));
    }

    private io.postlude.api.Answer answer(Call call, Tx tx, Answer answer) {
        return switch (answer) {
            case Answer.Denied(List<Denial> denials) ->
                throw notNow(denials.getFirst().kind());
            case Answer.Done done -> {
                OrderView order =
                        orders.order(tx, call.store(), done.view().order()).orElseThrow();
                yield io.postlude.api.Answer.ok(ReturnAnswer.whole(done.view(), order));
            }
        };
    }

    static Refusal notNow(Denial.Kind kind) {
        return new Refusal(Problem.of(
                409,
                "return-not-now",
                "As the return stands this cannot be done",
                "Look at its actions. Reason: "
                        + Objects.requireNonNull(kind).name().toLowerCase(Locale.ROOT) + "."));
    }
}
