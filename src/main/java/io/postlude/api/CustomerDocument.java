package io.postlude.api;

import io.postlude.connectors.JsonFields;
import io.postlude.customers.Channel;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerDetails.ConsentStatement;
import io.postlude.customers.Purpose;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the customer document of the API. */
final class CustomerDocument {
    private static final int CONSENTS_LIMIT = 100;
    private static final int WORD_LIMIT_CHARS = 200;

    private CustomerDocument() {}

    /** The buyer inside an order; a guest has no reference. */
    static CustomerDetails ofOrder(JsonFields customer, Instant now) {
        String reference = customer.text("reference", WORD_LIMIT_CHARS);
        if (reference == null && !customer.has("email") && !customer.has("phone"))
            customer.fault("reference", "or email or phone is needed");
        return read(reference, customer, now);
    }

    static CustomerDetails read(@Nullable String reference, JsonFields customer, Instant now) {
        return new CustomerDetails(
                OrderDocument.SOURCE,
                reference,
                email(customer),
                customer.text("phone", WORD_LIMIT_CHARS),
                customer.text("givenName", WORD_LIMIT_CHARS),
                customer.text("familyName", WORD_LIMIT_CHARS),
                customer.text("locale", WORD_LIMIT_CHARS),
                customer.text("zone", WORD_LIMIT_CHARS),
                OrderDocument.country(customer),
                customer.text("birthday", WORD_LIMIT_CHARS),
                customer.texts("tags"),
                customer.objects("consents", CONSENTS_LIMIT).stream()
                        .flatMap(consent -> consent(consent).stream())
                        .toList(),
                Optional.ofNullable(customer.instant("updatedAt")).orElse(now));
    }

    private static @Nullable String email(JsonFields customer) {
        String email = customer.text("email", 254);
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+")) customer.fault("email", "is not an e-mail address");
        return email;
    }

    /** Empty where a fault was noted. */
    static Optional<ConsentStatement> consent(JsonFields consent) {
        Optional<Channel> channel = word(consent, "channel", Channel.values());
        Optional<Purpose> purpose = word(consent, "purpose", Purpose.values());
        if (!consent.has("given")) consent.fault("given", "is needed");
        Instant at = consent.instant("at");
        if (!consent.has("at")) consent.fault("at", "is needed");
        String proof = consent.needed("proof", 1_000);
        if (channel.isEmpty() || purpose.isEmpty() || at == null) return Optional.empty();
        return Optional.of(new ConsentStatement(channel.get(), purpose.get(), consent.flag("given", false), at, proof));
    }

    private static <E extends Enum<E>> Optional<E> word(JsonFields fields, String name, E[] values) {
        String word = Objects.requireNonNullElse(fields.text(name), "");
        Optional<E> found = Arrays.stream(values)
                .filter(value -> value.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty())
            fields.fault(
                    name,
                    "must be one of "
                            + Arrays.stream(values)
                                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ")));
        return found;
    }
}
