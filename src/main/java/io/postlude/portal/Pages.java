package io.postlude.portal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.Map;

/** Sets a page record into its template. */
final class Pages {
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), "io.postlude.pages");

    Pages() {
        templates.setBinaryStaticContent(true);
    }

    byte[] tracking(TrackingPage page) {
        return set("portal/tracking.jte", page);
    }

    byte[] notice(NoticePage page) {
        return set("portal/notice.jte", page);
    }

    byte[] lookup(LookupPage page) {
        return set("portal/lookup.jte", page);
    }

    byte[] gift(GiftPage page) {
        return set("portal/gift.jte", page);
    }

    byte[] preferences(PreferencePage page) {
        return set("portal/preferences.jte", page);
    }

    byte[] returnForm(ReturnFormPage page) {
        return set("portal/returnform.jte", page);
    }

    byte[] returnShop(ReturnShopPage page) {
        return set("portal/returnshop.jte", page);
    }

    byte[] returned(ReturnPage page) {
        return set("portal/returned.jte", page);
    }

    byte[] claimForm(ClaimFormPage page) {
        return set("portal/claimform.jte", page);
    }

    byte[] claim(ClaimPage page) {
        return set("portal/claim.jte", page);
    }

    byte[] terms(TermsPage page) {
        return set("portal/terms.jte", page);
    }

    private byte[] set(String template, Object page) {
        var out = new Utf8ByteOutput();
        templates.render(template, Map.of("page", page), out);
        return out.toByteArray();
    }
}
