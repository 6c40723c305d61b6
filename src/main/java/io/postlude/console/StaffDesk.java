package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Refusal;
import io.postlude.stores.InvitationId;
import io.postlude.stores.Permission;
import io.postlude.stores.PersonId;
import io.postlude.stores.Role;
import io.postlude.stores.Staff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The people of a store: who they are, what they may do, and how to let somebody in. */
final class StaffDesk {
    private static final String PATH = "/console/staff";

    private final Frame frame;
    private final Staff staff;
    private final String url;

    StaffDesk(Frame frame, Staff staff, String url) {
        this.frame = frame;
        this.staff = staff;
        this.url = url;
    }

    void addTo(Counter counter) {
        counter.page("staff", Permission.MANAGE_STAFF, visit -> Answer.page("sections", page(visit, null, List.of())));
        counter.deed("staff/invite", Permission.MANAGE_STAFF, this::invite);
        counter.deed("staff/invitations/{id}/withdraw", Permission.MANAGE_STAFF, this::withdraw);
        counter.page("staff/{id}", Permission.MANAGE_STAFF, visit -> Answer.page("sections", member(visit)));
        counter.deed("staff/{id}/role", Permission.MANAGE_STAFF, this::changeRole);
        counter.deed(
                "staff/{id}/remove",
                Permission.MANAGE_STAFF,
                visit -> answer(staff.remove(visit.store(), person(visit), visit.actor()), Done.STAFF_CHANGED));
        counter.deed(
                "staff/{id}/disable",
                Permission.MANAGE_STAFF,
                visit -> answer(staff.disable(visit.store(), person(visit), visit.session()), Done.STAFF_DISABLED));
        counter.deed(
                "staff/{id}/enable",
                Permission.MANAGE_STAFF,
                visit -> answer(staff.enable(visit.store(), person(visit), visit.session()), Done.STAFF_CHANGED));
    }

    private Answer invite(Visit visit) {
        Role role = role(visit.field("role"));
        return switch (staff.invite(visit.store(), visit.field("email"), role, visit.actor())) {
            case Staff.Invited.Sent sent -> {
                String link = url + "/console/welcome/" + sent.token();
                String title = "A link for " + sent.invitation().email();
                String advice = "Send it to them; it is shown only now and works for a week.";
                yield Answer.page("sections", page(visit, new SectionsPage.Secret(title, link, advice), List.of()));
            }
            case Staff.Invited.Invalid(List<FieldError> errors) -> Answer.again("sections", page(visit, null, errors));
        };
    }

    private Answer withdraw(Visit visit) {
        InvitationId id = InvitationId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
        if (!staff.withdraw(visit.store(), id, visit.actor())) {
            throw Refusal.notFound();
        }
        return Answer.done(PATH, Done.STAFF_CHANGED);
    }

    private Answer changeRole(Visit visit) {
        return answer(
                staff.setRole(visit.store(), person(visit), role(visit.field("role")), visit.actor()),
                Done.STAFF_CHANGED);
    }

    private static Answer answer(Staff.Change change, Done done) {
        return switch (change) {
            case Staff.Change.Done() -> Answer.done(PATH, done);
            case Staff.Change.LastOwner() -> Answer.done(PATH, Done.LAST_OWNER);
            case Staff.Change.NotYours() -> Answer.done(PATH, Done.NOT_YOURS);
            case Staff.Change.Unknown() -> throw Refusal.notFound();
        };
    }

    private static PersonId person(Visit visit) {
        return PersonId.parse(visit.part("id")).orElseThrow(Refusal::notFound);
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElse(Role.VIEWER);
    }

    private SectionsPage page(Visit visit, SectionsPage.@Nullable Secret secret, List<FieldError> errors) {
        List<Staff.Member> members = staff.members(visit.store());
        List<Staff.Invitation> invitations = staff.invitations(visit.store());
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "people", "Staff", Words.count(members.size(), "person", "people"), members(visit, members), null));
        if (!invitations.isEmpty()) {
            sections.add(new Section("waiting", "Invited", "not yet taken", invitations(visit, invitations), null));
        }
        sections.add(new Section(
                "invite", "Invite someone", "they choose their own password", null, inviteForm(visit, errors)));
        return new SectionsPage(frame.page(visit, "Staff", "staff"), List.of(), secret, sections);
    }

    private static Form inviteForm(Visit visit, List<FieldError> errors) {
        String given = errors.isEmpty() ? "" : visit.field("email");
        return Form.of(
                        PATH + "/invite",
                        "Make the link",
                        "plus",
                        List.of(Field.text("email", "E-mail", given)
                                .ofType("email", "off")
                                .needed()
                                .refused(Faults.of(errors, "/email"))))
                .picking(roles(Role.AGENT))
                .weighing(Form.Weight.PRIMARY);
    }

    private static Pick roles(Role chosen) {
        return new Pick(
                "role",
                "Role",
                Arrays.stream(Role.values())
                        .map(role -> new Option(role.name(), word(role) + ", " + may(role), role == chosen))
                        .toList());
    }

    private static String may(Role role) {
        return switch (role) {
            case OWNER -> "everything";
            case MARKETER -> "brand, orders and customers to read";
            case AGENT -> "orders, customers, parcels, inbox";
            case WAREHOUSE -> "orders and parcels";
            case VIEWER -> "reads orders and parcels";
        };
    }

    private static String word(Role role) {
        return role.name().charAt(0) + role.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static Table members(Visit visit, List<Staff.Member> members) {
        return Table.plain(
                "Staff of this store",
                List.of(
                        Column.text("Name"),
                        Column.text("Role"),
                        Column.text("Second factor"),
                        Column.number("Last seen").wide()),
                members.stream().map(member -> member(visit, member)).toList(),
                new Empty("Nobody", "", null));
    }

    private static Row member(Visit visit, Staff.Member member) {
        var seen = member.seenAt();
        boolean disabled = member.disabledAt() != null;
        return Row.of(
                Cell.link(member.name(), member.email(), PATH + "/" + member.id()),
                disabled ? Cell.pill(new Pill(Tone.VOID, "Disabled"), null) : Cell.of(word(member.role())),
                Cell.pill(member.secondStep() ? new Pill(Tone.KEPT, "On") : new Pill(Tone.WAIT, "Off"), null),
                Cell.of(seen == null ? "not signed in" : visit.words().moment(seen)));
    }

    private static Table invitations(Visit visit, List<Staff.Invitation> invitations) {
        return Table.plain(
                "Invitations not yet taken",
                List.of(Column.text("E-mail"), Column.text("Role"), Column.number("Until"), Column.number("")),
                invitations.stream()
                        .map(invitation -> Row.of(
                                Cell.of(invitation.email()),
                                Cell.of(word(invitation.role())),
                                Cell.of(visit.words().moment(invitation.expiresAt())),
                                Cell.deeds(List.of(Deed.of(
                                        "Withdraw", "x", PATH + "/invitations/" + invitation.id() + "/withdraw")))))
                        .toList(),
                new Empty("None", "", null));
    }

    private SectionsPage member(Visit visit) {
        PersonId id = person(visit);
        Staff.Member member = staff.members(visit.store()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        String path = PATH + "/" + id;
        boolean disabled = member.disabledAt() != null;
        Form role =
                Form.of(path + "/role", "Change the role", "check", List.of()).picking(roles(member.role()));
        Form sign = disabled
                ? Form.of(path + "/enable", "Let them in again", "undo", List.of())
                : Form.of(path + "/disable", "Disable the sign-in", "lock", List.of())
                        .weighing(Form.Weight.GRAVE);
        Form remove = Form.of(path + "/remove", "Take out of this store", "out", List.of())
                .weighing(Form.Weight.GRAVE);
        return new SectionsPage(
                frame.below(visit, member.name(), new Parts.Link("Staff", PATH), "staff"),
                List.of(),
                null,
                List.of(
                        new Section("role", member.name(), member.email(), null, role),
                        new Section(
                                "sign",
                                "Sign-in",
                                disabled ? "closed everywhere" : "ends all their sessions at once",
                                null,
                                sign),
                        new Section("leave", "Membership", "their sign-in stays, for other stores", null, remove)));
    }
}
