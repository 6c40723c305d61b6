package io.postlude.stores;

import java.net.URI;
import java.net.URISyntaxException;

/** A link a store may put on its pages: https, http, or a path of this installation. Never a script. */
final class WebLink {
    private static final int MOST_CHARACTERS = 2_000;

    private WebLink() {}

    static void require(String link) {
        if (link.length() > MOST_CHARACTERS || !isWeb(link)) {
            throw new IllegalArgumentException("A link begins with https:// or with a slash; not " + link);
        }
    }

    private static boolean isWeb(String link) {
        try {
            URI uri = new URI(link);
            if (uri.getScheme() == null) {
                return link.startsWith("/") && !link.startsWith("//");
            }
            return (uri.getScheme().equals("https") || uri.getScheme().equals("http")) && uri.getHost() != null;
        } catch (URISyntaxException broken) {
            return false;
        }
    }
}
