package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Secrets;
import java.time.InstantSource;

/** What the parts of this module stand on together. */
record Ground(
        Database database,
        EventLog log,
        Ids ids,
        Secrets secrets,
        InstantSource clock,
        InstantSource wallClock,
        Generation generation) {}
