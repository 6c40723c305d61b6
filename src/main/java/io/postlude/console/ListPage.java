package io.postlude.console;

import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Table;
import java.util.List;

/** A page that is one table: orders, customers, shipments with trouble, the inbox, the audit trail. {@code ways} lead on. */
public record ListPage(Shell shell, List<Figure> figures, Filters filters, Table table, List<Link> ways) {
    public ListPage(Shell shell, List<Figure> figures, Filters filters, Table table) {
        this(shell, figures, filters, table, List.of());
    }
}
