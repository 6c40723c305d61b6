package io.postlude.twin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kinds of returns a store sees: each way back, each outcome, each thing that goes wrong. */
enum HomewardCase {
    TO_BE_SENT("drop_off", "changed_mind", "refund", 1),
    LABEL_PRINTED("label", "not_as_expected", "credit", 1, Deed.LABEL),
    FETCHED("pickup", "changed_mind", "credit", 1, Deed.LABEL, Deed.DISPATCH),
    OWN_CARRIER("own_carrier", "not_as_expected", "refund", 1, Deed.PARCEL),
    EXCHANGED_IN_STORE("in_store", "defective", "exchange", 1, Deed.RECEIVE, Deed.GRADE_D),
    KEPT("keep", "damaged", "keep", 1),
    UNDER_WAY("label", "changed_mind", "refund", 1, Deed.LABEL, Deed.DISPATCH),
    HERE("drop_off", "not_as_expected", "refund", 1, Deed.DISPATCH, Deed.RECEIVE),
    TAKEN("drop_off", "changed_mind", "refund", 1, Deed.DISPATCH, Deed.RECEIVE, Deed.GRADE_B),
    PAID_BACK("label", "not_as_expected", "refund", 1, Deed.DISPATCH, Deed.RECEIVE, Deed.GRADE_A, Deed.PAY),
    CREDITED("drop_off", "changed_mind", "credit", 1, Deed.RECEIVE, Deed.GRADE_A),
    EXCHANGED("drop_off", "wrong_item", "exchange", 1, Deed.RECEIVE, Deed.GRADE_A, Deed.PAY),
    LOST("label", "changed_mind", "refund", 1, Deed.DISPATCH, Deed.MISS),
    ANOTHER_THING("drop_off", "changed_mind", "refund", 1, Deed.RECEIVE, Deed.ANOTHER),
    NOT_TAKEN("drop_off", "changed_mind", "refund", 1, Deed.RECEIVE, Deed.DOUBT, Deed.DECLINE, Deed.SEND_BACK),
    CALLED_OFF("drop_off", "changed_mind", "refund", 1, Deed.CANCEL),
    ASKED("drop_off", "other", "refund", 1),
    REFUSED("drop_off", "other", "refund", 1, Deed.REFUSE),
    APPROVED("drop_off", "other", "credit", 1, Deed.APPROVE),
    TURNED_ROUND("drop_off", "not_as_expected", "refund", 1, Deed.RECEIVE, Deed.GRADE_B, Deed.REVERSE);

    private final String method;
    private final String reason;
    private final String remedy;
    private final int pieces;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed; its type does not say so
    private final List<Deed> deeds;

    HomewardCase(String method, String reason, String remedy, int pieces, Deed... deeds) {
        this.method = method;
        this.reason = reason;
        this.remedy = remedy;
        this.pieces = pieces;
        this.deeds = List.of(deeds);
    }

    List<Deed> deeds() {
        return deeds;
    }

    int pieces() {
        return pieces;
    }

    /** What is asked for one item of an order. What stays needs no way back. */
    Map<String, Object> wish(String reference, String order, String item) {
        Map<String, Object> wish = new HashMap<>(Map.of("reference", reference, "order", order));
        if (!method.equals("keep")) wish.put("method", method);
        wish.put(
                "items",
                List.of(Map.of(
                        "item", item, "quantity", pieces, "reason", reason, "remedy", remedy, "words", words())));
        return wish;
    }

    private String words() {
        return switch (reason) {
            case "not_as_expected" -> "Greyer than on the screen";
            case "damaged" -> "It came with a crack";
            case "defective" -> "It flickers";
            case "wrong_item" -> "I ordered the other one";
            case "other" -> "It does not fit the shelf it was bought for";
            default -> "";
        };
    }

    /** What is done with a return, as a noun under it. */
    enum Deed {
        LABEL("label"),
        PARCEL("parcel"),
        DISPATCH("dispatch"),
        RECEIVE("reception"),
        MISS("absence"),
        GRADE_A("inspection"),
        GRADE_B("inspection"),
        GRADE_D("inspection"),
        ANOTHER("inspection"),
        DOUBT("inspection"),
        DECLINE("decline"),
        SEND_BACK("sending-back"),
        CANCEL("cancellation"),
        APPROVE("approval"),
        REFUSE("refusal"),
        REVERSE("acceptance-reversal"),
        PAY("payouts");

        private final String noun;

        Deed(String noun) {
            this.noun = noun;
        }

        String path(JsonNode returned) {
            return this == PAY ? "payouts/" + waiting(returned) + "/receipt" : noun;
        }

        private static String waiting(JsonNode returned) {
            return returned.path("payouts")
                    .valueStream()
                    .filter(payout -> payout.path("state").asText().equals("by_hand"))
                    .map(payout -> payout.path("id").asText())
                    .findFirst()
                    .orElse("pay_0");
        }

        Map<String, Object> body(JsonNode returned) {
            return switch (this) {
                case PARCEL ->
                    Map.of(
                            "trackingNumber",
                            "CH" + returned.path("code").asText().replace("-", ""));
                case GRADE_A -> grade(returned, "a", "restock", Map.of());
                case GRADE_B -> grade(returned, "b", "restock", Map.of("deduction", "3.00", "words", "It was used"));
                case GRADE_D -> grade(returned, "d", "recycle", Map.of());
                case ANOTHER ->
                    grade(returned, "a", "wrong_item", Map.of("take", false, "words", "A cushion of another shop"));
                case DOUBT -> grade(returned, "c", "send_back", Map.of("take", false, "words", "It was washed"));
                case DECLINE -> Map.of("why", "It was washed, so it cannot be sold again");
                case REFUSE -> Map.of("why", "The shelf fits; see the page of the lamp");
                case PAY -> Map.of("reference", "by transfer");
                case LABEL, DISPATCH, RECEIVE, MISS, SEND_BACK, CANCEL, APPROVE, REVERSE -> Map.of();
            };
        }

        private static Map<String, Object> grade(
                JsonNode returned, String grade, String disposition, Map<String, Object> more) {
            String piece = returned.path("pieces")
                    .valueStream()
                    .filter(one -> one.path("travel").asText().equals("received"))
                    .map(one -> one.path("id").asText())
                    .findFirst()
                    .orElse("pce_0");
            Map<String, Object> body =
                    new HashMap<>(Map.of("piece", piece, "grade", grade, "disposition", disposition));
            body.putAll(more);
            return body;
        }
    }
}
