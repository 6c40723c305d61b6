package io.postlude.app;

import io.postlude.connectors.EndpointId;
import io.postlude.connectors.Endpoints;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Remarks;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Contacts;
import io.postlude.flows.ActForm;
import io.postlude.journeys.Acts;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Rewards;
import io.postlude.orders.OrderId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What journeys can do beside writing. Each act is rows in the transaction in which the run moves on, so it is done once
 * whatever is repeated or killed; what leaves the house is queued there. What is awarded the journeys ask for themselves, for
 * their next step wants to know of it; here it is only offered to choose.
 */
final class JourneyActs {
    private static final Logger LOG = LoggerFactory.getLogger(JourneyActs.class);
    private static final String BY = "journey";
    private static final int NAME_LIMIT_CHARS = 80;

    private final Customers customers;
    private final Contacts contacts;
    private final Endpoints endpoints;
    private final Rewards rewards;

    JourneyActs(Customers customers, Contacts contacts, Endpoints endpoints, Rewards rewards) {
        this.customers = customers;
        this.contacts = contacts;
        this.endpoints = endpoints;
        this.rewards = rewards;
    }

    Acts acts() {
        return new Acts(Map.of(
                "tag", this::tag,
                "untag", this::untag,
                "note", this::note,
                "open-case", this::openCase,
                "webhook", this::call));
    }

    List<ActForm> forms(Tx tx, StoreId store) {
        ActForm.Field tag = ActForm.Field.text("tag", "Tag", Remarks.TAG_LIMIT_CHARS);
        return List.of(
                new ActForm("tag", "tag the customer", List.of(tag)),
                new ActForm("untag", "take a tag off the customer", List.of(tag)),
                new ActForm(
                        "note",
                        "write a note about the customer",
                        List.of(ActForm.Field.text("text", "Note", Remarks.NOTE_LIMIT_CHARS))),
                new ActForm(
                        "open-case",
                        "ask your people to look at it",
                        List.of(
                                ActForm.Field.text("text", "What to look at", Remarks.NOTE_LIMIT_CHARS),
                                ActForm.Field.choice("about", "It is about", causes()))),
                ActForm.award(rewards.names(tx, store)),
                new ActForm(
                        "webhook",
                        "tell a program of yours",
                        List.of(
                                ActForm.Field.choice("endpoint", "Which", endpoints.addresses(tx, store)),
                                ActForm.Field.text("name", "What it knows this by", NAME_LIMIT_CHARS))));
    }

    private static Map<String, String> causes() {
        Map<String, String> causes = new LinkedHashMap<>();
        causes.put("other", "something else");
        causes.put("late", "a late delivery");
        causes.put("not_arrived", "a parcel that did not arrive");
        causes.put("damaged", "something broken");
        causes.put("return", "a return");
        return causes;
    }

    private static String text(Map<String, String> with, String name) {
        return Objects.requireNonNull(with.get(name), name);
    }

    private void tag(Tx tx, Acts.For whom, Map<String, String> with) {
        CustomerId person = whom.customer();
        if (person == null) return;
        boolean fresh = customers.remarks().tag(tx, whom.store(), person, new Remarks.Tag(text(with, "tag"), BY));
        LOG.debug("A journey tagged somebody of {}, fresh: {}", whom.store(), fresh);
    }

    private void untag(Tx tx, Acts.For whom, Map<String, String> with) {
        CustomerId person = whom.customer();
        if (person == null) return;
        boolean gone = customers.remarks().untag(tx, whom.store(), person, text(with, "tag"));
        LOG.debug("A journey took a tag off somebody of {}: {}", whom.store(), gone);
    }

    private void note(Tx tx, Acts.For whom, Map<String, String> with) {
        CustomerId person = whom.customer();
        if (person == null) return;
        Remarks.Note note = new Remarks.Note(BY + ":" + whom.run(), text(with, "text"), BY, whom.at());
        if (!customers.remarks().note(tx, whom.store(), person, note)) LOG.debug("Noted before: {}", whom.run());
    }

    private void openCase(Tx tx, Acts.For whom, Map<String, String> with) {
        Contact.Cause cause = Contact.Cause.valueOf(text(with, "about").toUpperCase(java.util.Locale.ROOT));
        Contacts.Recorded recorded = contacts.record(
                tx,
                whom.store(),
                new Contact(
                        Contact.JOURNEY_KEY + whom.run(),
                        whom.order(),
                        whom.customer(),
                        cause,
                        Contact.Channel.OTHER,
                        text(with, "text"),
                        whom.at()));
        if (!recorded.fresh()) LOG.debug("Opened before: {}", whom.run());
    }

    /** An endpoint that was taken away hears nothing; that is no reason to hold the journey up. */
    private void call(Tx tx, Acts.For whom, Map<String, String> with) {
        Map<String, String> about = new HashMap<>();
        OrderId order = whom.order();
        CustomerId person = whom.customer();
        if (order != null) about.put("order", order.toString());
        if (person != null) about.put("customer", person.toString());
        boolean queued = EndpointId.parse(text(with, "endpoint"))
                .map(id -> endpoints.call(
                        tx, whom.store(), id, new Endpoints.Call(text(with, "name"), whom.run(), about, whom.at())))
                .orElse(false);
        if (!queued) LOG.warn("A journey of {} calls an endpoint that is gone", whom.store());
    }
}
