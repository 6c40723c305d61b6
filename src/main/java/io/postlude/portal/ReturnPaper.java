package io.postlude.portal;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Words;
import io.postlude.kernel.Money;
import io.postlude.orders.OrderView;
import io.postlude.returns.ReturnTelling;
import io.postlude.stores.Brand;
import org.jspecify.annotations.Nullable;

/**
 * What all pages about sending things back are written with.
 *
 * @param address the path of the order's page
 * @param gift for whoever was given a thing: nothing says what it cost
 */
record ReturnPaper(FrameWriter frames, Words words, Days days, Brand brand, String address, boolean gift) {

    /** As people of the language write it, with its currency: {@code 129,00 EUR}. */
    String money(Money money) {
        return ReturnTelling.money(words, money);
    }

    /** What a thing cost; nothing to whoever was given it. */
    String worth(Money money) {
        return gift ? "" : money(money);
    }

    /** Our own files and https only, as everywhere on these pages. */
    static @Nullable String picture(OrderView.Line line) {
        String url = line.imageUrl();
        return url != null && (url.startsWith("https://") || url.startsWith("/assets/")) ? url : null;
    }

    String path(String rest) {
        return address + rest + "?lang=" + words.language().code();
    }

    String title(String text) {
        return text + ", " + brand.name();
    }
}
