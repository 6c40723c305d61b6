package io.postlude.stores;

import io.postlude.kernel.StoreId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A signed-in person, read anew for each request: a role taken away counts from the next one.
 *
 * @param formToken goes into every form and htmx request, see {@link SameOrigin}
 */
public record StaffSession(
        SessionId id,
        PersonId person,
        String name,
        String email,
        Locale locale,
        String formToken,
        Map<StoreId, Role> roles) {
    public StaffSession {
        roles = Map.copyOf(roles);
    }

    public Optional<Role> role(StoreId store) {
        return Optional.ofNullable(roles.get(store));
    }

    /** False too where the person does not belong to the store. */
    public boolean may(StoreId store, Permission permission) {
        return role(store).filter(role -> role.may(permission)).isPresent();
    }

    public Actor actor(String address) {
        return new Actor.Staff(person, name, address);
    }

    @Override
    public String toString() {
        return "StaffSession[" + id + ", " + person + "]";
    }
}
