package io.postlude.twin;

import io.postlude.messaging.Messages;
import java.util.List;

/** The page of one message: how it looks, what it says as text, what stands in its head. */
public record DevLetter(DevOutbox.Row row, String from, String replyTo, List<Messages.Header> headers, String text) {}
