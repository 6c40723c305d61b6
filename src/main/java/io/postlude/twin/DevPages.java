package io.postlude.twin;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Database;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What a demo sends, and its clock. Wired only in a demo: elsewhere there is nothing at these addresses. */
public final class DevPages implements Web.Routes {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.postlude.pages");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH);
    private static final int MOST_HOURS = 24 * 90;
    /** A mail may bring pictures and its own styles, and nothing that acts. */
    private static final String MAIL_POLICY =
            "default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

    private final Database database;
    private final Messages messages;
    private final MovableClock clock;

    public DevPages(Database database, Messages messages, MovableClock clock) {
        this.database = database;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/dev", context -> context.redirect("/dev/outbox"));
        routes.get("/dev/outbox", this::outbox);
        routes.get("/dev/outbox/{store}/{message}", this::letter);
        routes.get("/dev/outbox/{store}/{message}/body", this::body);
        routes.get("/dev/clock", this::clock);
        routes.post("/dev/clock", this::move);
    }

    private void outbox(Context context) {
        List<Messages.Sketch> all = database.acrossStores(messages::newestAcrossStores);
        page(context, "outbox", new DevOutbox(all.stream().map(DevPages::row).toList()));
    }

    private static DevOutbox.Row row(Messages.Sketch sketch) {
        String state = sketch.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new DevOutbox.Row(
                "/dev/outbox/" + sketch.store().value() + "/" + sketch.id(),
                sketch.subject(),
                sketch.recipient(),
                sketch.kind().replace('_', ' '),
                state,
                TIME.format(sketch.createdAt().atOffset(ZoneOffset.UTC)));
    }

    private void letter(Context context) {
        Messages.Letter letter = find(context);
        page(
                context,
                "letter",
                new DevLetter(
                        row(letter.sketch()),
                        letter.from().toString(),
                        letter.replyTo() == null ? "" : letter.replyTo().toString(),
                        letter.headers(),
                        letter.text()));
    }

    private void body(Context context) {
        context.header("Content-Security-Policy", MAIL_POLICY);
        context.html(find(context).html());
    }

    private Messages.Letter find(Context context) {
        StoreId store = store(context.pathParam("store"));
        OptionalLong id = PublicId.parse(MessageId.PREFIX, context.pathParam("message"));
        return database.inStore(
                store,
                tx -> messages.letter(tx, store, new MessageId(id.orElseThrow(Refusal::notFound)))
                        .orElseThrow(Refusal::notFound));
    }

    private static StoreId store(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) throw Refusal.notFound();
        return new StoreId(Integer.parseInt(text));
    }

    private void clock(Context context) {
        Duration ahead = clock.ahead();
        String moved = ahead.isZero()
                ? "It runs with the machine's clock."
                : "It is %d days and %d hours ahead of the machine's clock."
                        .formatted(ahead.toDays(), ahead.toHoursPart());
        page(context, "clock", new DevClock(TIME.format(clock.instant().atOffset(ZoneOffset.UTC)), moved));
    }

    /** Only forward: what has happened cannot be made not to have happened. */
    private void move(Context context) {
        if ("cross-site".equals(context.header("Sec-Fetch-Site"))) throw Refusal.notFound();
        String hours = context.formParam("hours");
        if (hours == null || !hours.matches("[1-9][0-9]{0,3}") || Integer.parseInt(hours) > MOST_HOURS)
            throw Refusal.invalid(List.of(
                    new io.postlude.kernel.Problem.FieldError("/hours", "Give 1 to " + MOST_HOURS + " hours.")));
        clock.move(Duration.ofHours(Integer.parseInt(hours)));
        context.redirect("/dev/clock", io.javalin.http.HttpStatus.SEE_OTHER);
    }

    private static void page(Context context, String name, Object page) {
        StringOutput out = new StringOutput();
        TEMPLATES.render("twin/" + name + ".jte", page, out);
        context.html(out.toString());
    }
}
