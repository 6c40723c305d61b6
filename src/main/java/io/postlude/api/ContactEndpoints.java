package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.ContactId;
import io.postlude.deliveries.Contacts;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Promise;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Contacts from a help desk or a telephone: who had to ask, about what. */
final class ContactEndpoints {
    private static final int REFERENCE_LIMIT_CHARS = 150;
    private static final int WORD_LIMIT_CHARS = 40;
    private static final String KEY = "api ";

    private final Contacts contacts;
    private final Orders orders;

    ContactEndpoints(Contacts contacts, Orders orders) {
        this.contacts = contacts;
        this.orders = orders;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(HandlerType.POST, "/api/v1/contacts", Scope.CUSTOMERS_WRITE, this::post),
                new Endpoint(HandlerType.PUT, "/api/v1/contacts/{id}/answer", Scope.CUSTOMERS_WRITE, this::answered));
    }

    /** {@code replyBy} is until when a reply was promised, {@code reply} how that stands; both absent where none was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TakenAnswer(
            String id,
            String outcome,
            @Nullable Instant replyBy,
            @Nullable String reply) {}

    private Answer post(Call call, Tx tx) {
        JsonFields body = call.body();
        String reference = body.needed("reference", REFERENCE_LIMIT_CHARS);
        String order = body.text("order", OrderDocument.REFERENCE_LIMIT_CHARS);
        Contact.Cause cause = word(body, "cause", Contact.Cause.values());
        Contact.Channel channel = word(body, "channel", Contact.Channel.values());
        String words = body.text("text", Contact.WORDS_LIMIT_CHARS);
        Instant at = Objects.requireNonNullElse(body.utc("at"), call.now());
        Contacts.Effort effort = effort(body);
        call.faults().refuseIfAny();
        OrderView about = order == null ? null : find(call, tx, order).orElseThrow(Refusal::notFound);
        OrderId id = about == null ? null : about.id();
        CustomerId customer = about == null ? null : about.customer();
        Contacts.Recorded recorded = contacts.record(
                tx, call.store(), new Contact(KEY + reference, id, customer, cause, channel, words, at), effort);
        TakenAnswer answer = taken(call, tx, recorded.id(), recorded.fresh());
        return recorded.fresh() ? Answer.created(answer) : Answer.ok(answer);
    }

    /** What answering took, where the help desk measured it. */
    private static Contacts.Effort effort(JsonFields body) {
        Integer minutes = body.whole("minutes", 0, Contacts.Effort.MOST_MINUTES);
        boolean priced = body.text("cost", WORD_LIMIT_CHARS) != null;
        return new Contacts.Effort(minutes, priced ? body.amount("cost", body.currency("currency")) : null, null);
    }

    private TakenAnswer taken(Call call, Tx tx, ContactId id, boolean fresh) {
        Optional<Promise> reply = contacts.reply(tx, call.store(), id);
        return new TakenAnswer(
                id.toString(),
                fresh ? "new" : "unchanged",
                reply.map(promise -> promise.window().by()).orElse(null),
                reply.map(promise -> promise.state().name().toLowerCase(Locale.ROOT))
                        .orElse(null));
    }

    /** Somebody answered, or there is nothing left to answer. Told again it has no effect. */
    private Answer answered(Call call, Tx tx) {
        JsonFields body = call.body();
        Instant at = Objects.requireNonNullElse(body.utc("at"), call.now());
        call.faults().refuseIfAny();
        ContactId contact = called(call, tx).orElseThrow(Refusal::notFound);
        boolean fresh = contacts.answered(tx, call.store(), contact, at);
        return Answer.ok(taken(call, tx, contact, fresh));
    }

    /** By our id, or by the reference it was handed in with. */
    private Optional<ContactId> called(Call call, Tx tx) {
        String name = call.context().pathParam("id");
        OptionalLong ours = PublicId.parse(ContactId.PREFIX, name);
        if (ours.isPresent()) {
            ContactId id = new ContactId(ours.getAsLong());
            return contacts.find(tx, call.store(), id).map(listed -> id);
        }
        return contacts.byKey(tx, call.store(), KEY + name);
    }

    private Optional<OrderView> find(Call call, Tx tx, String order) {
        String source = Objects.requireNonNullElse(call.context().queryParam("source"), OrderDocument.SOURCE);
        return OrderEndpoints.ours(order)
                .or(() -> orders.byReference(tx, call.store(), source, order))
                .flatMap(id -> orders.order(tx, call.store(), id));
    }

    /** One of our words in lower case; a fault, and the last of them, where it is none. */
    private static <E extends Enum<E>> E word(JsonFields body, String name, E[] known) {
        @Nullable String said = body.text(name, WORD_LIMIT_CHARS);
        Optional<E> found = Arrays.stream(known)
                .filter(value -> said != null && value.name().equals(said.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            String all = String.join(
                    ", ",
                    Arrays.stream(known)
                            .map(value -> value.name().toLowerCase(Locale.ROOT))
                            .toList());
            body.fault(name, "must be one of " + all);
        }
        return found.orElse(known[known.length - 1]);
    }
}
