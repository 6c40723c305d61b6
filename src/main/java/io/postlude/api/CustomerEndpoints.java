package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.connectors.JsonFields;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerDetails.ConsentStatement;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerQuery;
import io.postlude.customers.CustomerSummary;
import io.postlude.customers.CustomerView;
import io.postlude.customers.Customers;
import io.postlude.customers.Resolved;
import io.postlude.kernel.Page;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People and what they allowed. */
final class CustomerEndpoints {
    private final Customers customers;

    CustomerEndpoints(Customers customers) {
        this.customers = customers;
    }

    List<Endpoint> all() {
        String one = "/api/v1/customers/{reference}";
        return List.of(
                new Endpoint(HandlerType.GET, "/api/v1/customers", Scope.CUSTOMERS_READ, this::list),
                new Endpoint(HandlerType.PUT, one, Scope.CUSTOMERS_WRITE, this::put),
                new Endpoint(HandlerType.GET, one, Scope.CUSTOMERS_READ, this::get),
                new Endpoint(HandlerType.POST, one + "/consents", Scope.CUSTOMERS_WRITE, this::postConsent));
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record TakenAnswer(String id, List<String> notes) {}

    private Answer put(Call call, Tx tx) {
        CustomerDetails details = CustomerDocument.read(reference(call), call.body(), call.now());
        call.faults().refuseIfAny();
        Resolved resolved =
                customers.resolve(tx, call.store(), List.of(details)).getFirst();
        return Answer.ok(new TakenAnswer(Objects.toString(resolved.customer()), resolved.problems()));
    }

    private Answer postConsent(Call call, Tx tx) {
        JsonFields body = call.body();
        Optional<ConsentStatement> said = CustomerDocument.consent(body);
        call.faults().refuseIfAny();
        CustomerId customer = find(customers, call, tx).orElseThrow(Refusal::notFound);
        ConsentStatement statement = said.orElseThrow();
        customers.record(
                tx,
                call.store(),
                customer,
                new Consent(
                        statement.channel(),
                        statement.purpose(),
                        statement.given(),
                        statement.at(),
                        OrderDocument.SOURCE,
                        statement.proof(),
                        body.text("textVersion", 200)));
        return Answer.ok(new TakenAnswer(customer.toString(), List.of()));
    }

    /** A person as the API tells it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record CustomerAnswer(
            String id,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String name,
            @Nullable String locale,
            @Nullable String zone,
            @Nullable String country,
            @Nullable String birthday,
            List<String> tags,
            List<ConsentAnswer> consents,
            Instant since) {}

    record ConsentAnswer(String channel, String purpose, boolean given, Instant at, String source, String proof) {}

    private Answer get(Call call, Tx tx) {
        return find(customers, call, tx)
                .flatMap(id -> customers.customer(tx, call.store(), id))
                .filter(view -> view.erasedAt() == null)
                .map(view -> Answer.ok(whole(view)))
                .orElseThrow(Refusal::notFound);
    }

    private static CustomerAnswer whole(CustomerView view) {
        return new CustomerAnswer(
                view.id().toString(),
                view.email(),
                view.phone(),
                view.givenName(),
                view.familyName(),
                null,
                view.locale(),
                view.zone(),
                view.country(),
                view.birthday(),
                view.tags(),
                view.consents().stream().map(CustomerEndpoints::consent).toList(),
                view.since());
    }

    private static ConsentAnswer consent(Consent consent) {
        return new ConsentAnswer(
                consent.channel().name().toLowerCase(Locale.ROOT),
                consent.purpose().name().toLowerCase(Locale.ROOT),
                consent.given(),
                consent.at(),
                consent.source(),
                consent.proof());
    }

    record CustomerList(List<CustomerAnswer> customers) {}

    private Answer list(Call call, Tx tx) {
        Page<CustomerSummary> page =
                customers.list(tx, call.store(), new CustomerQuery(null, null, call.cursor(), call.limit()));
        call.next(page.next());
        return Answer.ok(new CustomerList(
                page.rows().stream().map(CustomerEndpoints::head).toList()));
    }

    private static CustomerAnswer head(CustomerSummary row) {
        return new CustomerAnswer(
                row.id().toString(),
                row.email(),
                row.phone(),
                null,
                null,
                row.name(),
                null,
                null,
                row.country(),
                null,
                row.tags(),
                List.of(),
                row.since());
    }

    /** Whom the address names: by our id, or by the reference of {@code source}. */
    static Optional<CustomerId> find(Customers customers, Call call, Tx tx) {
        String reference = call.path("reference");
        var ours = PublicId.parse(CustomerId.PREFIX, reference);
        String source = Objects.requireNonNullElse(call.context().queryParam("source"), OrderDocument.SOURCE);
        return ours.isPresent()
                ? customers
                        .customer(tx, call.store(), new CustomerId(ours.getAsLong()))
                        .map(CustomerView::id)
                : customers.byReference(tx, call.store(), source, reference);
    }

    private static String reference(Call call) {
        String reference = call.path("reference").strip();
        if (reference.isEmpty() || reference.length() > OrderDocument.REFERENCE_LIMIT_CHARS)
            call.faults()
                    .add("/path/reference", "must have 1 to " + OrderDocument.REFERENCE_LIMIT_CHARS + " characters");
        return reference;
    }
}
