package io.postlude.console;

import io.javalin.http.Context;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Actor;
import io.postlude.stores.Permission;
import io.postlude.stores.StaffSession;
import io.postlude.stores.Store;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request by one member of staff to one store.
 *
 * @param shop the store they look at, with its settings
 * @param stores all stores they belong to, by name
 * @param address where they sit, for the audit trail
 * @param words how numbers and times are written in this store
 */
record Visit(Context http, StaffSession session, Store shop, Map<StoreId, String> stores, String address, Words words) {
    private static final int MOST_FIELD_CHARS = 20_000;

    StoreId store() {
        return shop.id();
    }

    boolean may(Permission permission) {
        return session.may(store(), permission);
    }

    /** Whom the audit trail names. */
    Actor.Staff actor() {
        return new Actor.Staff(session.person(), session.name(), address);
    }

    String token() {
        return session.formToken();
    }

    Shell.Person person() {
        String role = session.role(store())
                .map(held -> held.name().charAt(0) + held.name().substring(1).toLowerCase(Locale.ROOT))
                .orElse("");
        return new Shell.Person(session.name(), role, Words.initials(session.name()));
    }

    @Nullable
    String query(String name) {
        return http.queryParam(name);
    }

    /** A field of the form, without surrounding space; empty where it is absent. */
    String field(String name) {
        String value = http.formParam(name);
        return value == null || value.length() > MOST_FIELD_CHARS ? "" : value.strip();
    }

    List<String> fields(String name) {
        return http.formParams(name);
    }

    String part(String name) {
        return http.pathParam(name);
    }
}
