package io.postlude.console;

import io.postlude.stores.Brand;
import java.util.Locale;

/** Draws a customer's page with a brand that is not saved yet; the portal knows how. */
@FunctionalInterface
public interface BrandPreview {
    String draw(Brand draft, Locale locale);
}
