package io.postlude.journeys;

import io.postlude.flows.Medium;
import io.postlude.messaging.ChannelPrices;
import io.postlude.messaging.SmsText;
import io.postlude.messaging.Wording;
import io.postlude.texts.Texts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A short form of a text as its reader would have it.
 *
 * @param title of a notice or block; empty elsewhere
 * @param link where a notice or the button of a block leads; empty where it stands in the text
 * @param template the approved template it is sent as; empty: own words
 * @param parts of an SMS, which are paid for one by one; 0 on other channels
 * @param plain it needs no sign outside the usual alphabet of SMS, which would more than double the price
 * @param cost by the prices the store entered, in its currency; zero where none is entered or nothing is paid
 * @param wording null: it stands on a page
 */
public record BriefTrial(
        Medium medium,
        String title,
        String text,
        String link,
        String template,
        int parts,
        boolean plain,
        BigDecimal cost,
        @Nullable Wording wording) {

    static BriefTrial of(Medium medium, Wording wording, ChannelPrices prices) {
        return switch (wording) {
            case Wording.Notice(String title, String body, String link) ->
                new BriefTrial(medium, title, body, link, "", 0, true, BigDecimal.ZERO, wording);
            case Wording.Template template ->
                new BriefTrial(
                        medium,
                        "",
                        template.text(),
                        "",
                        template.name(),
                        0,
                        true,
                        template.category() == Wording.Category.UTILITY
                                ? prices.whatsappUtility()
                                : prices.whatsappMarketing(),
                        wording);
            case Wording.Text(String text) -> text(medium, text, prices, wording);
        };
    }

    private static BriefTrial text(Medium medium, String text, ChannelPrices prices, Wording wording) {
        if (medium != Medium.SMS) return new BriefTrial(medium, "", text, "", "", 0, true, BigDecimal.ZERO, wording);
        SmsText sms = SmsText.of(text);
        boolean plain = sms.encoding() == SmsText.Encoding.GSM_7;
        return new BriefTrial(medium, "", text, "", "", sms.segments().size(), plain, sms.cost(prices.sms()), wording);
    }

    static BriefTrial of(Texts.Block block) {
        return new BriefTrial(
                Medium.PAGE,
                block.heading(),
                block.text(),
                block.button().isEmpty() ? "" : block.link(),
                "",
                0,
                true,
                BigDecimal.ZERO,
                null);
    }
}
