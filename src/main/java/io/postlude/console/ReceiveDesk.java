package io.postlude.console;

import io.javalin.http.UploadedFile;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Tone;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.promises.Promises;
import io.postlude.returns.Denial;
import io.postlude.returns.Disposition;
import io.postlude.returns.Grade;
import io.postlude.returns.Photos;
import io.postlude.returns.PieceId;
import io.postlude.returns.ReturnId;
import io.postlude.returns.ReturnQuery;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Stage;
import io.postlude.returns.Strays;
import io.postlude.returns.Travel;
import io.postlude.returns.Verdict;
import io.postlude.stores.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The warehouse's page: scan a label, say what is in the parcel, look at each piece, scan the next. */
final class ReceiveDesk {
    static final String PATH = "/console/receive";
    private static final int NEXT_ROWS = 10;
    private static final int WORDS_LIMIT_CHARS = 1_000;
    private static final List<Disposition> OFFERED =
            List.of(Disposition.RESTOCK, Disposition.REFURBISH, Disposition.DONATE, Disposition.RECYCLE);
    private static final Map<Disposition, String> ICONS = Map.of(
            Disposition.RESTOCK, "box",
            Disposition.REFURBISH, "wrench",
            Disposition.DONATE, "gift",
            Disposition.RECYCLE, "leaf");

    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final Promises promises;

    ReceiveDesk(Frame frame, ReturnsDesk.Sources sources, Promises promises) {
        this.frame = frame;
        this.sources = sources;
        this.promises = promises;
    }

    void addTo(Counter counter) {
        counter.page("receive", Permission.RECEIVE_RETURNS, this::show);
        counter.deed("receive/here", Permission.RECEIVE_RETURNS, this::here);
        counter.deed("receive/missing", Permission.RECEIVE_RETURNS, this::missing);
        counter.deed("receive/look", Permission.RECEIVE_RETURNS, this::look);
        counter.deed("receive/stray", Permission.RECEIVE_RETURNS, this::stray);
    }

    private Answer show(Visit visit) {
        String code = visit.query("code") == null
                ? ""
                : String.valueOf(visit.query("code")).strip();
        return Answer.page("receive", sources.database().inStore(visit.store(), tx -> page(tx, visit, code)));
    }

    private ReceivePage page(Tx tx, Visit visit, String code) {
        Returns returns = sources.returns().returns();
        Optional<ReturnView> found = code.isEmpty() ? Optional.empty() : returns.byCode(tx, visit.store(), code);
        Shell shell = frame.page(visit, "Receiving", "receive");
        long waiting = returns.counts(tx, visit.store()).getOrDefault(Stage.ARRIVED, 0L);
        String tag = waiting == 0 ? "Nothing waits" : Words.count(waiting) + " to look at";
        List<ReceivePage.Next> next = next(tx, visit);
        if (found.isEmpty()) {
            Note note = code.isEmpty() ? shell.note() : unknown(code);
            var stray = code.isEmpty() ? null : new ReceivePage.Stray(PATH + "/stray", code);
            return new ReceivePage(shell, tag, code, note, null, null, null, stray, next);
        }
        ReturnView view = found.get();
        OrderView order =
                sources.orders().order(tx, visit.store(), view.order()).orElseThrow();
        Optional<ReturnView.Piece> open = first(view, Travel.RECEIVED);
        boolean comes = coming(view).findAny().isPresent();
        return new ReceivePage(
                shell,
                tag,
                view.code(),
                open.isEmpty() && !comes ? done(view) : shell.note(),
                head(visit, view, order),
                open.isEmpty() && comes ? new ReceivePage.Here(PATH + "/here", things(view, order)) : null,
                open.map(piece -> look(tx, visit, view, new Found(order, piece)))
                        .orElse(null),
                null,
                next);
    }

    private static Note unknown(String code) {
        return new Note(
                Tone.RISK,
                "No return has this number",
                "Read it again, or write the parcel down as one that came without a return: “" + code + "”.");
    }

    private static Note done(ReturnView view) {
        return switch (view.stage()) {
            case ASKED ->
                new Note(Tone.RISK, "Nobody has let it come yet", "Put it aside; somebody has to decide first.");
            // Graded and not accepted: what was decided once was taken back.
            case ARRIVED ->
                new Note(Tone.RISK, "It has been looked at", "Put it aside; somebody decides on the return’s page.");
            default -> new Note(Tone.KEPT, "Nothing left to do here", "Scan the next one.");
        };
    }

    private static java.util.stream.Stream<ReturnView.Piece> coming(ReturnView view) {
        return view.pieces().stream()
                .filter(piece -> piece.travel().isComing() || piece.travel() == Travel.MISSING)
                .filter(piece -> piece.verdict().holds() && piece.verdict() != Verdict.ASKED);
    }

    private static Optional<ReturnView.Piece> first(ReturnView view, Travel travel) {
        return view.pieces().stream().filter(piece -> piece.travel() == travel).findFirst();
    }

    private List<ReceivePage.Next> next(Tx tx, Visit visit) {
        List<ReturnView> here = sources.returns()
                .returns()
                .list(tx, visit.store(), new ReturnQuery(Set.of(Stage.ARRIVED), null, NEXT_ROWS))
                .rows();
        return here.stream()
                .filter(view -> first(view, Travel.RECEIVED).isPresent())
                .map(view -> new ReceivePage.Next(
                        PATH + "?code=" + view.code(),
                        view.code(),
                        Words.count(view.pieces().size(), "piece", "pieces")
                                + (view.arrivedAt() == null
                                        ? ""
                                        : ", in since " + visit.words().moment(view.arrivedAt()))))
                .toList();
    }

    private static ReceivePage.Head head(Visit visit, ReturnView view, OrderView order) {
        String from = visit.may(Permission.SEE_CUSTOMERS) && order.buyer() != null ? order.buyer() + ". " : "";
        return new ReceivePage.Head(
                view.id().toString(),
                view.code(),
                ReturnWords.stage(view.stage()),
                from + "Order " + order.number() + ", "
                        + Words.count(view.pieces().size(), "piece", "pieces")
                        + (view.arrivedAt() == null
                                ? ""
                                : ", in since " + visit.words().moment(view.arrivedAt())),
                ReturnDesk.path(view.id()));
    }

    private static List<ReceivePage.Thing> things(ReturnView view, OrderView order) {
        return coming(view).map(piece -> thing(order, piece)).toList();
    }

    private static ReceivePage.Thing thing(OrderView order, ReturnView.Piece piece) {
        Optional<OrderView.Line> line = order.lines().stream()
                .filter(one -> one.id().equals(piece.line()))
                .findFirst();
        return new ReceivePage.Thing(
                piece.id().toString(),
                line.map(OrderView.Line::title).orElse(""),
                line.map(ReturnDesk::small).orElse(null),
                line.map(OrderView.Line::imageUrl).orElse(null),
                ReturnWords.reason(piece.reason(), piece.detail()),
                piece.words());
    }

    private record Found(OrderView order, ReturnView.Piece piece) {}

    private ReceivePage.Look look(Tx tx, Visit visit, ReturnView view, Found found) {
        ReturnView.Piece piece = found.piece();
        int number = view.pieces().indexOf(piece) + 1;
        String amount = Words.money(piece.sums().owed(), view.currency().getCurrencyCode());
        String comes = piece.verdict() == Verdict.APPROVED
                ? ReturnWords.remedy(piece.sums().kind()) + " " + amount + " is owed on confirm"
                : "It was decided before: "
                        + ReturnWords.verdict(piece.verdict()).word();
        return new ReceivePage.Look(
                PATH + "/look",
                thing(found.order(), piece),
                "Piece " + number + " of " + view.pieces().size(),
                comes,
                promised(tx, visit, view),
                Arrays.stream(Grade.values())
                        .map(grade -> new Option(grade.name(), ReturnWords.grade(grade), grade == Grade.A))
                        .toList(),
                OFFERED.stream()
                        .map(way -> new ReceivePage.Way(
                                way.name(),
                                ReturnWords.disposition(way),
                                ICONS.getOrDefault(way, "box"),
                                way == Disposition.RESTOCK))
                        .toList());
    }

    private String promised(Tx tx, Visit visit, ReturnView view) {
        return promises.ofOrder(tx, visit.store(), view.order()).stream()
                .filter(promise -> promise.id().equals(view.promise()))
                .map(promise -> "Money promised by "
                        + visit.words().day(promise.window().by()) + ". The customer sees it at once.")
                .findFirst()
                .orElse("The customer sees it at once.");
    }

    private static String path(ReturnView view) {
        return PATH + "?code=" + view.code();
    }

    private ReturnView known(Tx tx, Visit visit) {
        return ReturnId.parse(visit.field("return"))
                .flatMap(id -> sources.returns().returns().find(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private static List<PieceId> pieces(Visit visit) {
        return visit.fields("piece").stream()
                .map(text -> PieceId.parse(text).orElseThrow(Refusal::notFound))
                .toList();
    }

    /** What is ticked is here; the rest stays as it was. */
    private Answer here(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            ReturnView view = known(tx, visit);
            List<PieceId> here = pieces(visit);
            if (here.isEmpty()) return Answer.done(path(view), Done.NOTHING_CHOSEN);
            var answer = sources.returns().returns().receive(tx, visit.store(), view.id(), word(visit, here));
            return Answer.done(path(view), denied(answer) ? Done.NOT_ANY_MORE : Done.RECEIVED);
        });
    }

    private Answer missing(Visit visit) {
        return sources.database().inStore(visit.store(), tx -> {
            ReturnView view = known(tx, visit);
            List<PieceId> gone = pieces(visit);
            if (gone.isEmpty()) return Answer.done(path(view), Done.NOTHING_CHOSEN);
            var answer = sources.returns().returns().missing(tx, visit.store(), view.id(), word(visit, gone));
            return Answer.done(path(view), denied(answer) ? Done.NOT_ANY_MORE : Done.MISSING_NOTED);
        });
    }

    private static boolean denied(io.postlude.returns.Answer answer) {
        return answer instanceof io.postlude.returns.Answer.Denied;
    }

    private static Returns.Word word(Visit visit, List<PieceId> pieces) {
        return new Returns.Word(pieces, visit.session().name(), Optional.empty());
    }

    /** A grade and where it goes; what is not right is left to somebody who decides. */
    private Answer look(Visit visit) {
        List<byte[]> pictures = visit.http().uploadedFiles("photo").stream()
                .filter(file -> file.size() > 0)
                .limit(Photos.LIMIT_COUNT + 1L)
                .map(ReceiveDesk::bytes)
                .toList();
        return sources.database().inStore(visit.store(), tx -> {
            ReturnView view = known(tx, visit);
            if (!pictures.isEmpty() && !kept(tx, visit, view, pictures)) return Answer.done(path(view), Done.NO_PHOTO);
            String lot = visit.field("lot").strip();
            if (!lot.isEmpty())
                for (PieceId piece : pieces(visit))
                    if (view.pieces().stream().anyMatch(one -> one.id().equals(piece)))
                        sources.returns().lot(tx, visit.store(), piece, lot);
            var answer = sources.returns().returns().grade(tx, visit.store(), view.id(), finding(visit));
            if (!(answer instanceof io.postlude.returns.Answer.Denied(var denials)))
                return Answer.done(path(view), Done.NEXT_ONE);
            Denial.Kind kind = denials.getFirst().kind();
            return Answer.done(path(view), kind == Denial.Kind.NOT_NOW ? Done.NOT_ANY_MORE : Done.MORE_THAN_PAID);
        });
    }

    private boolean kept(Tx tx, Visit visit, ReturnView view, List<byte[]> pictures) {
        return !denied(sources.returns()
                .returns()
                .addPhotos(
                        tx,
                        visit.store(),
                        view.id(),
                        new Returns.Pictures(pictures, visit.session().name())));
    }

    private static Returns.Finding finding(Visit visit) {
        boolean other = visit.field("deed").equals("other");
        boolean doubt = visit.field("deed").equals("doubt");
        String words = visit.field("words");
        Optional<String> told = Optional.of(
                        words.length() > WORDS_LIMIT_CHARS ? words.substring(0, WORDS_LIMIT_CHARS) : words)
                .filter(text -> !text.isEmpty());
        return new Returns.Finding(
                pieces(visit).stream().findFirst().orElseThrow(Refusal::notFound),
                named(Grade.values(), visit.field("grade")).orElse(Grade.A),
                other
                        ? Disposition.WRONG_ITEM
                        : named(Disposition.values(), visit.field("disposition"))
                                .orElse(Disposition.RESTOCK),
                !other && !doubt,
                0,
                told,
                visit.session().name());
    }

    private static <T extends Enum<T>> Optional<T> named(T[] values, @Nullable String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(String.valueOf(name).toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static byte[] bytes(UploadedFile file) {
        try (InputStream in = file.content()) {
            return in.readNBytes(Photos.LIMIT_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer stray(Visit visit) {
        String said = clip(visit.field("said"));
        String found = clip(visit.field("found"));
        if (found.isEmpty()) return Answer.done(PATH, Done.NOTHING_CHOSEN);
        var arrived = new Strays.Arrived(said, found, visit.session().name());
        var _ = sources.database()
                .inStore(visit.store(), tx -> sources.returns().strays().arrived(tx, visit.store(), arrived));
        return Answer.done(PATH, Done.STRAY_NOTED);
    }

    private static String clip(String text) {
        return text.length() > Strays.WORDS_LIMIT_CHARS ? text.substring(0, Strays.WORDS_LIMIT_CHARS) : text;
    }
}
