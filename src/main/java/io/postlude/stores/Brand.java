package io.postlude.stores;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the customer sees: name, look, voice and the ways to reach the store.
 *
 * @param markSvg the brand's small sign beside the name, one colour, as SVG text; drawn in the colour of the text
 * @param logoUrl a picture shown instead of sign and name
 * @param links where the store's own pages are; a link that is absent is not shown
 * @param showcases what the store wants to show on customers' pages, at most one per language
 */
public record Brand(
        String name,
        @Nullable String markSvg,
        @Nullable String logoUrl,
        BrandLook look,
        Tone tone,
        Contact contact,
        Links links,
        List<Showcase> showcases) {
    private static final int MOST_NAME_CHARACTERS = 80;
    private static final int MOST_MARK_CHARACTERS = 16_000;

    public Brand {
        if (name.isBlank() || name.length() > MOST_NAME_CHARACTERS) {
            throw new IllegalArgumentException("A brand has a name of at most 80 characters");
        }
        if (markSvg != null && (markSvg.length() > MOST_MARK_CHARACTERS || !markSvg.startsWith("<svg"))) {
            throw new IllegalArgumentException("The sign is an SVG of at most 16,000 characters");
        }
        if (logoUrl != null) {
            WebLink.require(logoUrl);
        }
        showcases = List.copyOf(showcases);
    }

    /** How the store addresses its customers where a language makes a difference: du or Sie, tú or usted. */
    public enum Tone {
        FAMILIAR,
        FORMAL
    }

    /** Where a person of the store answers. The address is one line, as it stands at the foot of each page. */
    public record Contact(
            String address,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String helpUrl) {
        public Contact {
            if (email != null && !email.matches("[^\\s@<>\"?&]+@[^\\s@<>\"?&]+")) {
                throw new IllegalArgumentException("Not an e-mail address: " + email);
            }
            if (phone != null && !phone.matches("\\+?[0-9 ()./-]{4,30}")) {
                throw new IllegalArgumentException("Not a telephone number: " + phone);
            }
            if (helpUrl != null) {
                WebLink.require(helpUrl);
            }
        }
    }

    public record Links(
            @Nullable String site,
            @Nullable String privacy,
            @Nullable String withdrawal,
            List<SocialLink> social) {
        public Links {
            for (String link : new @Nullable String[] {site, privacy, withdrawal}) {
                if (link != null) {
                    WebLink.require(link);
                }
            }
            social = List.copyOf(social);
        }
    }

    public record SocialLink(String name, String url) {
        public SocialLink {
            WebLink.require(url);
        }
    }

    /**
     * One editorial moment on a customer's page.
     *
     * @param language two letters; the first showcase also serves the languages that have none
     */
    public record Showcase(
            String language, String pictureUrl, String heading, String text, String linkText, String linkUrl) {
        public Showcase {
            WebLink.require(pictureUrl);
            WebLink.require(linkUrl);
        }
    }
}
