package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.claims.ClaimAnswer;
import io.postlude.claims.ClaimAnswer.Denied;
import io.postlude.claims.ClaimAnswer.Why;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimPhotos;
import io.postlude.claims.Claims;
import io.postlude.claims.Warranty;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.portal.ClaimFormWriter.Problem;
import io.postlude.portal.ClaimWriter.Wrong;
import io.postlude.returns.Asker;
import io.postlude.returns.Photos;
import io.postlude.returns.Returns;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Saying what went wrong, by plain forms under the order's own unguessable address; judged anew when it is sent. */
final class ClaimRoutes implements Web.Routes {
    private static final int TRIES = 30;
    private static final Duration PER = Duration.ofMinutes(10);
    private static final OrderDoor.Limit PICTURES = new OrderDoor.Limit(Photos.LIMIT_BYTES, ClaimPhotos.LIMIT_COUNT);
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9]{6,40}");

    private final OrderDoor door;
    private final ClaimReading reading;
    private final Ids ids;
    private final Pages pages = new Pages();
    private final Attempts byOrder = new Attempts(TRIES, PER);

    ClaimRoutes(OrderDoor door, ClaimReading reading, Ids ids) {
        this.door = door;
        this.reading = reading;
        this.ids = ids;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/t/{token}/claim", context -> form(context, ClaimForm.asked(context), null));
        routes.post("/t/{token}/claim", this::ask);
        routes.post("/t/{token}/registration", this::register);
        routes.get("/t/{token}/claims/{code}", context -> one(context, null));
        routes.post("/t/{token}/claims/{code}/answer", this::answer);
        routes.post("/t/{token}/claims/{code}/photos", this::photos);
        routes.post("/t/{token}/claims/{code}/number", this::number);
        routes.post("/t/{token}/claims/{code}/withdrawal", this::withdraw);
    }

    private void form(Context context, ClaimForm filled, @Nullable Problem problem) {
        form(context, filled, problem, false);
    }

    private void form(Context context, ClaimForm filled, @Nullable Problem problem, boolean badNumber) {
        Target target = door.target(context);
        ClaimReading.Form read = reading.form(target).orElseThrow(Refusal::notFound);
        String key = filled.key().isEmpty() ? ids.token() : filled.key();
        var stand = new ClaimFormWriter.Stand(read, filled, problem, badNumber);
        OrderDoor.send(context, pages.claimForm(new ClaimFormWriter(door.paper(context, target), stand).write(key)));
    }

    private void ask(Context context) {
        Target target = door.own(context);
        ClaimForm filled = ClaimForm.of(context);
        if (byOrder.waitMinutes("claim" + target) > 0) {
            context.status(HttpStatus.TOO_MANY_REQUESTS);
            form(context, filled, Problem.of(new Denied(Why.NOT_NOW, "", null)));
            return;
        }
        if (filled.kind() == null || filled.key().isEmpty()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(context, filled, Problem.NO_KIND);
            return;
        }
        var ask = new ClaimAsk(
                new OrderId(target.order()),
                filled.kind(),
                filled.parts(),
                filled.wish(),
                filled.words(),
                door.paper(context, target).words().language(),
                OrderDoor.files(context, "photo", PICTURES),
                new Asker(Asker.Channel.PORTAL, "page " + target.order() + " " + filled.key(), ClaimReading.CUSTOMER));
        switch (reading.ask(target, ask)) {
            case Denied denied -> {
                context.status(HttpStatus.UNPROCESSABLE_CONTENT);
                form(context, filled, Problem.of(denied));
            }
            case ClaimAnswer.Done done ->
                door.changed(context, target, "/claims/" + done.view().code());
        }
    }

    private void register(Context context) {
        Target target = door.own(context);
        Optional<LineId> line = ClaimForm.line(ClaimForm.text(context, "line", 40));
        String serial = ClaimForm.text(context, "serial", ClaimAsk.SERIAL_LIMIT_CHARS + 1);
        boolean kept = line.isPresent() && reading.register(target, new Warranty.Registering(line.get(), serial));
        if (kept) door.changed(context, target, "/claim");
        else {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(context, ClaimForm.EMPTY, null, true);
        }
    }

    private void one(Context context, @Nullable Wrong wrong) {
        Target target = door.target(context);
        ClaimReading.One read = reading.one(target, context.pathParam("code")).orElseThrow(Refusal::notFound);
        OrderDoor.send(context, pages.claim(new ClaimWriter(door.paper(context, target), read, wrong).write()));
    }

    private void answer(Context context) {
        Target target = door.own(context);
        String words = ClaimForm.text(context, "words", ClaimAsk.WORDS_LIMIT_CHARS);
        if (words.isBlank()) wrong(context, Wrong.WORDS);
        else
            changed(
                    context,
                    target,
                    (tx, store, view, claims) ->
                            claims.answer(tx, store, view.id(), new Claims.Word(ClaimReading.CUSTOMER, words)));
    }

    private void photos(Context context) {
        Target target = door.own(context);
        var pictures = OrderDoor.files(context, "photo", PICTURES);
        String code = context.pathParam("code");
        ClaimAnswer answer = reading.change(
                        target,
                        code,
                        (tx, store, view, claims) -> claims.addPhotos(
                                tx, store, view.id(), new Returns.Pictures(pictures, ClaimReading.CUSTOMER)))
                .orElseThrow(Refusal::notFound);
        if (answer instanceof Denied) wrong(context, Wrong.PHOTOS);
        else door.changed(context, target, "/claims/" + code);
    }

    private void number(Context context) {
        Target target = door.own(context);
        String number =
                Optional.ofNullable(context.formParam("number")).orElse("").replaceAll("[\\s-]", "");
        if (!NUMBER.matcher(number).matches()) wrong(context, Wrong.NUMBER);
        else
            changed(
                    context,
                    target,
                    (tx, store, view, claims) ->
                            claims.sent(tx, store, view.id(), new Claims.Word(ClaimReading.CUSTOMER, number)));
    }

    private void withdraw(Context context) {
        changed(
                context,
                door.own(context),
                (tx, store, view, claims) -> claims.withdraw(tx, store, view.id(), ClaimReading.CUSTOMER));
    }

    private void wrong(Context context, Wrong wrong) {
        context.status(HttpStatus.UNPROCESSABLE_CONTENT);
        one(context, wrong);
    }

    /** What cannot be done any more changes nothing: the page shows how it stands. */
    private void changed(Context context, Target target, ClaimReading.Deed deed) {
        String code = context.pathParam("code");
        ClaimAnswer _ = reading.change(target, code, deed).orElseThrow(Refusal::notFound);
        door.changed(context, target, "/claims/" + code);
    }
}
