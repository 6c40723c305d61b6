package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.stores.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions to carriers: what was asked, when we ask again, and what came of it. */
public final class Enquiries {
    public static final int WORDS_LIMIT_CHARS = 4_000;

    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;

    Enquiries(EventLog log, Ids ids, InstantSource clock) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is asked.
     *
     * @param key made by the page that offers it: sending it twice asks once
     * @param mailedTo the carrier's address, where a mail goes to it
     * @param followUp the day to ask again
     */
    public record Question(
            String key,
            About about,
            String words,
            PersonId person,
            @Nullable String mailedTo,
            LocalDate followUp) {
        public Question {
            if (words.length() > WORDS_LIMIT_CHARS) {
                throw new IllegalArgumentException("An enquiry has at most 4,000 characters");
            }
        }
    }

    /** The parcel asked about, by tracking's id. */
    public record About(
            OrderId order,
            @Nullable CustomerId customer,
            @Nullable Long shipment,
            String carrier,
            @Nullable String number) {}

    public enum State {
        OPEN,
        ANSWERED,
        /** Nothing came, and nobody asks any more. */
        GIVEN_UP
    }

    /** An enquiry as it stands; {@code words} are absent after an erasure. */
    public record Enquiry(
            EnquiryId id,
            About about,
            @Nullable String words,
            PersonId person,
            @Nullable String mailedTo,
            State state,
            LocalDate followUp,
            @Nullable String answer,
            Instant openedAt,
            @Nullable Instant closedAt) {}

    /** Opens it; empty where it was opened before under the same key. */
    public Optional<EnquiryId> open(Tx tx, StoreId store, Question question) {
        EnquiryId id = new EnquiryId(ids.next());
        Instant now = clock.instant();
        About about = question.about();
        int added = tx.update(
                EnquirySql.ADD,
                store,
                id,
                question.key(),
                about.order(),
                about.shipment(),
                about.customer(),
                about.carrier(),
                about.number(),
                question.words(),
                question.person(),
                question.mailedTo(),
                question.followUp(),
                now);
        if (added == 0) {
            return Optional.empty();
        }
        log.append(tx, new DeliveryEvent.CarrierAsked(store, about.order(), id, about.carrier(), now));
        return Optional.of(id);
    }

    /** What the carrier said; false where it is not open (any more). */
    public boolean answer(Tx tx, StoreId store, EnquiryId id, String answer) {
        return close(tx, store, id, new Close(State.ANSWERED, answer));
    }

    /** Nobody asks any more; false where it is not open (any more). */
    public boolean giveUp(Tx tx, StoreId store, EnquiryId id) {
        return close(tx, store, id, new Close(State.GIVEN_UP, null));
    }

    private record Close(State state, @Nullable String answer) {}

    private boolean close(Tx tx, StoreId store, EnquiryId id, Close close) {
        return tx.update(EnquirySql.CLOSE, close.state(), close.answer(), clock.instant(), store, id) == 1;
    }

    /** We ask again on that day; false where it is not open (any more). */
    public boolean postpone(Tx tx, StoreId store, EnquiryId id, LocalDate followUp) {
        return tx.update(EnquirySql.POSTPONE, followUp, store, id) == 1;
    }

    public Optional<Enquiry> enquiry(Tx tx, StoreId store, EnquiryId id) {
        return tx.first(
                "select * from deliveries.enquiry where store_id = ? and id = ?", EnquirySql::enquiry, store, id);
    }

    /** The open ones, those to be followed up first before. */
    public List<Enquiry> open(Tx tx, StoreId store, int limit) {
        return tx.list(EnquirySql.OPEN, EnquirySql::enquiry, store, limit);
    }

    /** The latest closed first. */
    public List<Enquiry> closed(Tx tx, StoreId store, int limit) {
        return tx.list(EnquirySql.CLOSED, EnquirySql::enquiry, store, limit);
    }

    /** How many open ones are to be followed up by that day. */
    public long due(Tx tx, StoreId store, LocalDate day) {
        return tx.number(EnquirySql.DUE, store, day);
    }

    public List<Enquiry> ofOrder(Tx tx, StoreId store, OrderId order) {
        return tx.list(EnquirySql.OF_ORDER, EnquirySql::enquiry, store, order);
    }

    /**
     * Where a carrier takes questions.
     *
     * @param account the store's number with the carrier
     */
    public record CarrierContact(
            String carrier, String email, @Nullable String account) {}

    public List<CarrierContact> contacts(Tx tx, StoreId store) {
        return tx.list(
                "select * from deliveries.carrier_contact where store_id = ? order by carrier",
                row -> new CarrierContact(row.getString("carrier"), row.getString("email"), row.getString("account")),
                store);
    }

    public Optional<CarrierContact> contact(Tx tx, StoreId store, String carrier) {
        return contacts(tx, store).stream()
                .filter(contact -> contact.carrier().equals(carrier))
                .findFirst();
    }

    public void setContact(Tx tx, StoreId store, CarrierContact contact) {
        tx.execute(
                EnquirySql.SET_CONTACT, store, contact.carrier(), contact.email(), contact.account(), clock.instant());
    }

    /** False where there was none. */
    public boolean dropContact(Tx tx, StoreId store, String carrier) {
        return tx.update("delete from deliveries.carrier_contact where store_id = ? and carrier = ?", store, carrier)
                == 1;
    }
}
