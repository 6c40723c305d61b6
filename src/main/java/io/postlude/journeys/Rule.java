package io.postlude.journeys;

import java.util.Locale;

/** Why a message did not go, or did not go yet. The name stays in the records for ever. */
public enum Rule {
    TOO_LATE("too late to be of use"),
    SWITCHED_OFF("switched off by the store"),
    CANCELLED("the order is cancelled"),
    TEST_ORDER("a test order"),
    IN_PERSON("bought in person"),
    ERASED("the customer was erased"),
    NO_SENDER("the store has no address to write from"),
    NO_ADDRESS("no e-mail address"),
    BOUNCED("the address refuses mail"),
    NOTHING_TO_CORRECT("nothing wrong was said"),
    TOLD_BEFORE("told before for the whole order"),
    CALM("it looks well again"),
    UNSURE("not likely enough yet; watched"),
    OVERTAKEN("overtaken by what came after"),
    UNSUBSCRIBED("the customer does not want it"),
    QUIET_HOURS("quiet hours"),
    TOGETHER("waits to be told with other parcels"),
    SETTLING("waits a moment: more may follow at once"),
    NOT_YET("its day has not come"),
    CLAIM_TELLS("the claim that gave it tells of it"),
    NOT_WANTED("the step's own condition does not hold"),
    NO_REWARD("the text names a reward, and none was given"),
    NO_CONSENT("the customer has not agreed to it"),
    HOLDOUT("held out by lot, to measure the effect"),
    CARE("something is open about the order"),
    CAP("enough messages for now"),
    PAUSE("too soon after the last message"),
    NO_CHANNEL("no channel of its list is open"),
    NO_WORDS("the text has no words for this channel"),
    NO_NUMBER("no telephone number"),
    SUPPRESSED("the number is not written to"),
    NO_PROVIDER("the store has no provider for this channel"),
    NO_BROWSER("no browser that takes notices"),
    WINDOW_CLOSED("no template, and they wrote more than 24 hours ago"),
    NO_PAGE("there is no order, so no page"),
    FAILED("could not be written; tried again");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    /** In a few words, for lists. */
    public String words() {
        return words;
    }

    /** As addresses and programs write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
