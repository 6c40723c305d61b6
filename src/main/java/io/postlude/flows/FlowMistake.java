package io.postlude.flows;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a journey's document.
 *
 * @param step the step it belongs to; null: the journey itself
 * @param pointer where it stands, as a JSON pointer
 */
public record FlowMistake(@Nullable String step, String pointer, String text) {}
