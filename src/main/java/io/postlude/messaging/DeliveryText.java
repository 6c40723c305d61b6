package io.postlude.messaging;

import io.postlude.deliveries.Sentence;
import io.postlude.messaging.DeliveryPage.Day;
import io.postlude.messaging.DeliveryPage.Item;
import io.postlude.messaging.DeliveryPage.Link;
import io.postlude.messaging.DeliveryPage.Part;
import io.postlude.messaging.DeliveryPage.Way;
import io.postlude.stores.Brand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text part: the same facts and the same links as the HTML, for those who read plainly. */
final class DeliveryText {
    private static final int LINE_CHARS = 68;

    private final List<String> blocks = new ArrayList<>();

    private DeliveryText() {}

    static String of(DeliveryPage page, Brand brand) {
        var text = new DeliveryText();
        text.news(page);
        text.answers(page);
        text.parts(page);
        text.foot(page, brand);
        return String.join("\n\n", text.blocks) + "\n";
    }

    private void news(DeliveryPage page) {
        add(wrapped(page.heading().text().toUpperCase(Locale.ROOT)) + "\n"
                + wrapped(page.answer().text().toUpperCase(Locale.ROOT)));
        add(page.greeting());
        page.lead().forEach(lead -> add(wrapped(lead.text())));
        if (page.word() != null) {
            page.word().paragraphs().forEach(paragraph -> add(wrapped(paragraph)));
            add("– " + page.word().by());
        }
        if (page.strip() != null) {
            add(page.strip().caption() + "\n"
                    + page.strip().days().stream()
                            .filter(day -> day.weight() != DeliveryPage.Weight.NONE)
                            .map(DeliveryText::day)
                            .collect(Collectors.joining("\n")));
        }
        if (page.promise() != null) {
            add(wrapped(page.promise().text()));
        }
    }

    private static String day(Day day) {
        return "  %-9s %s".formatted(day.weekday() + " " + day.number(), day.note());
    }

    private void answers(DeliveryPage page) {
        if (!page.deeds().isEmpty()) {
            var numbered = new ArrayList<String>();
            for (Sentence deed : page.deeds()) {
                numbered.add(wrapped((numbered.size() + 1) + ". " + deed.text(), "   "));
            }
            add(page.deedsHeading() + "\n\n" + String.join("\n", numbered));
        }
        if (page.gift() != null) {
            add(page.gift().what() + "\n" + wrapped(page.gift().means()));
        }
        if (page.ways() != null) {
            add(page.ways().heading() + "\n\n"
                    + page.ways().all().stream().map(DeliveryText::way).collect(Collectors.joining("\n")));
        }
        add(page.button().label() + ":\n" + page.button().link());
    }

    private static String way(Way way) {
        return wrapped("- " + way.name() + ". " + way.means(), "  ") + "\n  " + way.link();
    }

    private void parts(DeliveryPage page) {
        page.parts().forEach(part -> add(part(part)));
        add(page.order());
    }

    private static String part(Part part) {
        var lines = new ArrayList<String>();
        lines.add(wrapped(part.state() == null ? part.heading() : part.heading() + ": " + part.state()));
        part.items().forEach(item -> lines.add(wrapped("- " + item(item), "  ")));
        if (part.number() != null) {
            lines.add(part.number());
        }
        if (part.carrier() != null) {
            lines.add(part.carrier().label() + ":\n" + part.carrier().link());
        }
        return String.join("\n", lines);
    }

    private static String item(Item item) {
        return item.title()
                + (item.hint().isEmpty() ? "" : " (" + item.hint() + ")")
                + (item.price() == null ? "" : ", " + item.price());
    }

    private void foot(DeliveryPage page, Brand brand) {
        var lines = new ArrayList<String>();
        lines.add("--");
        page.foot().forEach(line -> lines.add(wrapped(line)));
        for (Link link : page.links()) {
            lines.add(link.label() + ": " + link.link());
        }
        if (!brand.contact().address().isBlank()) {
            lines.add(brand.contact().address());
        }
        add(String.join("\n", lines));
    }

    private void add(@Nullable String block) {
        if (block != null && !block.isBlank()) {
            blocks.add(block.strip());
        }
    }

    private static String wrapped(String text) {
        return wrapped(text, "");
    }

    /** Breaks lines between words; an unbreakable space stays one, a link is never cut. */
    static String wrapped(String text, String indent) {
        var out = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > LINE_CHARS) {
                out.append('\n').append(indent);
                column = indent.length();
            } else if (column > 0) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.toString();
    }
}
