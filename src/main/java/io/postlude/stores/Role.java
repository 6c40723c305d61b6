package io.postlude.stores;

/** What a person is in a store; {@link Permission} says what each may do. */
public enum Role {
    OWNER,
    MARKETER,
    AGENT,
    WAREHOUSE,
    VIEWER;

    public boolean may(Permission permission) {
        return permission.isGivenTo(this);
    }
}
