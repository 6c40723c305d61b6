package io.postlude.customers;

/** What a person is contacted for. SERVICE (about an order) rests on the contract, the others on consent. */
public enum Purpose {
    SERVICE,
    MARKETING,
    REVIEW,
    RESEARCH
}
