package io.postlude.portal;

import io.postlude.deliveries.Words;
import io.postlude.stores.Brand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page: language, brand, links, style sheets.
 *
 * @param title of the document
 * @param assets the path of our own files, with their version
 * @param stylesheet the brand's own style sheet
 * @param fonts the files of its typefaces, to be loaded before the first line is set: text that changes its face moves
 * @param orders where an order is found again; nothing where no store is known
 * @param terms where it stands what is taken back
 * @param languages this page in the other languages; empty where it has no address of its own
 */
public record Frame(
        Words words,
        Brand brand,
        String title,
        String assets,
        String stylesheet,
        List<String> fonts,
        @Nullable String orders,
        @Nullable String terms,
        List<Link> languages,
        List<Icon> icons) {

    public Frame {
        fonts = List.copyOf(fonts);
        languages = List.copyOf(languages);
        icons = List.copyOf(icons);
    }

    /** A link with its text; {@code language} where the text is not in the page's own. */
    public record Link(String href, String text, @Nullable String language) {}

    public String language() {
        return words.language().code();
    }

    /** Where whoever was given something sends it back. */
    public String gift() {
        return orders == null ? "" : orders.substring(0, orders.lastIndexOf('/')) + "/gift";
    }

    /** Where a question goes: the store's help pages, else its e-mail; nothing if it has neither. */
    public @Nullable String help() {
        Brand.Contact contact = brand.contact();
        if (contact.helpUrl() != null) {
            return contact.helpUrl();
        }
        return contact.email() == null ? null : "mailto:" + contact.email();
    }
}
