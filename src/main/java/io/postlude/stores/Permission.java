package io.postlude.stores;

import static io.postlude.stores.Role.AGENT;
import static io.postlude.stores.Role.MARKETER;
import static io.postlude.stores.Role.OWNER;
import static io.postlude.stores.Role.VIEWER;
import static io.postlude.stores.Role.WAREHOUSE;

import java.util.Set;

/** Who may do what, in one table. */
public enum Permission {
    SEE_ORDERS(OWNER, MARKETER, AGENT, WAREHOUSE, VIEWER),
    CHANGE_ORDERS(OWNER, AGENT),
    SEE_SHIPMENTS(OWNER, MARKETER, AGENT, WAREHOUSE, VIEWER),
    CHANGE_SHIPMENTS(OWNER, AGENT, WAREHOUSE),
    SEE_CUSTOMERS(OWNER, MARKETER, AGENT),
    CHANGE_CUSTOMERS(OWNER, AGENT),
    EXPORT_CUSTOMERS(OWNER),
    ERASE_CUSTOMERS(OWNER),
    WRITE_TO_CUSTOMERS(OWNER, AGENT),
    GIVE_GOODWILL(OWNER, AGENT),
    SEE_MESSAGES(OWNER, MARKETER, AGENT),
    SEE_INBOX(OWNER, AGENT),
    REPLAY_INBOX(OWNER),
    MAP_CARRIER_CODES(OWNER, AGENT, WAREHOUSE),
    SEE_RETURNS(OWNER, MARKETER, AGENT, WAREHOUSE, VIEWER),
    RECEIVE_RETURNS(OWNER, AGENT, WAREHOUSE),
    DECIDE_RETURNS(OWNER, AGENT),
    CHANGE_POLICY(OWNER, MARKETER),
    SEE_SETTINGS(OWNER, MARKETER, AGENT, WAREHOUSE, VIEWER),
    CHANGE_BRAND(OWNER, MARKETER),
    CHANGE_SETTINGS(OWNER),
    MANAGE_STAFF(OWNER),
    MANAGE_KEYS(OWNER),
    MANAGE_CONNECTIONS(OWNER),
    SEE_AUDIT(OWNER);

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf cannot be changed; its type does not say so
    private final Set<Role> roles;

    Permission(Role... roles) {
        this.roles = Set.of(roles);
    }

    boolean isGivenTo(Role role) {
        return roles.contains(role);
    }
}
