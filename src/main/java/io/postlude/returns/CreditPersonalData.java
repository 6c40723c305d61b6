package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's store credit. An erasure ends what is left of it; the amounts stay as books of nobody. To stand after
 * {@link ReturnPersonalData}: what is given at the same moment then finds nobody to give it to.
 */
public final class CreditPersonalData implements PersonalData {
    private final Credits credits;

    public CreditPersonalData(Credits credits) {
        this.credits = credits;
    }

    @Override
    public String name() {
        return "credit";
    }

    record Told(
            Instant at,
            String what,
            String amount,
            String currency,
            @Nullable String returned,
            @Nullable String order,
            @Nullable String reason) {}

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        List<Told> told = new ArrayList<>();
        for (CreditEntry entry : credits.all(tx, store, family(person)))
            told.add(new Told(
                    entry.at(),
                    entry.what().name(),
                    entry.amount().decimal(),
                    entry.amount().currency().getCurrencyCode(),
                    entry.cause().code(),
                    entry.cause().order(),
                    entry.reason()));
        return Json.MAPPER.valueToTree(told);
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        credits.erase(tx, store, family(person));
    }

    private static List<CustomerId> family(Person person) {
        return List.copyOf(person.ids());
    }
}
