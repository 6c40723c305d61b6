package io.postlude.returns;

import io.postlude.kernel.Money;

/** What became of a wish to change somebody's store credit. */
public sealed interface CreditChange {
    /**
     * It was done.
     *
     * @param amount what was moved
     * @param left what the person has now in this currency
     */
    record Moved(Money amount, Money left) implements CreditChange {}

    /**
     * It was taken for an order.
     *
     * @param spend by which it can be given back
     */
    record Spent(CreditSpendId spend, Money amount, Money left) implements CreditChange {}

    /** Nothing was changed: this much is there. */
    record NotEnough(Money there) implements CreditChange {}

    /** Nothing was changed: something else was, since whoever corrects it looked. */
    record Overtaken() implements CreditChange {}

    /** Nothing was changed: the person never spent that. */
    record NoSuchSpend() implements CreditChange {}
}
