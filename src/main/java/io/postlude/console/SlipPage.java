package io.postlude.console;

import io.postlude.kernel.QrCode;
import io.postlude.returns.PackingSlip;
import io.postlude.stores.Brand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packing slip: what is in the parcel and how it is sent back, without prices and without whoever paid.
 *
 * @param order the order's page in the console
 * @param code null where nobody but the buyer may send it back, and it is a gift
 */
public record SlipPage(
        String language,
        String order,
        Brand brand,
        Head head,
        List<PackingSlip.Thing> things,
        @Nullable Code code) {

    /** What stands over it, and over its columns. */
    public record Head(String title, String number, String item, String quantity) {}

    /** Where it is sent back: to be scanned and to be typed, and what that takes. */
    public record Code(
            QrCode picture,
            String link,
            String says,
            @Nullable String postcode) {}
}
