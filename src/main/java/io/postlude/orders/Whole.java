package io.postlude.orders;

import java.util.List;

/** A checked snapshot with all names in it turned into our ids; lines carry no id of their own yet. */
record Whole(OrderSnapshot snapshot, long hash, OrderContent content, List<LineRow> lines) {}
