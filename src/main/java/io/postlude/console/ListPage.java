package io.postlude.console;

import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Table;
import java.util.List;

/** A page that is one table: orders, customers, shipments with trouble, the inbox, the audit trail. */
public record ListPage(Shell shell, List<Figure> figures, Filters filters, Table table) {}
