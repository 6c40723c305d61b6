package io.postlude.customers;

/** How a person can be reached. */
public enum Channel {
    EMAIL,
    SMS,
    WHATSAPP,
    PUSH,
    POST
}
