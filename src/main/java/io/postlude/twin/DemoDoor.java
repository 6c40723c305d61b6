package io.postlude.twin;

import io.postlude.stores.Connection;
import java.util.List;

/** How the demo's webhooks come in: in the program over HTTP, at the same address as a real sender's. */
@FunctionalInterface
public interface DemoDoor {
    /** Hands in all bodies, signed; throws where one is not taken. */
    void deliver(Connection connection, List<byte[]> bodies);
}
