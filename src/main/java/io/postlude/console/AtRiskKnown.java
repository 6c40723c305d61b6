package io.postlude.console;

import io.postlude.deliveries.Enquiries;
import io.postlude.deliveries.Gestures;
import io.postlude.deliveries.Replacements;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderView;
import io.postlude.promises.AtRisk;
import io.postlude.promises.PromiseId;
import io.postlude.promises.RiskDeed;
import io.postlude.stores.PersonId;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one promise at risk.
 *
 * @param parcels those it is about
 * @param gestures given for this order
 */
record AtRiskKnown(
        AtRisk risk,
        OrderView order,
        AtRiskHistories.@Nullable History history,
        List<ShipmentView> parcels,
        List<RiskDeed> deeds,
        List<Gestures.Given> gestures,
        List<Enquiries.Enquiry> enquiries,
        List<Replacements.Replacement> replacements) {

    static PromiseId promise(Visit visit) {
        return PromiseId.parse(visit.part("promise")).orElseThrow(Refusal::notFound);
    }

    /** Answers "not found" for a promise that is none of this store's, or was never at risk. */
    static AtRiskKnown read(Tx tx, Visit visit, AtRiskDesk.Sources sources, Tracking tracking) {
        StoreId store = visit.store();
        AtRisk risk = sources.queue().one(tx, store, promise(visit)).orElseThrow(Refusal::notFound);
        OrderView order = Optional.ofNullable(risk.promise().order())
                .flatMap(id -> sources.orders().order(tx, store, id))
                .orElseThrow(Refusal::notFound);
        Long shipment = risk.promise().shipment();
        return new AtRiskKnown(
                risk,
                order,
                AtRiskHistories.read(tx, visit, sources.histories(), List.of(order))
                        .of(order),
                tracking.ofOrder(tx, store, order.id()).stream()
                        .filter(parcel -> shipment == null || parcel.id().value() == shipment)
                        .toList(),
                sources.queue().deeds(tx, store, risk.promise().id()),
                sources.deliveries().gestures().ofOrder(tx, store, order.id()),
                sources.deliveries().enquiries().ofOrder(tx, store, order.id()),
                sources.deliveries().replacements().ofOrder(tx, store, order.id()));
    }

    /** Counts this person's deeds: a second click sends the same key, the next deed another. */
    String key(PersonId person) {
        long before =
                deeds.stream().filter(deed -> deed.person().equals(person)).count();
        return person + "-" + before;
    }

    String path() {
        return AtRiskDesk.PATH + "/" + risk.promise().id();
    }

    Optional<ShipmentView> parcel(String id) {
        return parcels.stream()
                .filter(parcel -> parcel.id().toString().equals(id))
                .findFirst();
    }

    static String number(ShipmentView parcel) {
        return parcel.numbers().isEmpty()
                ? "no number"
                : parcel.numbers().getFirst().number();
    }

    /** Empty where it is not known. */
    static String carrier(ShipmentView parcel) {
        String carrier =
                parcel.numbers().isEmpty() ? null : parcel.numbers().getFirst().carrier();
        return carrier == null ? "" : carrier;
    }
}
