package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.deliveries.Enquiries;
import io.postlude.deliveries.Enquiries.CarrierContact;
import io.postlude.deliveries.Enquiries.Enquiry;
import io.postlude.deliveries.EnquiryId;
import io.postlude.kernel.Database;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.messaging.Mailbox;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions to carriers that wait for an answer, and where each carrier takes them. */
final class EnquiriesDesk {
    static final String PATH = "/console/enquiries";
    private static final int MOST_ROWS = 200;
    private static final int LATELY_ROWS = 20;
    private static final int LONGEST_ANSWER = 2_000;
    private static final int LATEST_FOLLOW_UP_DAYS = 60;

    private final Frame frame;
    private final Database database;
    private final Enquiries enquiries;
    private final Audit audit;

    EnquiriesDesk(Frame frame, Database database, Enquiries enquiries, Audit audit) {
        this.frame = frame;
        this.database = database;
        this.enquiries = enquiries;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("enquiries", Permission.SEE_SHIPMENTS, visit -> list(visit, null, Map.of(), 200));
        counter.page("enquiries/{id}", Permission.SEE_SHIPMENTS, visit -> one(visit, null, 200));
        counter.deed("enquiries/{id}/answer", Permission.CHANGE_SHIPMENTS, this::answer);
        counter.deed("enquiries/{id}/again", Permission.CHANGE_SHIPMENTS, this::again);
        counter.deed("enquiries/{id}/closure", Permission.CHANGE_SHIPMENTS, this::giveUp);
        counter.deed("enquiries/contacts", Permission.CHANGE_SETTINGS, this::keepContact);
        counter.deed("enquiries/contacts/removal", Permission.CHANGE_SETTINGS, this::dropContact);
    }

    private record Read(List<Enquiry> open, List<Enquiry> closed, List<CarrierContact> contacts) {}

    private Answer list(Visit visit, @Nullable Note refusal, Map<String, String> entered, int status) {
        Read read = database.inStore(
                visit.store(),
                tx -> new Read(
                        enquiries.open(tx, visit.store(), MOST_ROWS),
                        enquiries.closed(tx, visit.store(), LATELY_ROWS),
                        enquiries.contacts(tx, visit.store())));
        List<Section> sections = List.of(
                new Section(
                        "open",
                        "Waiting for an answer",
                        "those to be asked again first",
                        table("Waiting for an answer", visit, read.open()),
                        null),
                new Section(
                        "closed",
                        "Lately closed",
                        "the last " + LATELY_ROWS,
                        table("Lately closed", visit, read.closed()),
                        null),
                new Section(
                        "carriers",
                        "Where carriers take questions",
                        "an enquiry is mailed there in one click",
                        contacts(visit, read.contacts()),
                        visit.may(Permission.CHANGE_SETTINGS) ? contactForm(entered) : null));
        SectionsPage page = new SectionsPage(
                frame.page(visit, "Enquiries", "enquiries").noting(refusal), List.of(), null, sections);
        return new Answer.Html(status, Pages.draw("sections", page));
    }

    private static Table table(String caption, Visit visit, List<Enquiry> all) {
        return Table.plain(
                caption,
                List.of(
                        Column.text("Parcel"),
                        Column.text("State"),
                        Column.text("Asked").wide(),
                        Column.text("What came of it")),
                all.stream().map(one -> row(visit, one)).toList(),
                new Empty("None", "Carriers are asked from the pages of promises at risk.", null));
    }

    private static Row row(Visit visit, Enquiry one) {
        String number = one.about().number() == null ? "no number" : one.about().number();
        return Row.of(
                Cell.link(number, ForecastWords.carrier(one.about().carrier()), PATH + "/" + one.id()),
                Cell.pill(
                        pill(visit, one),
                        one.state() == Enquiries.State.OPEN
                                ? "ask again " + visit.words().day(one.followUp())
                                : null),
                Cell.of(visit.words().moment(one.openedAt()), visit.words().ago(one.openedAt())),
                Cell.of(one.answer() == null ? "" : one.answer()));
    }

    private static Pill pill(Visit visit, Enquiry one) {
        return switch (one.state()) {
            case OPEN ->
                one.followUp().isAfter(visit.words().today())
                        ? new Pill(Tone.WAIT, "Waiting")
                        : new Pill(Tone.RISK, "Ask again");
            case ANSWERED -> new Pill(Tone.KEPT, "Answered");
            case GIVEN_UP -> new Pill(Tone.VOID, "Given up");
        };
    }

    private static Table contacts(Visit visit, List<CarrierContact> all) {
        boolean may = visit.may(Permission.CHANGE_SETTINGS);
        return Table.plain(
                "Carriers’ addresses",
                List.of(Column.text("Carrier"), Column.text("Address"), Column.text("Our account"), Column.number("")),
                all.stream()
                        .map(one -> Row.of(
                                Cell.of(ForecastWords.carrier(one.carrier())),
                                Cell.of(one.email()),
                                Cell.of(one.account() == null ? "" : one.account()),
                                Cell.deeds(
                                        may
                                                ? List.of(new Deed(
                                                        "Remove",
                                                        "x",
                                                        PATH + "/contacts/removal",
                                                        Map.of("carrier", one.carrier()),
                                                        false))
                                                : List.of())))
                        .toList(),
                new Empty("No address yet", "Until then the text of an enquiry opens in your own mail program.", null));
    }

    private static Form contactForm(Map<String, String> entered) {
        return Form.of(
                PATH + "/contacts",
                "Keep the address",
                "check",
                List.of(
                        Field.text("carrier", "Carrier", entered.getOrDefault("carrier", ""))
                                .hinting("As it stands beside its parcels, such as dhl.")
                                .needed(),
                        Field.text("email", "E-mail", entered.getOrDefault("email", ""))
                                .ofType("email", "off")
                                .refused(entered.get("error"))
                                .needed(),
                        Field.text("account", "Our account", entered.getOrDefault("account", ""))
                                .hinting("They ask for it first.")));
    }

    private Answer keepContact(Visit visit) {
        String carrier = visit.field("carrier").toLowerCase(Locale.ROOT);
        String email = visit.field("email");
        String account = visit.field("account");
        if (!carrier.matches("[a-z0-9_-]{2,40}") || Mailbox.parse(null, email).isEmpty() || account.length() > 100) {
            return list(
                    visit,
                    Note.refused(
                            "The address was not kept", "Name a carrier in letters as it stands beside its parcels."),
                    Map.of(
                            "carrier", carrier,
                            "email", email,
                            "account", account,
                            "error", "Enter the address the carrier takes questions under."),
                    422);
        }
        database.runInStore(visit.store(), tx -> {
            enquiries.setContact(
                    tx, visit.store(), new CarrierContact(carrier, email, account.isEmpty() ? null : account));
            record(tx, visit, Audit.Deed.of("carrier.address-kept", "carrier", carrier));
        });
        return Answer.done(PATH, Done.SETTINGS_SAVED);
    }

    private Answer dropContact(Visit visit) {
        String carrier = visit.field("carrier");
        boolean gone = database.inStore(visit.store(), tx -> {
            boolean dropped = enquiries.dropContact(tx, visit.store(), carrier);
            if (dropped) record(tx, visit, Audit.Deed.of("carrier.address-removed", "carrier", carrier));
            return dropped;
        });
        return Answer.done(PATH, gone ? Done.SETTINGS_SAVED : Done.NOT_ANY_MORE);
    }

    private Enquiry enquiry(Visit visit) {
        EnquiryId id = EnquiryId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
        return database.inStore(visit.store(), tx -> enquiries.enquiry(tx, visit.store(), id))
                .orElseThrow(Refusal::notFound);
    }

    private Answer one(Visit visit, @Nullable Note refusal, int status) {
        Enquiry one = enquiry(visit);
        boolean open = one.state() == Enquiries.State.OPEN;
        List<Section> sections = new ArrayList<>();
        String asked = one.words() == null ? "The words were erased." : one.words();
        String mailed = one.mailedTo() == null ? "not mailed by us" : "mailed to " + one.mailedTo();
        sections.add(new Section("asked", "What was asked", mailed, words("What was asked", asked), null));
        if (open && visit.may(Permission.CHANGE_SHIPMENTS)) {
            sections.add(new Section("answer", "They have answered", "", null, answerForm(one)));
            sections.add(new Section("again", "Ask again later", "", null, againForm(visit, one)));
            sections.add(new Section(
                    "up", "Nothing comes", "", null, Form.of(path(one) + "/closure", "Give it up", "void", List.of())));
        } else if (one.answer() != null) {
            sections.add(new Section("came", "What they said", "", words("What they said", one.answer()), null));
        }
        String number = one.about().number() == null ? "Enquiry" : one.about().number();
        SectionsPage page = new SectionsPage(
                frame.below(visit, number, new Link("Enquiries", PATH), "enquiries")
                        .noting(refusal),
                List.of(
                        new Parts.Figure(
                                "State",
                                pill(visit, one).word(),
                                open ? "ask again " + visit.words().day(one.followUp()) : "closed",
                                null),
                        new Parts.Figure(
                                "Carrier", ForecastWords.carrier(one.about().carrier()), number, null),
                        new Parts.Figure(
                                "Asked",
                                visit.words().day(one.openedAt()),
                                visit.words().ago(one.openedAt()),
                                OrdersDesk.PATH + "/" + one.about().order())),
                null,
                sections);
        return new Answer.Html(status, Pages.draw("sections", page));
    }

    private static Table words(String caption, String text) {
        return Table.plain(
                caption,
                List.of(Column.text("Line by line")),
                text.lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> Row.of(Cell.of(line)))
                        .toList(),
                new Empty("Nothing", "", null));
    }

    private static String path(Enquiry one) {
        return PATH + "/" + one.id();
    }

    private static Form answerForm(Enquiry one) {
        return Form.of(
                        path(one) + "/answer",
                        "Close it with this",
                        "check",
                        List.of(Field.text("answer", "What they said", "").needed()))
                .weighing(Form.Weight.PRIMARY);
    }

    private static Form againForm(Visit visit, Enquiry one) {
        LocalDate later = visit.shop().calendar().addWorkingDays(visit.words().today(), 1);
        return Form.of(
                path(one) + "/again",
                "Remind on that day",
                "cal",
                List.of(Field.text("followUp", "Ask again on", later.toString())
                        .ofType("date", "off")
                        .needed()));
    }

    private Answer answer(Visit visit) {
        String answer = visit.field("answer");
        if (answer.isEmpty() || answer.length() > LONGEST_ANSWER) {
            return one(visit, Note.refused("It stays open", "Write what they said, in at most 2,000 characters."), 422);
        }
        return change(visit, "enquiry.answered", (tx, id) -> enquiries.answer(tx, visit.store(), id, answer));
    }

    private Answer again(Visit visit) {
        LocalDate today = visit.words().today();
        LocalDate day;
        try {
            day = LocalDate.parse(visit.field("followUp"));
        } catch (DateTimeParseException e) {
            day = today.minusDays(1);
        }
        if (day.isBefore(today) || day.isAfter(today.plusDays(LATEST_FOLLOW_UP_DAYS))) {
            return one(visit, Note.refused("Nothing was changed", "Choose a day within the next sixty."), 422);
        }
        LocalDate chosen = day;
        return change(visit, "enquiry.postponed", (tx, id) -> enquiries.postpone(tx, visit.store(), id, chosen));
    }

    private Answer giveUp(Visit visit) {
        return change(visit, "enquiry.given-up", (tx, id) -> enquiries.giveUp(tx, visit.store(), id));
    }

    private interface Change {
        boolean make(Tx tx, EnquiryId id);
    }

    private Answer change(Visit visit, String deed, Change change) {
        Enquiry one = enquiry(visit);
        boolean changed = database.inStore(visit.store(), tx -> {
            boolean made = change.make(tx, one.id());
            if (made) record(tx, visit, Audit.Deed.of(deed, "enquiry", one.id().toString()));
            return made;
        });
        return Answer.done(path(one), changed ? Done.WRITTEN_DOWN : Done.NOT_ANY_MORE);
    }

    private void record(Tx tx, Visit visit, Audit.Deed deed) {
        audit.record(tx, visit.store(), visit.actor(), deed);
    }
}
