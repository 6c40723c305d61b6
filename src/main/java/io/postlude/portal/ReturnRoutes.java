package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.UploadedFile;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import io.postlude.orders.ProductQuery;
import io.postlude.portal.ReturnWriter.Wrong;
import io.postlude.returns.Answer;
import io.postlude.returns.Denial;
import io.postlude.returns.Label;
import io.postlude.returns.LabelPaper;
import io.postlude.returns.LabelPdf;
import io.postlude.returns.LabelText;
import io.postlude.returns.PayoutId;
import io.postlude.returns.Photos;
import io.postlude.returns.Pickup;
import io.postlude.returns.Postage;
import io.postlude.returns.Returns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sending things back, by plain forms under the order's own unguessable address. What is possible, what it comes to and
 * whether it is taken is asked anew at every step; nothing a form says about money is read.
 */
final class ReturnRoutes implements Web.Routes {
    private static final int TRIES = 30;
    private static final int SEARCH_LIMIT_CHARS = 60;
    private static final int SHELF_ROWS = 12;
    private static final Duration PER = Duration.ofMinutes(10);
    private static final long UPLOAD_LIMIT_BYTES = (long) Photos.LIMIT_BYTES * Photos.LIMIT_COUNT + 65_536;
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9]{6,40}");

    private final Parts parts;
    private final OrderDoor door;
    private final Pages pages = new Pages();
    private final Attempts byOrder = new Attempts(TRIES, PER);

    /** What the pages stand on. */
    record Parts(OrderDoor door, ReturnReading reading, Withdrawing withdrawing, ReturnMails mails, Ids ids) {}

    ReturnRoutes(Parts parts) {
        this.parts = parts;
        this.door = parts.door();
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        String at = door.prefix() + "{token}";
        routes.get(at + "/return", context -> form(context, ReturnForm.EMPTY, List.of()));
        routes.post(at + "/return", this::choose);
        routes.get(at + "/returns/{code}", context -> one(context, null));
        routes.get(at + "/returns/{code}/label.pdf", this::label);
        routes.post(at + "/returns/{code}/cancel", this::callOff);
        routes.post(at + "/returns/{code}/number", this::number);
        routes.post(at + "/returns/{code}/photos", this::photos);
        routes.post(at + "/returns/{code}/pickup", this::fetch);
        routes.post(at + "/returns/{code}/pickup/cancel", this::fetchNot);
        routes.get(at + "/returns/{code}/pickup.ics", this::calendar);
        if (door.isGift()) return;
        routes.post(at + "/returns/{code}/appeal", this::appeal);
        routes.post(at + "/withdrawal", this::withdraw);
    }

    private void choose(Context context) {
        Target target = door.own(context);
        ReturnForm filled = ReturnForm.of(context);
        int wait = byOrder.waitMinutes("return" + target);
        if (wait > 0) {
            context.status(HttpStatus.TOO_MANY_REQUESTS);
            form(context, filled, List.of(Denial.whole(Denial.Kind.NOT_NOW)));
            return;
        }
        String line = context.formParam("shop");
        if (line != null) {
            shop(context, target, line);
            return;
        }
        if (!"commit".equals(context.formParam("do"))) {
            form(context, filled, List.of());
            return;
        }
        GiftForm gift = GiftForm.of(context);
        if (door.isGift() && !gift.isRight()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(context, filled, List.of());
            return;
        }
        var said = new ReturnReading.Said(language(context, target), door.isGift() ? gift.recipient() : null);
        switch (parts.reading().request(target, filled, said)) {
            case Answer.Denied(List<Denial> denials) -> {
                context.status(HttpStatus.UNPROCESSABLE_CONTENT);
                form(context, filled, denials);
            }
            case Answer.Done done ->
                door.changed(context, target, "/returns/" + done.view().code());
        }
    }

    /** A buyer who chose none is told in their own; of whoever was given it no other is known than the page's. */
    private @Nullable Language language(Context context, Target target) {
        return door.isGift() ? door.paper(context, target).words().language() : OrderDoor.asked(context);
    }

    /** The catalogue for one line; everything that was filled in travels along in the form. */
    private void shop(Context context, Target target, String which) {
        String[] parted = which.split("~", 2);
        String line = parted[0];
        String text = Optional.ofNullable(context.formParam("q")).orElse("").strip();
        String asked = text.substring(0, Math.min(text.length(), SEARCH_LIMIT_CHARS));
        String cursor = parted.length == 2 ? parted[1] : null;
        ReturnReading.Shelf shelf = parts.reading()
                .shelf(target, new ProductQuery(asked, cursor, SHELF_ROWS))
                .orElseThrow(Refusal::notFound);
        var asking = new ReturnShopWriter.Asking(line, asked, context.formParamMap());
        OrderDoor.send(
                context, pages.returnShop(new ReturnShopWriter(door.paper(context, target)).write(shelf, asking)));
    }

    private void form(Context context, ReturnForm filled, List<Denial> denials) {
        Target target = door.target(context);
        ReturnReading.Form read = parts.reading().form(target, filled).orElseThrow(Refusal::notFound);
        ReturnPaper paper = door.paper(context, target);
        var stand = new ReturnFormWriter.Stand(
                read.offering(),
                read.variants(),
                filled,
                read.shown(),
                read.chosen(),
                told(read, denials),
                read.policy(),
                read.advice(),
                read.picked());
        List<Frame.Link> others = read.others().stream()
                .map(view -> new Frame.Link(
                        paper.path("/returns/" + view.code()),
                        paper.words().say("back.do.one", Map.of("code", view.code())),
                        null))
                .toList();
        String key = filled.key().isEmpty() ? parts.ids().token() : filled.key();
        ReturnFormPage.Right right = door.isGift()
                ? null
                : parts.withdrawing()
                        .right(target, paper, read.offering().order())
                        .orElse(null);
        ReturnFormPage.Recipient recipient =
                door.isGift() ? GiftForm.of(context).page(paper.words()) : null;
        ReturnFormPage page =
                new ReturnFormWriter(paper, stand).write(new ReturnFormWriter.Around(others, right, recipient), key);
        OrderDoor.send(context, pages.returnForm(page));
    }

    /** Looking is no mistake: what was not chosen yet is only told when it is to be committed. */
    private static List<Denial> told(ReturnReading.Form read, List<Denial> denials) {
        if (!denials.isEmpty() || read.chosen() == null) return denials;
        return read.chosen().denials().stream()
                .filter(denial -> !ReturnFormWriter.NOT_CHOSEN_YET.contains(denial.kind()))
                .toList();
    }

    private void one(Context context, @Nullable Wrong wrong) {
        Target target = door.target(context);
        ReturnReading.One read =
                parts.reading().one(target, context.pathParam("code")).orElseThrow(Refusal::notFound);
        var told = new ReturnWriter.Told(
                read.stand(),
                read.order(),
                read.number(),
                read.photos(),
                exchanges(target, read),
                read.held(),
                read.appeal(),
                read.fetching(),
                read.credit(),
                wrong);
        OrderDoor.send(context, pages.returned(new ReturnWriter(door.paper(context, target), told).write()));
    }

    private Map<PayoutId, ReturnWriter.Placed> exchanges(Target target, ReturnReading.One read) {
        Map<PayoutId, ReturnWriter.Placed> all = new HashMap<>();
        read.exchanges()
                .forEach((payout, order) -> all.put(
                        payout,
                        new ReturnWriter.Placed(order.number(), parts.mails().page(target.store(), order.id()))));
        return all;
    }

    private void label(Context context) {
        Target target = door.target(context);
        String code = context.pathParam("code");
        switch (parts.reading().label(target, code).orElseThrow(Refusal::notFound)) {
            case LabelPaper.Drawn(LabelText text) ->
                document(context, new Postage.Document("application/pdf", LabelPdf.of(text)));
            case LabelPaper.Bought(Label _, Postage.Document document) -> document(context, document);
            case LabelPaper.Coming _ -> door.changed(context, target, "/returns/" + code);
        }
    }

    private static void document(Context context, Postage.Document document) {
        String ending = document.type().equals("image/png") ? "png" : "pdf";
        context.header("Cache-Control", "private, no-store");
        context.header("X-Robots-Tag", "noindex");
        context.header("Content-Disposition", "inline; filename=\"label." + ending + "\"");
        context.contentType(document.type()).result(document.bytes());
    }

    private void callOff(Context context) {
        Target target = door.own(context);
        Answer _ = parts.reading()
                .change(
                        target,
                        context.pathParam("code"),
                        (tx, store, view) -> parts.reading()
                                .returns()
                                .callOff(tx, store, view.id(), Returns.Word.all(ReturnReading.CUSTOMER)))
                .orElseThrow(Refusal::notFound);
        door.changed(context, target, "/returns/" + context.pathParam("code"));
    }

    private void number(Context context) {
        Target target = door.own(context);
        String number =
                Optional.ofNullable(context.formParam("number")).orElse("").replaceAll("[\\s-]", "");
        if (!NUMBER.matcher(number).matches()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            one(context, Wrong.NUMBER);
            return;
        }
        Answer _ = parts.reading()
                .change(
                        target,
                        context.pathParam("code"),
                        (tx, store, view) -> parts.reading().returns().parcelIs(tx, store, view.id(), number))
                .orElseThrow(Refusal::notFound);
        door.changed(context, target, "/returns/" + context.pathParam("code"));
    }

    private void fetch(Context context) {
        String asked = Optional.ofNullable(context.formParam("day")).orElse("");
        Optional<LocalDate> day = day(asked);
        fetched(
                context,
                (tx, store, view) -> day.isPresent()
                        ? parts.reading().returns().pickups().book(tx, store, view.id(), day.get())
                        : new Answer.Denied(List.of(Denial.whole(Denial.Kind.NOT_NOW))));
    }

    private static Optional<LocalDate> day(String asked) {
        try {
            return Optional.of(LocalDate.parse(asked));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void fetchNot(Context context) {
        fetched(
                context,
                (tx, store, view) -> parts.reading().returns().pickups().cancel(tx, store, view.id()));
    }

    private void fetched(Context context, ReturnReading.Deed deed) {
        Target target = door.own(context);
        String code = context.pathParam("code");
        Answer answer = parts.reading().change(target, code, deed).orElseThrow(Refusal::notFound);
        if (answer instanceof Answer.Denied) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            one(context, Wrong.PICKUP);
            return;
        }
        door.changed(context, target, "/returns/" + code);
    }

    private void calendar(Context context) {
        Target target = door.target(context);
        ReturnReading.One read =
                parts.reading().one(target, context.pathParam("code")).orElseThrow(Refusal::notFound);
        Pickup pickup = Optional.ofNullable(read.fetching().pickup()).orElseThrow(Refusal::notFound);
        byte[] file = PickupCalendar.of(pickup, read.order(), door.paper(context, target))
                .getBytes(StandardCharsets.UTF_8);
        context.header("Cache-Control", "private, no-store");
        context.header("X-Robots-Tag", "noindex");
        context.header("Content-Disposition", "attachment; filename=\"pickup.ics\"");
        context.contentType("text/calendar; charset=utf-8").result(file);
    }

    private void appeal(Context context) {
        Target target = door.own(context);
        String words = Optional.ofNullable(context.formParam("words")).orElse("");
        Answer answer = parts.reading()
                .change(
                        target,
                        context.pathParam("code"),
                        (tx, store, view) ->
                                parts.reading().returns().learnt().fairness().appeal(tx, store, view, words))
                .orElseThrow(Refusal::notFound);
        if (answer instanceof Answer.Denied) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            one(context, Wrong.APPEAL);
            return;
        }
        door.changed(context, target, "/returns/" + context.pathParam("code"));
    }

    private void photos(Context context) {
        Target target = door.own(context);
        String code = context.pathParam("code");
        if (context.req().getContentLengthLong() > UPLOAD_LIMIT_BYTES) throw new Refusal(tooLarge());
        List<byte[]> pictures = context.uploadedFiles("photo").stream()
                .limit(Photos.LIMIT_COUNT + 1L)
                .map(ReturnRoutes::bytes)
                .toList();
        Answer answer = parts.reading()
                .change(
                        target,
                        code,
                        (tx, store, view) -> parts.reading()
                                .returns()
                                .addPhotos(
                                        tx, store, view.id(), new Returns.Pictures(pictures, ReturnReading.CUSTOMER)))
                .orElseThrow(Refusal::notFound);
        if (answer instanceof Answer.Denied) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            one(context, Wrong.PHOTOS);
            return;
        }
        door.changed(context, target, "/returns/" + code);
    }

    /** One byte more than is taken shows that it is too large. */
    private static byte[] bytes(UploadedFile file) {
        try (InputStream in = file.content()) {
            return in.readNBytes(Photos.LIMIT_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem tooLarge() {
        return Problem.of(413, "too-large", "The request is too large", "Send fewer or smaller pictures at once.");
    }

    private void withdraw(Context context) {
        Target target = door.own(context);
        OrderDoor.send(context, pages.notice(parts.withdrawing().take(context, target, door.paper(context, target))));
    }
}
