package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Database;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import io.postlude.tracking.StatusDetail;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.UnmappedCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Raw codes of carriers that nobody has translated: how often, an example, and what a person says they mean. */
final class MappingDesk {
    private static final String PATH = "/console/mapping";

    private final Frame frame;
    private final Database database;
    private final Tracking tracking;
    private final Audit audit;

    MappingDesk(Frame frame, Database database, Tracking tracking, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.tracking = tracking;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("mapping", Permission.SEE_SHIPMENTS, this::show);
        counter.page("mapping/one", Permission.MAP_CARRIER_CODES, this::one);
        counter.deed("mapping", Permission.MAP_CARRIER_CODES, this::map);
    }

    private List<UnmappedCode> codes(Visit visit) {
        return database.inStore(visit.store(), tx -> tracking.mappings().list(tx, visit.store()));
    }

    private Answer show(Visit visit) {
        List<UnmappedCode> all = codes(visit);
        List<UnmappedCode> open =
                all.stream().filter(code -> code.decided() == null).toList();
        List<UnmappedCode> decided =
                all.stream().filter(code -> code.decided() != null).toList();
        long seen = open.stream().mapToLong(UnmappedCode::seen).sum();
        List<Figure> figures = List.of(
                new Figure(
                        "Codes to map",
                        Words.count(open.size()),
                        "seen " + Words.count(seen, "time", "times") + "; counted as in transit until then",
                        null),
                new Figure(
                        "Mapped here",
                        Words.count(decided.size()),
                        "beside the vocabularies that come with the product",
                        null));
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.page(visit, "Mapping", "mapping"),
                        figures,
                        null,
                        List.of(
                                new Section("open", "Not mapped", "the most frequent first", table(visit, open), null),
                                new Section(
                                        "done",
                                        "Mapped in this store",
                                        "change one at any time; history is worked out again",
                                        table(visit, decided),
                                        null))));
    }

    private Table table(Visit visit, List<UnmappedCode> codes) {
        boolean may = visit.may(Permission.MAP_CARRIER_CODES);
        return Table.plain(
                "Raw codes",
                List.of(
                        Column.text("Code"),
                        Column.text("Example"),
                        Column.text("Counts as"),
                        Column.number("Seen"),
                        Column.number("Last").wide()),
                codes.stream().map(code -> row(visit, code, may)).toList(),
                new Empty(
                        "Nothing waits here",
                        "A code no vocabulary knows appears by itself, with its parcels counted.",
                        null));
    }

    private static Row row(Visit visit, UnmappedCode code, boolean may) {
        UnmappedCode.RawSource source = code.source();
        StatusDetail decided = code.decided();
        StatusDetail meaning = decided == null ? code.shownAs() : decided;
        String from = source.provider() + ", " + source.carrier();
        return Row.of(
                may ? Cell.link(source.code(), from, address(source)) : Cell.code(source.code(), from),
                Cell.of(code.exampleMessage() == null ? "no message" : code.exampleMessage(), code.exampleNumber()),
                Cell.of(StatusWords.of(meaning), meaning.code()),
                Cell.of(Words.count(code.seen())),
                Cell.of(visit.words().day(code.lastSeen())));
    }

    private static String address(UnmappedCode.RawSource source) {
        return PATH + "/one?provider=" + encoded(source.provider()) + "&carrier=" + encoded(source.carrier()) + "&code="
                + encoded(source.code());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer one(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "provider", "carrier", "code");
        UnmappedCode code = find(visit, address.text("provider"), address.text("carrier"), address.text("code"));
        UnmappedCode.RawSource source = code.source();
        StatusDetail decided = code.decided();
        StatusDetail chosen = decided == null ? code.shownAs() : decided;
        List<Option> meanings = Arrays.stream(StatusDetail.values())
                .sorted(Comparator.comparingInt(StatusDetail::number))
                .map(detail -> new Option(
                        detail.code(), StatusWords.of(detail) + " (" + detail.code() + ")", detail == chosen))
                .toList();
        Form form = Form.of(PATH, "Map it", "check", List.of())
                .picking(new Pick("meaning", "It means", meanings))
                .hiding(Map.of("provider", source.provider(), "carrier", source.carrier(), "code", source.code()))
                .weighing(Form.Weight.PRIMARY);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "Seen", Words.count(code.seen()), "since " + visit.words().day(code.firstSeen()), null));
        figures.add(new Figure(
                "Counts as",
                StatusWords.of(chosen),
                decided == null ? "until somebody maps it" : "as mapped here",
                null));
        String scope = source.provider() + ", " + source.carrier()
                + (code.exampleMessage() == null ? "" : ": “" + code.exampleMessage() + "”");
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, source.code(), new Link("Mapping", PATH), "mapping"),
                        figures,
                        null,
                        List.of(new Section("map", source.code(), scope, null, form))));
    }

    private UnmappedCode find(Visit visit, String provider, String carrier, String code) {
        UnmappedCode.RawSource wanted = new UnmappedCode.RawSource(provider, carrier, code);
        return codes(visit).stream()
                .filter(known -> known.source().equals(wanted))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private Answer map(Visit visit) {
        UnmappedCode code = find(visit, visit.field("provider"), visit.field("carrier"), visit.field("code"));
        StatusDetail meaning = StatusDetail.ofCode(visit.field("meaning"))
                .orElseThrow(
                        () -> Refusal.invalid(List.of(new Problem.FieldError("/meaning", "Choose one of the list."))));
        int rebuilt = tracking.mappings()
                .map(visit.store(), code.source(), meaning, visit.session().name());
        Audit.Deed deed = Audit.Deed.of("code.mapped", "code", code.source().code())
                .after(Map.of("provider", code.source().provider(), "means", meaning.code(), "parcels", rebuilt));
        database.runInStore(visit.store(), tx -> audit.record(tx, visit.store(), visit.actor(), deed));
        return Answer.done(PATH, Done.MAPPED);
    }
}
