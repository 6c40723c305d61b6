package io.postlude.returns;

import org.jspecify.annotations.Nullable;

/** Who was given a thing and sends it back; {@code email} in lower case. */
public record GiftRecipient(String email, @Nullable String name) {}
