package io.postlude.twin;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Purpose;
import io.postlude.orders.Address;
import java.time.Instant;
import java.util.List;

/** A demo person in the forms that orders and customers take. */
final class DemoBuyer {
    private DemoBuyer() {}

    static CustomerDetails details(DemoPerson person, Instant placed) {
        boolean reads = person.number() % 3 != 0;
        return new CustomerDetails(
                DemoOrders.SOURCE,
                "customer-" + person.number(),
                person.email(),
                null,
                person.given(),
                person.family(),
                person.home().locale(),
                null,
                person.home().country(),
                null,
                List.of(),
                reads
                        ? List.of(new CustomerDetails.ConsentStatement(
                                Channel.EMAIL, Purpose.MARKETING, true, placed, "ticked at checkout"))
                        : List.of(),
                placed);
    }

    static Address address(DemoPerson person) {
        return new Address(
                person.given() + " " + person.family(),
                null,
                "Sample Street " + (1 + person.number() % 80),
                null,
                person.home().postcode(),
                person.home().city(),
                null,
                person.home().country(),
                null);
    }
}
