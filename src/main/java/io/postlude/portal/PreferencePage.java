package io.postlude.portal;

import io.postlude.deliveries.Sentence;

/** How the store writes now, and the one button that changes it. */
public record PreferencePage(
        Frame frame, Sentence start, Sentence answer, Sentence lead, String action, String button) {}
