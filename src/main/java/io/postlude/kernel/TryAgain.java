package io.postlude.kernel;

/**
 * Another transaction was faster with a row this one had read: nothing was written, and the whole transaction done again will
 * see what the other one wrote.
 */
public class TryAgain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TryAgain(String reason) {
        super(reason);
    }
}
