package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.messaging.ChannelProvider;
import io.postlude.messaging.ChannelProvider.Entry;
import io.postlude.messaging.ProviderId;
import io.postlude.messaging.Providers;
import io.postlude.messaging.SmsText;
import io.postlude.stores.Permission;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Through whom SMS and other messages go: providers in order, how they are, and what a text costs. */
final class ChannelsDesk {
    static final String PATH = "/console/channels";
    private static final Duration SPENT_OVER = Duration.ofDays(30);

    private final Frame frame;
    private final Providers providers;

    ChannelsDesk(Frame frame, Providers providers) {
        this.frame = frame;
        this.providers = providers;
    }

    void addTo(Counter counter) {
        counter.page("channels", Permission.MANAGE_CONNECTIONS, visit -> show(visit, Refused.none()));
        counter.deed("channels/preview", Permission.MANAGE_CONNECTIONS, visit -> show(visit, Refused.none()));
        counter.deed("channels/new/{source}", Permission.MANAGE_CONNECTIONS, this::add);
        counter.page("channels/{id}", Permission.MANAGE_CONNECTIONS, visit -> one(visit, find(visit), List.of()));
        counter.deed("channels/{id}", Permission.MANAGE_CONNECTIONS, this::change);
        counter.deed("channels/{id}/first", Permission.MANAGE_CONNECTIONS, this::putFirst);
        counter.deed("channels/{id}/off", Permission.MANAGE_CONNECTIONS, visit -> turn(visit, false));
        counter.deed("channels/{id}/on", Permission.MANAGE_CONNECTIONS, visit -> turn(visit, true));
    }

    /** What was refused, and of which kind's form. */
    private record Refused(String kind, List<FieldError> errors) {
        static Refused none() {
            return new Refused("", List.of());
        }

        List<FieldError> at(String other) {
            return kind.equals(other) ? errors : List.of();
        }
    }

    private Answer show(Visit visit, Refused refused) {
        List<Providers.View> all = providers.list(visit.store());
        Map<ProviderId, Providers.Spent> spent =
                providers.spent(visit.store(), visit.words().now().minus(SPENT_OVER));
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "providers",
                "Providers",
                "tried from top to bottom; one that is down or refuses us rests, and the next takes over",
                table(visit, all, spent),
                null));
        sections.add(preview(visit, all));
        for (ChannelProvider kind : providers.kinds())
            sections.add(new Section(
                    "new-" + kind.kind(),
                    "Add: " + kind.title(),
                    "what is entered is tried with the provider before it is kept",
                    null,
                    Form.of(
                            PATH + "/new/" + kind.kind(),
                            "Try and keep",
                            "bolt",
                            fields(
                                    kind,
                                    refused.at(kind.kind()).isEmpty() ? Map.of() : given(visit, kind),
                                    refused.at(kind.kind())))));
        SectionsPage page = new SectionsPage(frame.page(visit, "Channels", "channels"), List.of(), null, sections);
        return refused.errors().isEmpty() ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private static Table table(Visit visit, List<Providers.View> all, Map<ProviderId, Providers.Spent> spent) {
        return Table.plain(
                "Providers",
                List.of(
                        Column.text("Name"),
                        Column.text("State"),
                        Column.number("In 30 days"),
                        Column.text("Reports and answers go to").wide(),
                        Column.text("")),
                all.stream().map(view -> row(visit, view, spent.get(view.id()))).toList(),
                new Empty(
                        "No provider is set up",
                        "Until one is, messages on other channels than e-mail are given up at once and say so.",
                        new Link("See the messages", MessagesDesk.PATH)));
    }

    private static Row row(Visit visit, Providers.View view, Providers.@Nullable Spent spent) {
        String path = PATH + "/" + view.id();
        List<Deed> deeds = view.enabled()
                ? List.of(Deed.of("Put first", "up", path + "/first"), Deed.of("Switch off", "x", path + "/off"))
                : List.of(Deed.of("Switch on", "check", path + "/on"));
        return Row.of(
                Cell.link(view.name(), MessageWords.channel(view.channel()), path),
                state(visit, view),
                spent(visit, spent),
                Cell.code(view.reports(), null),
                Cell.deeds(deeds));
    }

    private static Cell spent(Visit visit, Providers.@Nullable Spent spent) {
        if (spent == null) return Cell.of("nothing");
        String cost = spent.cost().setScale(2, RoundingMode.HALF_UP).toPlainString() + " "
                + visit.shop().currency().getCurrencyCode();
        return Cell.of(
                Words.count(spent.messages(), "message", "messages"),
                spent.cost().signum() == 0 ? "no price entered" : cost);
    }

    private static Cell state(Visit visit, Providers.View view) {
        if (!view.enabled()) return Cell.pill(new Pill(Tone.VOID, "Switched off"), null);
        var until = view.pausedUntil();
        if (until != null && until.isAfter(visit.words().now()))
            return Cell.pill(
                    new Pill(Tone.RISK, "Resting"),
                    "until " + visit.words().moment(until) + (view.pausedWhy() == null ? "" : ": " + view.pausedWhy()));
        return Cell.pill(new Pill(Tone.KEPT, "In use"), null);
    }

    private static Section preview(Visit visit, List<Providers.View> all) {
        String text = visit.field("text");
        return new Section(
                "preview",
                "How long is a text",
                text.isEmpty() ? "segments and price before you send it" : length(visit, text, price(all)),
                null,
                Form.of(PATH + "/preview", "Count", "sms", List.of(Field.text("text", "Text of an SMS", text))));
    }

    private static @Nullable BigDecimal price(List<Providers.View> all) {
        return all.stream()
                .filter(view -> view.enabled()
                        && view.values().getOrDefault("price", "").matches("[0-9.]+"))
                .map(view -> new BigDecimal(view.values().getOrDefault("price", "0")))
                .findFirst()
                .orElse(null);
    }

    private static String length(Visit visit, String text, @Nullable BigDecimal price) {
        SmsText sms = SmsText.of(text);
        String alphabet = sms.encoding() == SmsText.Encoding.GSM_7 ? "GSM-7" : "UCS-2";
        String segments = Words.count(sms.segments().size(), "segment", "segments") + " in " + alphabet + ", "
                + Words.count(sms.units(), "unit", "units");
        return price == null
                ? segments
                : segments + "; " + sms.cost(price).toPlainString() + " "
                        + visit.shop().currency().getCurrencyCode() + " at the first provider’s price";
    }

    private Answer add(Visit visit) {
        ChannelProvider kind = providers.kind(visit.part("source")).orElseThrow(Refusal::notFound);
        Providers.Wanted wanted = new Providers.Wanted(kind.kind(), visit.field("name"), given(visit, kind));
        return switch (providers.add(visit.store(), wanted, visit.actor())) {
            case Providers.Outcome.Saved _ -> Answer.done(PATH, Done.PROVIDER_KEPT);
            case Providers.Outcome.Invalid(List<FieldError> errors) -> show(visit, new Refused(kind.kind(), errors));
            case Providers.Outcome.Unknown() -> throw Refusal.notFound();
        };
    }

    private Answer one(Visit visit, Providers.View view, List<FieldError> errors) {
        ChannelProvider kind = providers.kind(view.kind()).orElseThrow(Refusal::notFound);
        Map<String, String> values = new HashMap<>(errors.isEmpty() ? view.values() : given(visit, kind));
        if (errors.isEmpty()) values.put("name", view.name());
        SectionsPage page = new SectionsPage(
                frame.below(visit, view.name(), new Link("Channels", PATH), "channels"),
                List.of(),
                null,
                List.of(new Section(
                        "change",
                        kind.title(),
                        "reports and answers go to " + view.reports(),
                        null,
                        Form.of(PATH + "/" + view.id(), "Try and keep", "bolt", fields(kind, values, errors))
                                .weighing(Form.Weight.PRIMARY))));
        return errors.isEmpty() ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private Answer change(Visit visit) {
        Providers.View view = find(visit);
        ChannelProvider kind = providers.kind(view.kind()).orElseThrow(Refusal::notFound);
        Providers.Wanted wanted = new Providers.Wanted(kind.kind(), visit.field("name"), given(visit, kind));
        return switch (providers.change(visit.store(), view.id(), wanted, visit.actor())) {
            case Providers.Outcome.Saved _ -> Answer.done(PATH, Done.PROVIDER_KEPT);
            case Providers.Outcome.Invalid(List<FieldError> errors) -> one(visit, view, errors);
            case Providers.Outcome.Unknown() -> throw Refusal.notFound();
        };
    }

    private Answer putFirst(Visit visit) {
        boolean done = providers.putFirst(visit.store(), find(visit).id(), visit.actor());
        return Answer.done(PATH, done ? Done.PROVIDER_FIRST : Done.NOT_ANY_MORE);
    }

    private Answer turn(Visit visit, boolean on) {
        ProviderId id = find(visit).id();
        boolean done = on
                ? providers.enable(visit.store(), id, visit.actor())
                : providers.disable(visit.store(), id, visit.actor());
        return Answer.done(PATH, done ? Done.PROVIDER_TURNED : Done.NOT_ANY_MORE);
    }

    private Providers.View find(Visit visit) {
        ProviderId id = ProviderId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
        return providers.list(visit.store()).stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static Map<String, String> given(Visit visit, ChannelProvider kind) {
        Map<String, String> values = new HashMap<>(Map.of("name", visit.field("name")));
        kind.entries().forEach(entry -> values.put(entry.name(), visit.field(entry.name())));
        return values;
    }

    private static List<Field> fields(ChannelProvider kind, Map<String, String> values, List<FieldError> errors) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.text("name", "Name", values.getOrDefault("name", ""))
                .hinting("What you call it here.")
                .needed()
                .refused(Faults.of(errors, "/name")));
        for (Entry entry : kind.entries())
            fields.add(EntryField.of(
                    entry, values.getOrDefault(entry.name(), entry.otherwise()), !values.isEmpty(), errors));
        return fields;
    }
}
