package io.postlude.api;

import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.claims.ClaimAnswer;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimWish;
import io.postlude.claims.Claims;
import io.postlude.connectors.JsonFields;
import io.postlude.deliveries.Language;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.Asker;
import io.postlude.stores.Scope;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Reports what went wrong for a customer, with their words and photographs; what tracking knows is gathered as ever. */
final class ClaimRequests {
    private static final String BY = "program";
    private static final int WORD_LIMIT_CHARS = 40;
    private static final int REFERENCE_LIMIT_CHARS = 150;
    private static final int ITEMS_LIMIT = 200;
    private static final int PIECES_LIMIT = 10_000;

    private final Claims claims;
    private final Orders orders;

    ClaimRequests(Claims claims, Orders orders) {
        this.claims = claims;
        this.orders = orders;
    }

    List<Endpoint> all() {
        return List.of(new Endpoint(HandlerType.POST, "/api/v1/claims", Scope.RETURNS_WRITE, this::ask));
    }

    private Answer ask(Call call, Tx tx) {
        JsonFields body = call.body();
        String reference = body.needed("reference", REFERENCE_LIMIT_CHARS);
        OrderView order = order(call, tx, body.needed("order", 200))
                .flatMap(id -> orders.order(tx, call.store(), id))
                .orElseThrow(Refusal::notFound);
        Optional<ClaimKind> kind = ClaimKind.of(body.needed("kind", WORD_LIMIT_CHARS));
        if (kind.isEmpty()) body.fault("kind", "is not known");
        String told = Objects.requireNonNullElse(body.text("wish", WORD_LIMIT_CHARS), ClaimWish.ANY.word());
        Optional<ClaimWish> wish = ClaimWish.of(told);
        if (wish.isEmpty()) body.fault("wish", "must be any, refund, replace or repair");
        String words = Objects.requireNonNullElse(body.text("words", ClaimAsk.WORDS_LIMIT_CHARS), "");
        String language = Objects.requireNonNullElse(body.text("language", WORD_LIMIT_CHARS), "en");
        List<ClaimAsk.Part> parts = parts(body, order);
        List<byte[]> photos = photos(body);
        call.faults().refuseIfAny();
        return answered(claims.ask(
                tx,
                call.store(),
                new ClaimAsk(
                        order.id(),
                        kind.orElseThrow(),
                        parts,
                        wish.orElseThrow(),
                        words,
                        Language.of(language),
                        photos,
                        new Asker(Asker.Channel.API, "api " + reference, BY))));
    }

    private static List<ClaimAsk.Part> parts(JsonFields body, OrderView order) {
        List<ClaimAsk.Part> parts = new ArrayList<>();
        for (JsonFields item : body.objects("items", ITEMS_LIMIT)) {
            String reference = item.needed("item", 200);
            Integer quantity = item.whole("quantity", 1, PIECES_LIMIT);
            String serial = item.text("serial", ClaimAsk.SERIAL_LIMIT_CHARS);
            Optional<OrderView.Line> line = order.lines().stream()
                    .filter(one -> one.reference().equals(reference))
                    .findFirst();
            if (line.isEmpty()) item.fault("item", "is no item of this order");
            else parts.add(new ClaimAsk.Part(line.get().id(), quantity == null ? 1 : quantity, serial));
        }
        return parts;
    }

    /** Base64, as JSON can carry them; what is no photograph is told by its content. */
    private static List<byte[]> photos(JsonFields body) {
        List<byte[]> photos = new ArrayList<>();
        for (String one : body.texts("photos")) {
            try {
                photos.add(Base64.getDecoder().decode(one));
            } catch (IllegalArgumentException e) {
                body.fault("photos", "must be base64");
            }
        }
        return photos;
    }

    private static Answer answered(ClaimAnswer answer) {
        return switch (answer) {
            case ClaimAnswer.Done done ->
                done.fresh()
                        ? Answer.created(ClaimEndpoints.whole(done.view()))
                        : Answer.ok(ClaimEndpoints.whole(done.view()));
            case ClaimAnswer.Denied denied ->
                throw new Refusal(Problem.of(
                                422,
                                "claim-refused",
                                "This cannot be reported like that",
                                "The error says what stands in the way.")
                        .with(List.of(new Problem.FieldError(
                                denied.pointer(),
                                denied.why().name().toLowerCase(Locale.ROOT)
                                        + (denied.day() == null ? "" : ": " + denied.day())))));
        };
    }

    private Optional<OrderId> order(Call call, Tx tx, String reference) {
        Optional<OrderId> ours = OrderEndpoints.ours(reference);
        return ours.isPresent() ? ours : orders.byReference(tx, call.store(), OrderEndpoints.source(call), reference);
    }
}
