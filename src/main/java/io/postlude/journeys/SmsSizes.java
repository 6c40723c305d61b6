package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.flows.Step;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.ChannelPrices;
import io.postlude.messaging.SmsText;
import io.postlude.stores.Store;
import io.postlude.texts.TextDocument;
import io.postlude.texts.TextValues;
import io.postlude.texts.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long a step's SMS is in each language and what it costs, with made-up values: before it is published. */
public final class SmsSizes {
    /** As long as links to orders are. */
    private static final long SOME_ORDER = Long.MAX_VALUE / 3;

    private final JourneysModule.Faces faces;
    private final TrackingLinks pages;
    private final String url;

    SmsSizes(JourneysModule.Ground ground, JourneysModule.Faces faces) {
        this.faces = faces;
        this.pages = new TrackingLinks(ground.secrets());
        this.url = ground.url();
    }

    /** {@code plain}: it needs no sign outside the usual alphabet, which would more than double the price. */
    public record Size(String language, int segments, boolean plain, BigDecimal cost) {}

    /** Of each language that has words for it; empty where the text has none, or is gone. */
    public List<Size> of(Tx tx, StoreId id, Step.Touch step) {
        TextDocument text = faces.texts()
                .find(tx, id, step.message())
                .map(Texts.Found::document)
                .orElse(null);
        List<Size> sizes = new ArrayList<>();
        if (text == null) return sizes;
        Store store = faces.stores().get(id);
        BigDecimal price = ChannelPrices.read(tx, id).sms();
        String site = store.brand().links().site();
        String page = url + pages.path(id, SOME_ORDER);
        Texts.Links links = new Texts.Links(page, site == null ? page : site, page, null);
        String why = step.purpose().name().toLowerCase(Locale.ROOT);
        text.languages().forEach((language, wording) -> {
            if (!wording.brief().has("sms")) return;
            Locale locale = Locale.of(language);
            TextValues values = TextValues.sample(text.about(), store.brand().name(), locale);
            SmsText sms = SmsText.of(faces.texts()
                    .brief(text, Channel.SMS, values, new Texts.Reader(locale, why, links))
                    .text());
            sizes.add(new Size(
                    language, sms.segments().size(), sms.encoding() == SmsText.Encoding.GSM_7, sms.cost(price)));
        });
        return sizes;
    }
}
