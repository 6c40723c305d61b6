package io.postlude.connectors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CSV in which an order is one row or several rows below each other. */
final class CsvOrders implements ImportSource {
    private static final int ROWS_LIMIT = 10_000;

    private final CsvFile file;
    private final Layout layout;

    CsvOrders(CsvFile file, Layout layout) {
        this.file = file;
        this.layout = layout;
    }

    /** How one kind of file says what an order is. */
    interface Layout {
        /** Names of the column that the rows of one order have in common; the first that is there counts. */
        String[] keyColumn();

        /** The order these rows are. @throws ImportFault where they are none */
        ImportedOrder order(String key, List<CsvRow> rows);
    }

    @Override
    public void read(ImportSink sink) throws IOException {
        int _ = file.required(layout.keyColumn());
        Groups groups = new Groups(sink);
        file.each(groups::add, sink::read);
        groups.end();
    }

    private final class Groups {
        private final ImportSink sink;
        private final Set<String> seen = new HashSet<>();
        private final List<CsvRow> rows = new ArrayList<>();
        private @Nullable String key;

        Groups(ImportSink sink) {
            this.sink = sink;
        }

        void add(ImportRow row) {
            CsvRow values = new CsvRow(row);
            String next = values.text(layout.keyColumn());
            if (next == null) {
                end();
                sink.fault(List.of(row), layout.keyColumn()[0] + " is empty: the row belongs to no order");
                return;
            }
            if (!next.equals(key)) {
                end();
                key = next;
            }
            rows.add(values);
        }

        void end() {
            if (key != null) sinkOrder(key, List.copyOf(rows));
            rows.clear();
            key = null;
        }

        private void sinkOrder(String order, List<CsvRow> group) {
            List<ImportRow> raw = group.stream().map(CsvRow::row).toList();
            try {
                if (!seen.add(order)) throw new ImportFault("the rows of order " + order + " do not stand together");
                if (group.size() > ROWS_LIMIT) throw new ImportFault("order " + order + " has more than 10,000 rows");
                sink.order(layout.order(order, group));
            } catch (ImportFault e) {
                sink.fault(raw, e.reason());
            } catch (IllegalArgumentException e) {
                sink.fault(raw, String.valueOf(e.getMessage()));
            }
        }
    }
}
