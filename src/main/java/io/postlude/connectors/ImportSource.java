package io.postlude.connectors;

import java.io.IOException;

/** One file or folder of orders. */
interface ImportSource {
    /** Reads from beginning to end. */
    void read(ImportSink sink) throws IOException;
}
