package io.postlude.deliveries;

import io.postlude.deliveries.Measures.Choice;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a store lets its customers choose when an order is late. */
public record ChoiceRule(boolean address, boolean pickup, Cancel cancel) {
    /** A store that has not said otherwise. */
    public static final ChoiceRule USUAL = new ChoiceRule(true, true, Cancel.LATE);

    private static final Set<Situation> CAN_TURN = EnumSet.of(
            Situation.PLACED,
            Situation.PACKED,
            Situation.LABEL_MADE,
            Situation.NOT_HANDED_OVER,
            Situation.MOVING,
            Situation.DELAYED,
            Situation.STALLED,
            Situation.FALSE_DELIVERY,
            Situation.ATTEMPT_FAILED,
            Situation.ADDRESS);
    private static final Set<Situation> UNSENT =
            EnumSet.of(Situation.PLACED, Situation.PACKED, Situation.LABEL_MADE, Situation.NOT_HANDED_OVER);
    private static final Set<Situation> GONE =
            EnumSet.of(Situation.LOST, Situation.DAMAGED, Situation.UNDELIVERABLE, Situation.SILENT);

    /** When a customer may ask for the money instead. */
    public enum Cancel {
        NEVER,
        /** Only what no carrier has yet. */
        UNSENT,
        /** Whatever is late or lost. */
        LATE
    }

    /** What is offered in a situation; nothing where nothing is wrong, or nothing can be changed any more. */
    public List<Choice> offered(Scene scene) {
        Situation situation = scene.situation();
        boolean turnable = CAN_TURN.contains(situation);
        if (!scene.isLate() || !(turnable || GONE.contains(situation))) {
            return List.of();
        }
        var choices = new ArrayList<Choice>();
        if (turnable) {
            choices.add(Choice.WAIT);
        }
        if (address && turnable) {
            choices.add(Choice.ADDRESS);
        }
        if (pickup && turnable && !UNSENT.contains(situation)) {
            choices.add(Choice.PICKUP);
        }
        if (cancel == Cancel.LATE || (cancel == Cancel.UNSENT && UNSENT.contains(situation))) {
            choices.add(Choice.CANCEL);
        }
        return choices.size() == 1 && turnable ? List.of() : choices;
    }

    static ChoiceRule of(Tx tx, StoreId store) {
        return tx.first(
                        "select address, pickup, cancel from deliveries.choice_rule where store_id = ?",
                        row -> new ChoiceRule(
                                row.getBoolean("address"),
                                row.getBoolean("pickup"),
                                Cancel.valueOf(row.getString("cancel"))),
                        store)
                .orElse(USUAL);
    }

    void save(Tx tx, StoreId store, Instant now) {
        tx.execute("""
                insert into deliveries.choice_rule (store_id, address, pickup, cancel, changed_at)
                values (?, ?, ?, ?, ?) on conflict (store_id) do update set
                  address = excluded.address, pickup = excluded.pickup, cancel = excluded.cancel,
                  changed_at = excluded.changed_at""", store, address, pickup, cancel.name(), now);
    }
}
