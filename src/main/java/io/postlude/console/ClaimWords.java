package io.postlude.console;

import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimState;
import io.postlude.claims.ClaimWish;
import io.postlude.claims.Clue;
import io.postlude.claims.Outcome;
import io.postlude.claims.Place;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;

/** How claims are called on staff's pages. */
final class ClaimWords {
    private ClaimWords() {}

    static String kind(ClaimKind kind) {
        return switch (kind) {
            case DAMAGED -> "Arrived damaged";
            case WRONG_ITEM -> "Another thing";
            case MISSING -> "Something missing";
            case NEVER_ARRIVED -> "Never arrived";
            case DEFECT -> "Defect in warranty";
        };
    }

    static Pill state(ClaimState state) {
        return switch (state) {
            case ASKED -> new Pill(Tone.RISK, "To decide");
            case ASKED_BACK -> new Pill(Tone.WAIT, "Customer asked");
            case AGREED -> new Pill(Tone.MOVE, "Agreed");
            case REFUSED -> new Pill(Tone.VOID, "Refused");
            case DONE -> new Pill(Tone.KEPT, "Done");
            case WITHDRAWN -> new Pill(Tone.VOID, "Taken back");
        };
    }

    static String outcome(Outcome outcome) {
        return switch (outcome) {
            case REFUND -> "Money back";
            case PART -> "A part of the price, it stays";
            case CREDIT -> "Store credit";
            case REPLACE -> "The same again";
            case REPAIR -> "Repair";
            case REFUSE -> "Refuse";
        };
    }

    static String place(Place place) {
        return switch (place) {
            case CUSTOMER -> "with the customer";
            case COMING -> "on its way to us";
            case HERE -> "with us";
            case SENT_BACK -> "sent back";
            case STAYS -> "has to go nowhere";
        };
    }

    static String wish(ClaimWish wish) {
        return switch (wish) {
            case ANY -> "leaves it to us";
            case REFUND -> "money back";
            case REPLACE -> "the same again";
            case REPAIR -> "a repair";
        };
    }

    static Pill weight(Clue.Weight weight) {
        return switch (weight) {
            case FOR -> new Pill(Tone.KEPT, "speaks for it");
            case AGAINST -> new Pill(Tone.BROKEN, "speaks against it");
            case OPEN -> new Pill(Tone.INFO, "look closely");
        };
    }

    static String clue(Clue.Kind kind) {
        return switch (kind) {
            case NO_PARCEL -> "No parcel of it is known";
            case NEVER_SCANNED -> "The carrier never scanned it";
            case NOT_DELIVERED -> "No scan says that it was delivered";
            case SILENT -> "Nothing was heard of it for five days or more";
            case DELIVERY_DOUBTFUL -> "Delivery was told in a way that cannot be right";
            case DELIVERED_UNSIGNED -> "Delivered, nobody signed";
            case DELIVERED_SIGNED -> "Delivered, somebody signed";
            case OTHER_PLACE -> "Delivered in another town than the address";
            case CARRIER_TELLS_DAMAGE -> "The carrier itself tells of damage";
            case PHOTOGRAPHED -> "The customer sent photographs";
            case NO_PHOTOGRAPH -> "No photograph so far; one can be asked for";
            case IN_WARRANTY -> "Within its warranty";
            case REPORTED_SOON -> "Reported within three days";
            case REPORTED_LATE -> "Reported more than three days after delivery";
        };
    }
}
