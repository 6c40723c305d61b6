package io.postlude.api;

import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.kernel.Page;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductView;
import io.postlude.orders.VariantId;
import io.postlude.returns.Answer;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Denial;
import io.postlude.returns.GiftRecipient;
import io.postlude.returns.Method;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnQuery;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.ReturnsModule;
import io.postlude.returns.Stage;
import io.postlude.returns.StrayId;
import io.postlude.returns.Strays;
import io.postlude.returns.Wear;
import io.postlude.returns.Wish;
import io.postlude.stores.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asking for returns, for any storefront that wants to draw them itself; what is done with them stands in {@link ReturnDeedEndpoints}. */
final class ReturnEndpoints {
    private static final String BY = "api";
    private static final int REFERENCE_LIMIT_CHARS = 150;
    private static final int ITEMS_LIMIT = 200;
    private static final int PIECES_LIMIT = 10_000;
    private static final int WORD_LIMIT_CHARS = 60;
    private static final int SKU_LIMIT_CHARS = 200;
    private static final int EMAIL_LIMIT_CHARS = 254;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    private final Returns returns;
    private final Strays strays;
    private final Orders orders;

    ReturnEndpoints(ReturnsModule module, Orders orders) {
        this.returns = module.returns();
        this.strays = module.strays();
        this.orders = orders;
    }

    List<Endpoint> all() {
        String one = "/api/v1/returns/{return}";
        return List.of(
                new Endpoint(
                        HandlerType.GET, "/api/v1/orders/{reference}/returnable", Scope.RETURNS_READ, this::returnable),
                new Endpoint(HandlerType.POST, "/api/v1/returns/quotes", Scope.RETURNS_READ, this::quote),
                new Endpoint(HandlerType.POST, "/api/v1/returns", Scope.RETURNS_WRITE, this::request),
                new Endpoint(HandlerType.GET, "/api/v1/returns", Scope.RETURNS_READ, this::list),
                new Endpoint(HandlerType.GET, one, Scope.RETURNS_READ, this::get),
                new Endpoint(HandlerType.POST, "/api/v1/stray-parcels", Scope.RETURNS_WRITE, this::stray));
    }

    private io.postlude.api.Answer returnable(Call call, Tx tx) {
        OrderId order = order(call, tx, call.path("reference")).orElseThrow(Refusal::notFound);
        return returns.offering(tx, call.store(), order)
                .map(offering -> io.postlude.api.Answer.ok(ReturnAnswer.returnable(offering)))
                .orElseThrow(Refusal::notFound);
    }

    private io.postlude.api.Answer quote(Call call, Tx tx) {
        Asked asked = asked(call, tx);
        return returns.quote(tx, call.store(), asked.ask())
                .map(quote -> io.postlude.api.Answer.ok(
                        ReturnAnswer.quote(quote, asked.order()).and(days(call, tx, asked))))
                .orElseThrow(Refusal::notFound);
    }

    /** When the carrier can come, to a draft that named no day. */
    private List<ReturnAnswer.Next> days(Call call, Tx tx, Asked asked) {
        if (asked.ask().method() != Method.PICKUP || call.body().hasText("pickupDay")) return List.of();
        List<String> free = PickupEndpoints.free(tx, call, returns);
        return free.isEmpty() ? List.of() : List.of(new ReturnAnswer.Next("choose_pickup_day", "/pickupDay", free));
    }

    private io.postlude.api.Answer request(Call call, Tx tx) {
        JsonFields body = call.body();
        String reference = body.needed("reference", REFERENCE_LIMIT_CHARS);
        Asked asked = asked(call, tx);
        GiftRecipient recipient = asked.ask().gift() ? recipient(call) : null;
        Asker asker = new Asker(Asker.Channel.API, "api " + reference, BY, null, recipient);
        Answer answer = returns.request(tx, call.store(), asked.ask(), asker);
        return switch (answer) {
            case Answer.Denied(List<Denial> denials) -> throw refused(denials);
            case Answer.Done done -> {
                if (done.fresh())
                    PickupEndpoints.take(tx, call, returns, done.view().id());
                ReturnAnswer.Whole whole = ReturnAnswer.whole(done.view(), asked.order());
                yield done.fresh() ? io.postlude.api.Answer.created(whole) : io.postlude.api.Answer.ok(whole);
            }
        };
    }

    /** Whoever was given it and sends it back: the one who is told, and never the buyer. */
    private static GiftRecipient recipient(Call call) {
        JsonFields gift = call.body().object("gift");
        String email = gift.needed("email", EMAIL_LIMIT_CHARS).toLowerCase(Locale.ROOT);
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) gift.fault("email", "is no address to write to");
        String name = gift.text("name", SKU_LIMIT_CHARS);
        call.faults().refuseIfAny();
        return new GiftRecipient(email, name);
    }

    private record Asked(Ask ask, OrderView order) {}

    private Asked asked(Call call, Tx tx) {
        JsonFields body = call.body();
        String reference = body.needed("order", 200);
        OrderView order = order(call, tx, reference)
                .flatMap(id -> orders.order(tx, call.store(), id))
                .orElseThrow(Refusal::notFound);
        Optional<Method> method = Method.of(Objects.requireNonNullElse(body.text("method", WORD_LIMIT_CHARS), ""));
        if (body.hasText("method") && method.isEmpty()) body.fault("method", "is not known");
        List<Wish> wishes = new ArrayList<>();
        for (JsonFields item : body.objects("items", ITEMS_LIMIT)) {
            Optional<OrderView.Line> line = line(item, order);
            if (line.isPresent())
                wish(item, line.get(), variant(call, tx, item, line.get())).ifPresent(wishes::add);
        }
        call.faults().refuseIfAny();
        return new Asked(new Ask(order.id(), wishes, method.orElse(null), body.has("gift")), order);
    }

    private static Optional<OrderView.Line> line(JsonFields item, OrderView order) {
        String reference = item.needed("item", 200);
        Optional<OrderView.Line> line = order.lines().stream()
                .filter(one -> one.reference().equals(reference))
                .findFirst();
        if (line.isEmpty()) item.fault("item", "is no item of this order");
        return line;
    }

    /** The one to be had instead, by its stock keeping unit; without one it is another of the same. */
    private @Nullable VariantId variant(Call call, Tx tx, JsonFields item, OrderView.Line line) {
        String sku = item.text("sku", SKU_LIMIT_CHARS);
        if (Remedy.Kind.SHOP.word().equals(item.text("remedy", WORD_LIMIT_CHARS))) return shopped(call, tx, item, sku);
        if (sku == null || sku.equals(line.sku())) return line.variant();
        Optional<VariantId> found = orders.product(tx, call.store(), line.product()).stream()
                .flatMap(product -> product.variants().stream())
                .filter(variant -> sku.equals(variant.sku()))
                .map(ProductView.Variant::id)
                .findFirst();
        if (found.isEmpty()) item.fault("sku", "is none of the same product");
        return found.orElse(line.variant());
    }

    private @Nullable VariantId shopped(Call call, Tx tx, JsonFields item, @Nullable String sku) {
        if (sku == null) return null;
        List<VariantId> found =
                orders.variantsOfSkus(tx, call.store(), List.of(sku)).getOrDefault(sku, List.of());
        if (found.isEmpty()) item.fault("sku", "is none that the store sells");
        return found.isEmpty() ? null : found.getFirst();
    }

    private static Optional<Wish> wish(JsonFields item, OrderView.Line line, @Nullable VariantId instead) {
        Optional<Reason> reason = Reason.of(item.needed("reason", WORD_LIMIT_CHARS));
        if (reason.isEmpty()) item.fault("reason", "is not known");
        String told = Objects.requireNonNullElse(item.text("remedy", WORD_LIMIT_CHARS), "");
        Optional<Remedy.Kind> remedy = Remedy.Kind.of(told);
        if (!told.isEmpty() && remedy.isEmpty())
            item.fault("remedy", "must be refund, credit, exchange, shop, keep or donate");
        Optional<Wear> wear = Wear.of(Objects.requireNonNullElse(item.text("condition", WORD_LIMIT_CHARS), ""));
        if (item.has("condition") && wear.isEmpty())
            item.fault("condition", "must be unopened, unused, used or broken");
        Integer quantity = item.whole("quantity", 1, PIECES_LIMIT);
        String detail = item.text("detail", WORD_LIMIT_CHARS);
        return reason.map(why -> new Wish(
                line.id(),
                quantity == null ? 1 : quantity,
                why,
                Objects.requireNonNullElse(detail, ""),
                item.text("words", Wish.WORDS_LIMIT_CHARS),
                wear.orElse(null),
                remedy.orElse(null),
                remedy.orElse(Remedy.Kind.REFUND).isThing() ? instead : null));
    }

    /** Each denial at its place in the body. */
    private static Refusal refused(List<Denial> denials) {
        List<Problem.FieldError> errors = denials.stream()
                .map(denial -> new Problem.FieldError(
                        denial.pointer(),
                        denial.cause() == null
                                ? denial.kind().name().toLowerCase(Locale.ROOT)
                                : denial.kind().name().toLowerCase(Locale.ROOT) + ": "
                                        + denial.cause().word()))
                .toList();
        return new Refusal(Problem.of(
                        422,
                        "return-refused",
                        "This cannot be sent back like that",
                        "Each error says what stands in the way; ask for a quote to see what is possible.")
                .with(errors));
    }

    record ReturnList(List<ReturnAnswer.Whole> returns) {}

    private io.postlude.api.Answer list(Call call, Tx tx) {
        Page<ReturnView> page =
                returns.list(tx, call.store(), new ReturnQuery(stages(call), call.cursor(), call.limit()));
        call.next(page.next());
        return io.postlude.api.Answer.ok(new ReturnList(page.rows().stream()
                .map(view -> ReturnAnswer.whole(view, orderOf(call, tx, view)))
                .toList()));
    }

    private static Set<Stage> stages(Call call) {
        String asked = call.context().queryParam("stage");
        if (asked == null) return Set.of();
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.name().toLowerCase(Locale.ROOT).equals(asked))
                .findFirst()
                .map(Set::of)
                .orElseThrow(() -> Refusal.invalid(List.of(new Problem.FieldError("/query/stage", "is no stage"))));
    }

    private io.postlude.api.Answer get(Call call, Tx tx) {
        ReturnView view = ReturnId.parse(call.path("return"))
                .flatMap(id -> returns.find(tx, call.store(), id))
                .orElseThrow(Refusal::notFound);
        return io.postlude.api.Answer.ok(ReturnAnswer.whole(view, orderOf(call, tx, view)));
    }

    record Strayed(String id) {}

    private io.postlude.api.Answer stray(Call call, Tx tx) {
        JsonFields body = call.body();
        String found = body.needed("found", Strays.WORDS_LIMIT_CHARS);
        String said = Objects.requireNonNullElse(body.text("said", Strays.WORDS_LIMIT_CHARS), "");
        call.faults().refuseIfAny();
        StrayId id = strays.arrived(tx, call.store(), new Strays.Arrived(said, found, BY));
        return io.postlude.api.Answer.created(new Strayed(id.toString()));
    }

    private OrderView orderOf(Call call, Tx tx, ReturnView view) {
        return orders.order(tx, call.store(), view.order()).orElseThrow();
    }

    private Optional<OrderId> order(Call call, Tx tx, String reference) {
        Optional<OrderId> ours = OrderEndpoints.ours(reference);
        return ours.isPresent() ? ours : orders.byReference(tx, call.store(), OrderEndpoints.source(call), reference);
    }
}
