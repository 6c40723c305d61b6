package io.postlude.customers;

/** What came of a merge or its undoing. */
public sealed interface Merged {
    /** {@code from} is now known as {@code into}. */
    record Done(MergeId merge, CustomerId from, CustomerId into) implements Merged {}

    record Refused(Reason reason) implements Merged {}

    /** Why not. */
    enum Reason {
        NOT_FOUND,
        ERASED,
        ALREADY_ONE,
        ALREADY_UNDONE
    }
}
