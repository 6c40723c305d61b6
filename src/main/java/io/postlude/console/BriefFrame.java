package io.postlude.console;

import io.postlude.flows.Medium;
import io.postlude.journeys.BriefTrial;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A short form in the frame of a preview: as it looks on a telephone, with what it takes and costs below. */
final class BriefFrame {
    private static final String PAGE = """
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1$s</title>\
            <body style="margin:0;font:15px/1.5 system-ui,sans-serif;padding:20px;color:%2$s;background:%3$s">\
            <p style="margin:0 0 10px;font-size:13px;color:%4$s">%1$s</p>\
            <div style="max-width:24rem;padding:12px 16px;border-radius:16px 16px 16px 4px;background:%5$s;overflow-wrap:anywhere">%6$s</div>\
            <p style="margin:12px 0 0;font-size:13px;color:%4$s">%7$s</p></body></html>""";

    private BriefFrame() {}

    static String draw(BriefTrial brief, String from, String currency, boolean dark) {
        String title = brief.title().isEmpty() ? "" : "<b>" + TextFrame.escaped(brief.title()) + "</b><br>";
        String words = title + TextFrame.escaped(brief.text()).replace("\n", "<br>");
        String head = TextFrame.escaped(from + ", " + brief.medium().words());
        String foot = String.join(
                "<br>", facts(brief, currency).stream().map(TextFrame::escaped).toList());
        return dark
                ? PAGE.formatted(head, "#ececee", "#18181b", "#b4b4ba", "#2b2b30", words, foot)
                : PAGE.formatted(head, "#22261f", "#fff", "#4d5148", "#eeede8", words, foot);
    }

    private static List<String> facts(BriefTrial brief, String currency) {
        List<String> facts = new ArrayList<>();
        if (brief.medium() == Medium.SMS) {
            String cost = brief.cost().signum() == 0 ? "" : ", " + cost(brief, currency);
            facts.add((brief.parts() == 1 ? "1 part" : brief.parts() + " parts") + cost + ".");
            if (!brief.plain())
                facts.add(
                        "A sign here is outside the SMS alphabet, so less fits into a part. Without it, it costs less.");
        }
        if (brief.medium() == Medium.WHATSAPP)
            facts.add(
                    brief.template().isEmpty()
                            ? "Own words: they go within 24 hours after the customer wrote, free of charge."
                            : "Approved template " + brief.template()
                                    + (brief.cost().signum() == 0 ? "" : ", " + cost(brief, currency)) + ".");
        if (!brief.link().isEmpty()) facts.add("Leads to " + brief.link());
        return facts;
    }

    private static String cost(BriefTrial brief, String currency) {
        BigDecimal cost = brief.cost().stripTrailingZeros();
        return (cost.scale() < 2 ? cost.setScale(2) : cost).toPlainString() + " " + currency;
    }
}
