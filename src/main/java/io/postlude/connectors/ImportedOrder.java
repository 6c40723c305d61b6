package io.postlude.connectors;

import io.postlude.orders.OrderSnapshot;
import io.postlude.tracking.ScanReport;
import java.util.List;

/**
 * An order with all that a file knows of it.
 *
 * @param scans of its parcels
 * @param remarks what is odd about it though it was taken, one short phrase each
 * @param rows where it stood
 */
record ImportedOrder(OrderSnapshot snapshot, List<ScanReport> scans, List<String> remarks, List<ImportRow> rows) {}
