package io.postlude.connectors;

import java.util.List;

/** Where a source of orders hands what it read. */
interface ImportSink {
    void order(ImportedOrder order);

    /** These rows could not be read as an order; all of them are skipped. */
    void fault(List<ImportRow> rows, String reason);

    /** How much of the main file is read, 0 to 1. */
    void read(double share);
}
