package io.postlude.returns;

/** The accounts of the books of returns. What the store gives up or takes on is positive, what it owes or keeps negative. */
public enum Account {
    /** The price that was paid for what comes back, with every discount in it, and tax where prices hold it. */
    GOODS,
    /** Tax where it is put on top of prices. */
    TAX,
    /** Shipping of the way out. */
    SHIPPING,
    /** The part of the price that is given while the thing stays with the customer, or is passed on by them. */
    KEPT,
    /** What is given on top. */
    BONUS,
    /** What is kept back for restocking, as the policy says. */
    RESTOCKING,
    /** What the customer pays for the way back. */
    FEE,
    /** What is kept back after looking at the thing. */
    DEDUCTION,
    /** Owed to the means it was paid with. */
    REFUND,
    /** Owed as store credit. */
    CREDIT,
    /** Owed as another thing. */
    EXCHANGE,
    /** What customers paid on top for a dearer thing that is not owed yet. */
    DEPOSIT,
    /** What customers paid on top, as it came in. */
    RECEIVED,
    /** What has left the house. */
    GIVEN;

    /** Whether its balance is what customers still have to get. */
    public boolean isOwed() {
        return this == REFUND || this == CREDIT || this == EXCHANGE || this == DEPOSIT;
    }

    static Account owing(Remedy.Kind kind) {
        return switch (kind) {
            case REFUND, KEEP, DONATE -> REFUND;
            case CREDIT -> CREDIT;
            case EXCHANGE, SHOP -> EXCHANGE;
        };
    }
}
