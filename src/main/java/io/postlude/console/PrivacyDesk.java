package io.postlude.console;

import io.javalin.http.Context;
import io.postlude.console.Parts.Field;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Privacy;
import io.postlude.kernel.Database;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rights of a customer over what is kept about them: all of it in a file, or all of it gone. */
final class PrivacyDesk {
    /** Typed by hand, in this word: nothing brings a person back. */
    private static final String CONFIRMATION = "ERASE";

    private final Database database;
    private final Privacy privacy;
    private final Audit audit;

    PrivacyDesk(Database database, Privacy privacy, Audit audit) {
        this.database = database;
        this.privacy = privacy;
        this.audit = audit;
    }

    void addTo(Counter counter) {
        counter.page("customers/{id}/export", Permission.EXPORT_CUSTOMERS, this::export);
        counter.deed("customers/{id}/erase", Permission.ERASE_CUSTOMERS, this::erase);
    }

    /** Null where the visitor's role may not. */
    static @Nullable String exportPath(Visit visit, CustomerId id) {
        return visit.may(Permission.EXPORT_CUSTOMERS) ? path(id) + "/export" : null;
    }

    /** Null where the visitor's role may not; {@code credit} is what they still could spend, in words, or empty. */
    static @Nullable Form erasure(Visit visit, CustomerId id, String credit) {
        if (!visit.may(Permission.ERASE_CUSTOMERS)) return null;
        Field confirm = Field.text("confirm", "Type " + CONFIRMATION + " to confirm", "")
                .needed();
        String ends = "They still have " + credit + " of store credit. It ends with the erasure: pay it out before.";
        return Form.of(
                        path(id) + "/erase",
                        "Erase for good",
                        "x",
                        List.of(credit.isEmpty() ? confirm : confirm.hinting(ends)))
                .weighing(Form.Weight.GRAVE);
    }

    private static String path(CustomerId id) {
        return CustomersDesk.PATH + "/" + id;
    }

    private static CustomerId id(Visit visit) {
        var value = PublicId.parse(CustomerId.PREFIX, visit.part("id"));
        if (value.isEmpty()) {
            throw Refusal.notFound();
        }
        return new CustomerId(value.getAsLong());
    }

    private Answer export(Visit visit) {
        CustomerId id = id(visit);
        String file = database.inStore(visit.store(), tx -> {
            String all = privacy.export(tx, visit.store(), id).orElseThrow(Refusal::notFound);
            audit(tx, visit, "customer.exported", id);
            return all;
        });
        Context http = visit.http();
        http.header("Content-Disposition", "attachment; filename=\"" + id + ".json\"");
        http.contentType("application/json").result(file);
        return new Answer.Written();
    }

    private Answer erase(Visit visit) {
        CustomerId id = id(visit);
        boolean confirmed = visit.field("confirm").equals(CONFIRMATION);
        database.runInStore(visit.store(), tx -> {
            // Whose it is comes first: a foreign id is told nothing, confirmed or not.
            boolean known = confirmed
                    ? privacy.erase(tx, visit.store(), id)
                    : privacy.export(tx, visit.store(), id).isPresent();
            if (!known) {
                throw Refusal.notFound();
            }
            if (confirmed) {
                audit(tx, visit, "customer.erased", id);
            }
        });
        return Answer.done(path(id), confirmed ? Done.ERASED : Done.NOT_CONFIRMED);
    }

    private void audit(Tx tx, Visit visit, String action, CustomerId id) {
        audit.record(tx, visit.store(), visit.actor(), Audit.Deed.of(action, "customer", id.toString()));
    }
}
