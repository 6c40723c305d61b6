package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.kernel.Database;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.Withdrawal;
import io.postlude.returns.Withdrawals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The withdrawal function of the law (Directive (EU) 2023/2673): a first step that opens it, a second that confirms, and a
 * receipt with content and time. It asks for no reason and leads through no return.
 */
final class Withdrawing {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,180}\\.[^\\s@<>\".]{2,}");
    private static final int FIELD_LIMIT_CHARS = 400;

    private final Database database;
    private final Orders orders;
    private final Withdrawals withdrawals;
    private final ReturnMails mails;

    Withdrawing(Database database, Orders orders, Withdrawals withdrawals, ReturnMails mails) {
        this.database = database;
        this.orders = orders;
        this.withdrawals = withdrawals;
        this.mails = mails;
    }

    /** What the page offers; nothing where the law gives none, or its time is over. */
    Optional<ReturnFormPage.Right> right(Target target, ReturnPaper paper, OrderView order) {
        return database.inStore(target.store(), tx -> withdrawals.window(tx, target.store(), order))
                .map(window -> {
                    Optional<LocalDate> until = window.until();
                    Sentence lead = until.isEmpty()
                            ? paper.words().sentence("right.lead.waiting", Map.of())
                            : paper.words()
                                    .sentence(
                                            "right.lead",
                                            Map.of("until", paper.days().date(until.get())));
                    String name = Deliveries.recipient(order.shipTo());
                    return new ReturnFormPage.Right(
                            lead,
                            paper.path("/withdrawal"),
                            name == null ? "" : name,
                            paper.words().say("right.everything", Map.of("order", order.number())),
                            "",
                            null);
                });
    }

    /** Takes the declaration; the page that answers is itself a receipt. */
    NoticePage take(Context context, Target target, ReturnPaper paper) {
        String name = param(context, "name");
        String things = param(context, "things");
        String email = param(context, "email");
        List<Frame.Link> ways = new ArrayList<>();
        ways.add(new Frame.Link(paper.path("/return"), paper.words().get("back.title"), null));
        if (name.isEmpty() || things.isEmpty() || !EMAIL.matcher(email).matches()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            return notice(paper, paper.words().sentence("right.wrong", Map.of()), "right.head", ways);
        }
        Optional<Withdrawal> taken = database.inStore(
                target.store(),
                tx -> orders.order(tx, target.store(), new io.postlude.orders.OrderId(target.order()))
                        .flatMap(order -> withdrawals.declare(
                                tx, target.store(), order, new Withdrawal.Words(name, email, things))));
        if (taken.isEmpty()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            return notice(paper, paper.words().sentence("right.over", Map.of()), "right.head", ways);
        }
        Instant at = taken.get().declaredAt();
        mails.withdrawn(target, taken.get(), paper.words().language());
        Sentence said = paper.words()
                .sentence(
                        "right.done.lead",
                        Map.of(
                                "when", paper.days().when(at, Precision.TIME),
                                "email", email,
                                "name", name,
                                "things", things));
        return notice(paper, said, "right.done.head", ways);
    }

    private static NoticePage notice(ReturnPaper paper, Sentence said, String head, List<Frame.Link> ways) {
        List<Sentence> halves = paper.words().halves(head, Map.of());
        return new NoticePage(
                paper.frames()
                        .frame(
                                paper.title(paper.words().get("back.title.withdrawn")),
                                null,
                                EnumSet.noneOf(Icon.class)),
                halves.getFirst(),
                halves.getLast(),
                said,
                ways);
    }

    private static String param(Context context, String name) {
        String given = Optional.ofNullable(context.formParam(name))
                .orElse("")
                .replaceAll("\\s+", " ")
                .strip();
        return given.length() > FIELD_LIMIT_CHARS ? given.substring(0, FIELD_LIMIT_CHARS) : given;
    }
}
