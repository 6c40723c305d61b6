package io.postlude.twin;

import java.util.List;

/** The page of all messages, newest first. */
public record DevOutbox(List<Row> rows) {
    public record Row(String href, String subject, String recipient, String kind, String state, String at) {}
}
