package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.stores.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/** The statements of enquiries. */
final class EnquirySql {
    static final String ADD = """
            insert into deliveries.enquiry
              (store_id, id, enquiry_key, order_id, shipment_id, customer_id, carrier, tracking_number, words, person_id,
               mailed_to, state, follow_up, opened_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?) on conflict (store_id, enquiry_key) do nothing""";
    static final String CLOSE = """
            update deliveries.enquiry set state = ?, answer = ?, closed_at = ?
            where store_id = ? and id = ? and state = 'OPEN'""";
    static final String POSTPONE =
            "update deliveries.enquiry set follow_up = ? where store_id = ? and id = ? and state = 'OPEN'";
    static final String OPEN = """
            select * from deliveries.enquiry where store_id = ? and state = 'OPEN' order by follow_up, id limit ?""";
    static final String CLOSED = """
            select * from deliveries.enquiry where store_id = ? and state <> 'OPEN'
            order by closed_at desc, id desc limit ?""";
    static final String DUE =
            "select count(*) from deliveries.enquiry where store_id = ? and state = 'OPEN' and follow_up <= ?";
    static final String OF_ORDER =
            "select * from deliveries.enquiry where store_id = ? and order_id = ? order by opened_at, id";
    static final String SET_CONTACT = """
            insert into deliveries.carrier_contact (store_id, carrier, email, account, changed_at)
            values (?, ?, ?, ?, ?) on conflict (store_id, carrier) do update set
              email = excluded.email, account = excluded.account, changed_at = excluded.changed_at""";

    private EnquirySql() {}

    static Enquiries.Enquiry enquiry(ResultSet row) throws SQLException {
        return new Enquiries.Enquiry(
                new EnquiryId(row.getLong("id")),
                new Enquiries.About(
                        new OrderId(row.getLong("order_id")),
                        number(row, "customer_id").map(CustomerId::new).orElse(null),
                        number(row, "shipment_id").orElse(null),
                        row.getString("carrier"),
                        row.getString("tracking_number")),
                row.getString("words"),
                new PersonId(row.getLong("person_id")),
                row.getString("mailed_to"),
                Enquiries.State.valueOf(row.getString("state")),
                row.getObject("follow_up", LocalDate.class),
                row.getString("answer"),
                Tx.instantNotNull(row, "opened_at"),
                Tx.instant(row, "closed_at"));
    }

    static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
