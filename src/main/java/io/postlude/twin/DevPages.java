package io.postlude.twin;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Database;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.Messages;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What a demo sends, its clock, and what befalls its lanes. Wired only in a demo: elsewhere there is nothing at these addresses. */
public final class DevPages implements Web.Routes {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "io.postlude.pages");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm 'UTC'", Locale.ENGLISH);
    private static final int MOST_HOURS = 24 * 90;
    private static final Duration TROUBLE_LASTS = Duration.ofDays(4);
    private static final Duration RUSH_LASTS = Duration.ofHours(1);
    /** A mail may bring pictures and its own styles, and nothing that acts. */
    private static final String MAIL_POLICY =
            "default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

    private final Database database;
    private final Messages messages;
    private final MovableClock clock;
    private final Twin twin;

    public DevPages(Database database, Messages messages, MovableClock clock, Twin twin) {
        this.database = database;
        this.messages = messages;
        this.clock = clock;
        this.twin = twin;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/dev", context -> context.redirect("/dev/outbox"));
        routes.get("/dev/outbox", this::outbox);
        routes.get("/dev/outbox/{store}/{message}", this::letter);
        routes.get("/dev/outbox/{store}/{message}/body", this::body);
        routes.get("/dev/clock", this::clock);
        routes.post("/dev/clock", this::move);
        routes.post("/dev/troubles", this::letLoose);
        routes.post("/dev/troubles/end", this::end);
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
                sketch.kind().replace('_', ' ') + ", " + sketch.channel().name().toLowerCase(Locale.ROOT),
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
                        letter.from(),
                        letter.replyTo() == null ? "" : letter.replyTo().toString(),
                        letter.headers(),
                        letter.text()));
    }

    private void body(Context context) {
        context.header("Content-Security-Policy", MAIL_POLICY);
        Messages.Letter letter = find(context);
        if (letter.html().isEmpty())
            context.contentType("text/plain; charset=utf-8").result(letter.text());
        else context.html(letter.html());
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
        page(context, "clock", DevClock.of(clock, twin));
    }

    /** Only forward: what has happened cannot be made not to have happened. */
    private void move(Context context) {
        refuseForeign(context);
        String hours = context.formParam("hours");
        if (hours == null || !hours.matches("[1-9][0-9]{0,3}") || Integer.parseInt(hours) > MOST_HOURS)
            throw Refusal.invalid(List.of(new FieldError("/hours", "Give 1 to " + MOST_HOURS + " hours.")));
        twin.move(Duration.ofHours(Integer.parseInt(hours)));
        back(context);
    }

    private void letLoose(Context context) {
        refuseForeign(context);
        Trouble.Kind kind = Arrays.stream(Trouble.Kind.values())
                .filter(one -> one.name().equals(context.formParam("kind")))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(List.of(new FieldError("/kind", "Give STORM, STRIKE or RUSH."))));
        boolean rush = kind == Trouble.Kind.RUSH;
        String lane = rush ? Trouble.STORE : text(context, "lane");
        boolean loose = twin.letLoose(text(context, "store"), lane, kind, rush ? RUSH_LASTS : TROUBLE_LASTS);
        if (!loose)
            throw Refusal.invalid(
                    List.of(new FieldError("/lane", "There is no such lane, or it is troubled already.")));
        back(context);
    }

    private void end(Context context) {
        refuseForeign(context);
        if (!twin.end(text(context, "store"), text(context, "lane"))) throw Refusal.notFound();
        back(context);
    }

    private static String text(Context context, String name) {
        String value = context.formParam(name);
        return value == null ? "" : value;
    }

    private static void refuseForeign(Context context) {
        if ("cross-site".equals(context.header("Sec-Fetch-Site"))) throw Refusal.notFound();
    }

    private static void back(Context context) {
        context.redirect("/dev/clock", HttpStatus.SEE_OTHER);
    }

    private static void page(Context context, String name, Object page) {
        StringOutput out = new StringOutput();
        TEMPLATES.render("twin/" + name + ".jte", page, out);
        context.html(out.toString());
    }
}
