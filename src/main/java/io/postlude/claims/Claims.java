package io.postlude.claims;

import io.postlude.claims.ClaimAnswer.Why;
import io.postlude.claims.ClaimDeeds.Opened;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Id;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Page;
import io.postlude.kernel.Page.Cursor;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.promises.Promise;
import io.postlude.promises.Promises;
import io.postlude.returns.Photos;
import io.postlude.returns.ReturnId;
import io.postlude.returns.Returns;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Claims: what went wrong after the parcel, from the customer's words to what was done about it.
 *
 * <p>All deeds run in the caller's transaction, bound to one store, and come one after the other for one order.
 */
public final class Claims {
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final InstantSource clock;
    private final EventLog log;
    private final ClaimIntake intake;
    private final ClaimDeeds deeds;
    private final ClaimPhotos photos;
    private final ReplyPromises replies;
    private final Warranty warranty;
    private final CarrierClaims carriers;

    /** What the kernel gives. */
    record Ground(EventLog log, Ids ids, InstantSource clock) {}

    Claims(Ground ground, ClaimIntake.Faces faces, Promises promises) {
        this.clock = ground.clock();
        this.log = ground.log();
        ClaimMoves moves = new ClaimMoves(ground.ids());
        this.photos = new ClaimPhotos(ground.ids());
        this.replies = new ReplyPromises(faces.stores(), promises);
        this.carriers = new CarrierClaims(this, faces.stores(), faces.orders(), clock);
        this.warranty = new Warranty(ground.ids(), clock);
        this.intake = new ClaimIntake(new ClaimIntake.Parts(
                log, ground.ids(), faces, new ClaimIntake.Desk(moves, photos, replies, warranty)));
        this.deeds = new ClaimDeeds(new ClaimDeeds.Parts(log, moves, replies, faces.returns()));
    }

    /** What is asked of carriers. */
    public CarrierClaims carriers() {
        return carriers;
    }

    /** Terms, and registered things. */
    public Warranty warranty() {
        return warranty;
    }

    public ClaimSettings settings(Tx tx, StoreId store) {
        return ClaimSettings.of(tx, store);
    }

    public void save(Tx tx, StoreId store, ClaimSettings settings) {
        settings.save(tx, store);
    }

    /** What of an order can be claimed now; empty for no such order. */
    public Optional<Claimable> claimable(Tx tx, StoreId store, OrderId order) {
        return intake.claimable(tx, store, order, clock.instant());
    }

    /** Makes a claim; the same asker's key again is the same claim. */
    public ClaimAnswer ask(Tx tx, StoreId store, ClaimAsk ask) {
        return switch (intake.take(tx, store, ask, clock.instant())) {
            case ClaimIntake.Not(ClaimAnswer.Denied why) -> why;
            case ClaimIntake.Made(ClaimId id, boolean fresh) ->
                new ClaimAnswer.Done(find(tx, store, id).orElseThrow(), fresh);
        };
    }

    /** About which of these orders a claim is not over, in a few words for staff. */
    public Map<OrderId, List<String>> open(Tx tx, StoreId store, Collection<OrderId> orders) {
        return ClaimSql.openOf(tx, store, orders).stream()
                .collect(Collectors.toMap(order -> order, _ -> List.of("a claim is open")));
    }

    /** The customer is asked for something. */
    public ClaimAnswer askBack(Tx tx, StoreId store, ClaimId id, Word word) {
        return change(tx, store, id, of -> deeds.askBack(tx, of, word.by(), word.said()));
    }

    /** What the customer answers; to a refusal, once: somebody looks again. */
    public ClaimAnswer answer(Tx tx, StoreId store, ClaimId id, Word word) {
        return change(tx, store, id, of -> deeds.answer(tx, of, word.by(), word.said()));
    }

    public ClaimAnswer agree(Tx tx, StoreId store, ClaimId id, Agreement agreement) {
        return change(tx, store, id, of -> deeds.agree(tx, of, agreement));
    }

    /** Why is for the customer. */
    public ClaimAnswer refuse(Tx tx, StoreId store, ClaimId id, Word word) {
        return change(tx, store, id, of -> deeds.refuse(tx, of, word.by(), word.said()));
    }

    /** The customer takes it back. */
    public ClaimAnswer withdraw(Tx tx, StoreId store, ClaimId id, String by) {
        return change(tx, store, id, of -> deeds.withdraw(tx, of, by));
    }

    /** A thing to be repaired is on its way under this number. */
    public ClaimAnswer sent(Tx tx, StoreId store, ClaimId id, Word number) {
        return change(tx, store, id, of -> deeds.sent(tx, of, number.by(), number.said()));
    }

    /** A thing to be repaired is here. */
    public ClaimAnswer received(Tx tx, StoreId store, ClaimId id, String by) {
        return change(tx, store, id, of -> deeds.received(tx, of, by));
    }

    /** It is repaired and on its way back, under this number where there is one. */
    public ClaimAnswer sentBack(Tx tx, StoreId store, ClaimId id, Word number) {
        return change(tx, store, id, of -> deeds.sentBack(tx, of, number.by(), number.said()));
    }

    /** Who says something, and what. */
    public record Word(String by, String said) {
        public Word {
            if (said.length() > ClaimAsk.WORDS_LIMIT_CHARS)
                throw new IllegalArgumentException("at most 2,000 characters");
        }
    }

    /** The return that carries out a claim came to its end. */
    void settled(Tx tx, StoreId store, ReturnId returned, String by) {
        ClaimSql.byReturn(tx, store, returned).ifPresent(id -> {
            ClaimAnswer _ = change(tx, store, id, of -> {
                deeds.settled(tx, of, by);
                return Optional.empty();
            });
        });
    }

    /** Keeps photographs; denied where one of them is none, or they are too many. */
    public ClaimAnswer addPhotos(Tx tx, StoreId store, ClaimId id, Returns.Pictures pictures) {
        return change(tx, store, id, of -> {
            if (!of.claim().state().isUndecided()) return Optional.of(Why.NOT_NOW);
            boolean kept = !pictures.all().isEmpty()
                    && photos.add(tx, store, id, new ClaimPhotos.Taken(pictures.all(), pictures.by(), of.now()));
            return kept ? Optional.empty() : Optional.of(Why.NO_PICTURE);
        });
    }

    public long photoCount(Tx tx, StoreId store, ClaimId id) {
        return ClaimPhotos.count(tx, store, id);
    }

    public List<Photos.Photo> photos(Tx tx, StoreId store, ClaimId id) {
        return ClaimPhotos.of(tx, store, id);
    }

    /** Registers a thing under the number on it; false where that cannot be. */
    public boolean register(Tx tx, StoreId store, OrderView order, Warranty.Registering thing) {
        long before = warranty.registered(tx, store, order.id()).size();
        boolean kept = warranty.register(tx, store, order, thing);
        if (warranty.registered(tx, store, order.id()).size() > before)
            log.append(
                    tx,
                    new ClaimEvent.ProductRegistered(
                            store, order.id(), thing.line(), order.customer(), clock.instant()));
        return kept;
    }

    public Optional<ClaimView> find(Tx tx, StoreId store, ClaimId id) {
        return ClaimSql.views(tx, store, List.of(id)).stream().findFirst();
    }

    /** These, in their order; those that are not there are left out. */
    public List<ClaimView> all(Tx tx, StoreId store, Collection<ClaimId> ids) {
        return ClaimSql.views(tx, store, ids);
    }

    /** By what people call it. */
    public Optional<ClaimView> byCode(Tx tx, StoreId store, String typed) {
        return ClaimCode.read(typed)
                .flatMap(code -> ClaimSql.byCode(tx, store, code))
                .flatMap(id -> find(tx, store, id));
    }

    /** All of an order, the oldest first. */
    public List<ClaimView> ofOrder(Tx tx, StoreId store, OrderId order) {
        return ClaimSql.views(tx, store, ClaimSql.ofOrder(tx, store, order));
    }

    /** Until when an answer is promised, while one is. */
    public Optional<Promise> reply(Tx tx, StoreId store, ClaimView claim) {
        return replies.of(tx, ReplyPromises.Turn.of(store, claim));
    }

    /** The same of several; those nothing is promised for are left out. */
    public Map<ClaimView, Promise> replies(Tx tx, StoreId store, List<ClaimView> claims) {
        return replies.of(tx, store, claims);
    }

    /** Who has it in hand; null: nobody. */
    public void own(Tx tx, StoreId store, ClaimId id, @Nullable String owner) {
        tx.execute("update claims.claim set owner = ? where store_id = ? and id = ?", owner, store, id);
    }

    /** A page, the newest first. */
    public Page<ClaimView> list(Tx tx, StoreId store, ClaimQuery query) {
        Cursor cursor = query.cursor() == null
                ? new Cursor(Cursor.at(END_OF_TIME, new ClaimId(Long.MAX_VALUE)).value(), Long.MAX_VALUE)
                : Cursor.parse(query.cursor());
        Set<ClaimState> states = query.states().isEmpty() ? Set.of(ClaimState.values()) : query.states();
        List<ClaimId> ids = tx.list(
                """
                select id from claims.claim
                where store_id = ? and state = any(?) and (asked_at, id) < (?, ?) and (?::text is null or kind = ?)
                order by asked_at desc, id desc limit ?""",
                row -> new ClaimId(row.getLong(1)),
                store,
                states.stream().map(Enum::name).sorted().toArray(String[]::new),
                cursor.time(),
                cursor.id(),
                query.kind(),
                query.kind(),
                query.limit() + 1);
        return Page.of(ClaimSql.views(tx, store, ids), query.limit(), view -> Cursor.at(view.askedAt(), view.id()));
    }

    /** How many stand where. */
    public Map<ClaimState, Long> counts(Tx tx, StoreId store) {
        Map<ClaimState, Long> counts = new EnumMap<>(ClaimState.class);
        Arrays.stream(ClaimState.values()).forEach(state -> counts.put(state, 0L));
        tx.each(
                "select state, count(*) from claims.claim where store_id = ? group by state",
                row -> counts.put(ClaimState.valueOf(row.getString(1)), row.getLong(2)),
                store);
        return counts;
    }

    /** A line of what happened; {@code said} are words to or from the customer. */
    public record Line(
            Instant at,
            String by,
            String what,
            @Nullable String was,
            @Nullable String became,
            @Nullable String said) {}

    /** All that happened, the oldest first. */
    public List<Line> history(Tx tx, StoreId store, ClaimId id) {
        return tx.list(
                "select * from claims.history where store_id = ? and claim_id = ? order by id",
                row -> new Line(
                        Tx.instantNotNull(row, "at"),
                        row.getString("by"),
                        row.getString("what"),
                        row.getString("was"),
                        row.getString("became"),
                        row.getString("said")),
                store,
                id);
    }

    /** One step: what stands in its way, or nothing where it was done. */
    interface Deed {
        Optional<Why> run(Opened opened);
    }

    private ClaimAnswer change(Tx tx, StoreId store, Id id, Deed deed) {
        Optional<ClaimView> known = find(tx, store, new ClaimId(id.value()));
        if (known.isEmpty()) return ClaimAnswer.denied(Why.NO_SUCH_CLAIM);
        ClaimSql.lock(tx, store, known.get().order());
        ClaimView now = find(tx, store, known.get().id()).orElseThrow();
        Optional<Why> problem = deed.run(new Opened(store, now, clock.instant()));
        if (problem.isPresent()) return ClaimAnswer.denied(problem.get());
        return new ClaimAnswer.Done(find(tx, store, now.id()).orElseThrow(), true);
    }
}
