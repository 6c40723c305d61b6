package io.postlude.console;

import io.postlude.claims.ClaimSettings;
import io.postlude.claims.Claims;
import io.postlude.claims.Warranty;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Map;

/** Which warranty things carry, until when claims are answered, and how long something may be reported. */
final class ClaimTermsDesk {
    private static final String PATH = ClaimsDesk.PATH + "/terms";

    private final Frame frame;
    private final ClaimsDesk.Sources sources;
    private final Audit audit;

    ClaimTermsDesk(Frame frame, ClaimsDesk.Sources sources, Audit audit) {
        this.frame = frame;
        this.sources = sources;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("claims/terms", Permission.SEE_RETURNS, this::show);
        counter.deed("claims/terms/reply", Permission.CHANGE_POLICY, this::saveSettings);
        counter.deed("claims/terms/warranty", Permission.CHANGE_POLICY, this::saveTerm);
        counter.deed("claims/terms/warranty-removal", Permission.CHANGE_POLICY, this::dropTerm);
    }

    private record Read(ClaimSettings settings, Map<String, Integer> terms) {}

    private Answer show(Visit visit) {
        Claims claims = sources.claims().claims();
        Read read = sources.database()
                .inStore(
                        visit.store(),
                        tx -> new Read(
                                claims.settings(tx, visit.store()),
                                claims.warranty().terms(tx, visit.store())));
        boolean changes = visit.may(Permission.CHANGE_POLICY);
        return Answer.page(
                "sections",
                new SectionsPage(
                        frame.below(visit, "Warranty and terms", new Link("Claims", ClaimsDesk.PATH), "claims"),
                        List.of(),
                        null,
                        List.of(
                                new Section(
                                        "warranty",
                                        "Warranty",
                                        "months from the day of delivery, by product type",
                                        terms(read, changes),
                                        changes ? termForm() : null),
                                new Section(
                                        "reply",
                                        "Answers",
                                        "promised to the customer, and watched",
                                        null,
                                        changes ? replyForm(read.settings()) : null))));
    }

    private static Table terms(Read read, boolean changes) {
        return Table.plain(
                "Warranty",
                List.of(Column.text("Product type"), Column.number("Months"), Column.text("")),
                read.terms().entrySet().stream()
                        .map(entry -> Row.of(
                                Cell.of(entry.getKey().isEmpty() ? "every other" : entry.getKey()),
                                Cell.of(entry.getValue() == 0 ? "none" : Integer.toString(entry.getValue())),
                                Cell.deeds(
                                        changes && !entry.getKey().isEmpty()
                                                ? List.of(new Deed(
                                                        "Remove",
                                                        "x",
                                                        PATH + "/warranty-removal",
                                                        Map.of("type", entry.getKey()),
                                                        false))
                                                : List.of())))
                        .toList(),
                new Empty("No term", "Every thing has two years.", null));
    }

    private static Form termForm() {
        return Form.of(
                PATH + "/warranty",
                "Save",
                "check",
                List.of(
                        Field.text("type", "Product type", "").hinting("As the shop calls it; empty: every other."),
                        Field.text("months", "Months", "24")
                                .ofType("number", "off")
                                .needed()));
    }

    private static Form replyForm(ClaimSettings settings) {
        return Form.of(
                PATH + "/reply",
                "Save",
                "check",
                List.of(
                        Field.text("reply", "Working days until an answer", Integer.toString(settings.replyDays()))
                                .ofType("number", "off")
                                .needed(),
                        Field.text("report", "Days to report after delivery", Integer.toString(settings.reportDays()))
                                .hinting("For what went wrong on the way; defects have their warranty.")
                                .ofType("number", "off")
                                .needed()));
    }

    private Answer saveSettings(Visit visit) {
        int reply = number(visit, "reply");
        int report = number(visit, "report");
        if (reply < 1 || reply > 30 || report < 1 || report > 730) return Answer.done(PATH, Done.CLAIM_INCOMPLETE);
        sources.database().runInStore(visit.store(), tx -> {
            sources.claims().claims().save(tx, visit.store(), new ClaimSettings(reply, report));
            audit.record(tx, visit.store(), visit.actor(), Audit.Deed.of("claim.terms", "claims", "answers"));
        });
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }

    private Answer saveTerm(Visit visit) {
        int months = number(visit, "months");
        String type = visit.field("type").strip();
        if (months < 0 || months > Warranty.MOST_MONTHS || type.length() > 200)
            return Answer.done(PATH, Done.CLAIM_INCOMPLETE);
        sources.database().runInStore(visit.store(), tx -> {
            sources.claims().claims().warranty().setTerm(tx, visit.store(), type, months);
            audit.record(tx, visit.store(), visit.actor(), Audit.Deed.of("claim.warranty", "claims", type));
        });
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }

    private Answer dropTerm(Visit visit) {
        sources.database().runInStore(visit.store(), tx -> {
            sources.claims().claims().warranty().dropTerm(tx, visit.store(), visit.field("type"));
            audit.record(
                    tx, visit.store(), visit.actor(), Audit.Deed.of("claim.warranty", "claims", visit.field("type")));
        });
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }

    private static int number(Visit visit, String field) {
        String text = visit.field(field).strip();
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
    }
}
