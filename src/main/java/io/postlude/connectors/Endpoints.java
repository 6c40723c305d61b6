package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.kernel.Id;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Actor;
import io.postlude.stores.Audit;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store's own programs that hear what happened: where they listen, for what, and how it went. */
public final class Endpoints {
    /** As long as a former secret signs beside the new one. */
    private static final Duration ROTATION = Duration.ofHours(24);

    private static final String PURPOSE = "endpoint-secret";
    private static final int SECRET_BYTES = 32;
    private static final int MOST_ENDPOINTS = 20;
    private static final int ADDRESS_LIMIT_CHARS = 1_000;
    private static final int SHOWN = 50;

    private final Ground ground;
    private final SecureRandom random = new SecureRandom();

    Endpoints(Ground ground) {
        this.ground = ground;
    }

    /** {@code url} is where people reach this server; events name it as their source. */
    record Ground(
            Database database,
            Ids ids,
            Secrets secrets,
            InstantSource clock,
            Audit audit,
            OutsideHttp http,
            String url) {}

    /** One of them; {@code wants} is empty for all there are. */
    public record View(
            EndpointId id,
            String address,
            Set<String> wants,
            boolean enabled,
            @Nullable Instant failingSince,
            @Nullable String disabledWhy,
            @Nullable Instant formerUntil) {}

    /** One event sent or to be sent. */
    public record Sent(
            long id,
            String type,
            String state,
            int attempts,
            Instant madeAt,
            Instant dueAt,
            @Nullable String error) {}

    public sealed interface Outcome {
        /** {@code secret} is told this once. */
        record Made(EndpointId id, String secret) implements Outcome {}

        record Invalid(List<FieldError> errors) implements Outcome {}
    }

    /** The names of events one can ask for. */
    public List<String> types() {
        return EventsOut.types();
    }

    public List<View> list(StoreId store) {
        return ground.database().inStore(store, tx -> list(tx, store));
    }

    public List<View> list(Tx tx, StoreId store) {
        return EndpointSql.list(tx, store).stream()
                .map(row -> new View(
                        row.id(),
                        row.address(),
                        row.wants(),
                        row.enabled(),
                        row.failingSince(),
                        row.disabledWhy(),
                        row.formerUntil()))
                .toList();
    }

    /** {@code events} is empty for all there are. */
    public record Wanted(String address, Set<String> events) {}

    public Outcome add(StoreId store, String address, Set<String> wants, Actor actor) {
        return ground.database().inStore(store, tx -> add(tx, store, new Wanted(address, wants), actor));
    }

    public Outcome add(Tx tx, StoreId store, Wanted wanted, Actor actor) {
        String address = wanted.address().strip();
        List<FieldError> errors = new ArrayList<>();
        String fault = address.length() > ADDRESS_LIMIT_CHARS
                ? "At most 1,000 characters."
                : ground.http().fault(address);
        if (fault != null) errors.add(new FieldError("/address", fault));
        if (!EventsOut.types().containsAll(wanted.events()))
            errors.add(new FieldError("/wants", "There is no such event."));
        if (list(tx, store).size() >= MOST_ENDPOINTS)
            errors.add(new FieldError("/address", "This store has 20 endpoints; that is the most."));
        if (!errors.isEmpty()) return new Outcome.Invalid(errors);
        EndpointId id = new EndpointId(ground.ids().next());
        String secret = secret();
        EndpointSql.insert(
                tx,
                new EndpointSql.Row(store, id, address, wanted.events(), seal(secret), null, null, true, null, null),
                ground.clock().instant());
        audit(tx, store, actor, new Deed("endpoint.added", id));
        return new Outcome.Made(id, secret);
    }

    private record Deed(String what, EndpointId id) {}

    private void audit(Tx tx, StoreId store, Actor actor, Deed deed) {
        ground.audit()
                .record(
                        tx,
                        store,
                        actor,
                        Audit.Deed.of(deed.what(), "endpoint", deed.id().toString()));
    }

    /** A new secret, told this once; the former one signs as well for a day. Empty where there is no such endpoint. */
    public Optional<String> rotate(StoreId store, EndpointId id, Actor actor) {
        return ground.database().inStore(store, tx -> rotate(tx, store, id, actor));
    }

    public Optional<String> rotate(Tx tx, StoreId store, EndpointId id, Actor actor) {
        String secret = secret();
        Instant until = ground.clock().instant().plus(ROTATION);
        if (!EndpointSql.rotate(tx, store, id, new EndpointSql.Rotation(seal(secret), until))) return Optional.empty();
        audit(tx, store, actor, new Deed("endpoint.secret-rotated", id));
        return Optional.of(secret);
    }

    /** What waited while it was off goes out now. */
    public boolean enable(StoreId store, EndpointId id, Actor actor) {
        return ground.database().<Boolean>inStore(store, tx -> enable(tx, store, id, actor));
    }

    public boolean enable(Tx tx, StoreId store, EndpointId id, Actor actor) {
        boolean done = EndpointSql.enable(tx, store, id, true);
        if (done) audit(tx, store, actor, new Deed("endpoint.switched-on", id));
        return done;
    }

    /** It hears nothing of what happens from now on. */
    public boolean disable(StoreId store, EndpointId id, Actor actor) {
        return ground.database().<Boolean>inStore(store, tx -> disable(tx, store, id, actor));
    }

    public boolean disable(Tx tx, StoreId store, EndpointId id, Actor actor) {
        boolean done = EndpointSql.enable(tx, store, id, false);
        if (done) audit(tx, store, actor, new Deed("endpoint.switched-off", id));
        return done;
    }

    /** With all that was sent there. */
    public boolean remove(StoreId store, EndpointId id, Actor actor) {
        return ground.database().<Boolean>inStore(store, tx -> remove(tx, store, id, actor));
    }

    public boolean remove(Tx tx, StoreId store, EndpointId id, Actor actor) {
        boolean done = EndpointSql.remove(tx, store, id);
        if (done) audit(tx, store, actor, new Deed("endpoint.removed", id));
        return done;
    }

    /** Newest first, at most 50. */
    public List<Sent> sent(StoreId store, EndpointId id) {
        return ground.database().inStore(store, tx -> sent(tx, store, id));
    }

    public List<Sent> sent(Tx tx, StoreId store, EndpointId id) {
        return SentEventSql.newest(tx, store, id, SHOWN);
    }

    /** Sends one again, now, under the same name. False where the store has no such one or it is being sent. */
    public boolean replay(StoreId store, long sent) {
        return ground.database()
                .<Boolean>inStore(
                        store,
                        tx -> SentEventSql.again(tx, store, sent, ground.clock().instant()));
    }

    /** Queues an event that says hello. */
    public void ping(StoreId store, EndpointId id) {
        ground.database().runInStore(store, tx -> ping(tx, store, id));
    }

    public void ping(Tx tx, StoreId store, EndpointId id) {
        long event = ground.ids().next();
        Instant now = ground.clock().instant();
        String body = EventsOut.ping(eventId(event), source(store), now);
        SentEventSql.insert(
                tx, List.of(new SentEventSql.Fresh(store, ground.ids().next(), id, event, EventsOut.PING, body)), now);
    }

    /** Where each of a store's endpoints is, by its printed id; for a list to choose from. */
    public Map<String, String> addresses(Tx tx, StoreId store) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (EndpointSql.Row row : EndpointSql.list(tx, store))
            addresses.put(row.id().toString(), row.address());
        return addresses;
    }

    /**
     * A call that a store's own journey makes.
     *
     * @param name what the receiver knows it by
     * @param run the journey's run and step; the same for one call however often it is sent
     * @param about printed ids of what it is about
     */
    public record Call(String name, String run, Map<String, String> about, Instant at) {
        public Call {
            about = Map.copyOf(about);
        }
    }

    /** Queues it in the caller's transaction. False where there is no such endpoint any more. */
    public boolean call(Tx tx, StoreId store, EndpointId id, Call call) {
        if (EndpointSql.list(tx, store).stream().noneMatch(row -> row.id().equals(id))) return false;
        long event = ground.ids().next();
        String body = EventsOut.called(eventId(event), source(store), call);
        SentEventSql.insert(
                tx,
                List.of(new SentEventSql.Fresh(store, ground.ids().next(), id, event, EventsOut.CALLED, body)),
                ground.clock().instant());
        return true;
    }

    static String eventId(long event) {
        return PublicId.print("evt", (Id) () -> event);
    }

    String source(StoreId store) {
        return ground.url() + "/stores/" + store.value();
    }

    /** Those that sign now: the current one first, then the former while it counts. */
    List<String> secrets(EndpointSql.Row row) {
        List<String> secrets = new ArrayList<>(List.of(open(row.sealed())));
        Instant until = row.formerUntil();
        if (row.former() != null
                && until != null
                && until.isAfter(ground.clock().instant())) secrets.add(open(row.former()));
        return secrets;
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return StandardWebhook.SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    private String seal(String secret) {
        return Base64.getEncoder().encodeToString(ground.secrets().seal(PURPOSE, secret));
    }

    private String open(String sealed) {
        return ground.secrets().unseal(PURPOSE, Base64.getDecoder().decode(sealed));
    }

    /** Looks at links of messages, over the same guarded connections. */
    public LinkCheck links() {
        return new LinkCheck(ground.http());
    }
}
