package io.postlude.connectors;

import java.util.List;

/** A row as it stood in its file: {@code line} is where it began, counted from 1. */
record ImportRow(CsvFile file, long line, List<String> fields) {}
