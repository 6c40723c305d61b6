package io.postlude.portal;

import io.postlude.stores.Brand;
import io.postlude.stores.BrandLook;
import io.postlude.stores.BrandProposal;
import io.postlude.stores.Colour;
import io.postlude.stores.Lettering;
import io.postlude.stores.Typeface;
import java.util.List;

/** What a page wears when no store is known: a wrong link could belong to any. */
final class HouseBrand {
    static final String SLUG = "-";
    private static final Colour COLOUR = Colour.parse("#26413c");

    private HouseBrand() {}

    static FrameWriter.StoreFace face() {
        var look = new BrandLook(
                BrandProposal.day(COLOUR),
                BrandProposal.night(COLOUR),
                Lettering.plain(Typeface.HANKEN_GROTESK, Typeface.HANKEN_GROTESK),
                8,
                8);
        return new FrameWriter.StoreFace(
                SLUG,
                new Brand(
                        "Postlude",
                        null,
                        null,
                        look,
                        Brand.Tone.FORMAL,
                        new Brand.Contact("", null, null, null),
                        new Brand.Links(null, null, null, List.of()),
                        List.of()));
    }
}
