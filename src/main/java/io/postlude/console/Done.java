package io.postlude.console;

import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Tone;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a deed says once it is done, on the page where it was asked for. The address holds only its name. */
enum Done {
    REPLAYED(Tone.KEPT, "Replayed", "The delivery was worked again; its result stands below."),
    REPLAYED_SEVERAL(Tone.KEPT, "Replayed", "The chosen deliveries were worked again."),
    NOTHING_CHOSEN(Tone.RISK, "No row is chosen", "Tick the deliveries first."),
    TAKEN(Tone.KEPT, "Taken", "Everybody sees that you have it in hand."),
    TAKEN_BY_OTHERS(Tone.RISK, "Some are in other hands", "Those were left as they are; the rest is yours."),
    LEFT(Tone.KEPT, "Given back", "It is nobody’s again."),
    CUSTOMER_TOLD(Tone.KEPT, "Sent", "It is on its way to the customer; what was said stands under Touchpoints."),
    CUSTOMER_WILL_BE_TOLD(
            Tone.KEPT, "It will be sent", "A rule lets it wait a little; it is written anew when it goes."),
    CONTACT_RECORDED(Tone.KEPT, "Written down", "It counts in this week."),
    WRITTEN_DOWN(Tone.KEPT, "Written down", "It stands below and in the queue."),
    SETTINGS_SAVED(Tone.KEPT, "Saved", "It counts from now on."),
    MAPPED(Tone.KEPT, "Mapped", "Parcels with this code are being worked out again; nobody is notified twice."),
    SENT_AGAIN(Tone.KEPT, "Queued again", "It is sent with the next round; what becomes of it stands below."),
    LET_GO(Tone.KEPT, "Let go", "Nobody has to look at it any more."),
    PROVIDER_KEPT(Tone.KEPT, "Tried and kept", "Messages of its channel go through it from now on."),
    PROVIDER_FIRST(Tone.KEPT, "First from now on", "The others of its channel take over when it is down."),
    PROVIDER_TURNED(Tone.KEPT, "Changed", "It holds from the next message on."),
    REFUNDS_KEPT(Tone.KEPT, "Tried and kept", "What is owed from now on goes that way of itself."),
    REFUNDS_TURNED(Tone.KEPT, "Changed", "It holds for what is owed from now on."),
    LABELS_KEPT(Tone.KEPT, "Tried and kept", "Labels of returns are bought there from now on."),
    LABELS_TURNED(Tone.KEPT, "Changed", "It holds for the next label."),
    EVENT_QUEUED(Tone.KEPT, "Queued", "It is sent within moments; what becomes of it stands below."),
    ENDPOINT_REMOVED(Tone.KEPT, "Removed", "That address hears nothing any more."),
    KEY_MADE(Tone.KEPT, "The key is made", "Publish its record at your domain, then switch it on."),
    KEY_TURNED(Tone.KEPT, "Changed", "It holds within half a minute."),
    SUPPRESSION_ADDED(Tone.KEPT, "Nobody writes there any more", "On that channel; it stands below with your name."),
    SUPPRESSION_STANDS(Tone.RISK, "It is on the list already", "Nothing was changed."),
    SUPPRESSION_LIFTED(Tone.KEPT, "Lifted", "They may be written to again; who lifted it stays on record."),
    ANSWERED(Tone.KEPT, "Answered", "The request is closed; who closed it stands in the audit."),
    ERASURE_ORDERED(Tone.KEPT, "The erasure is ordered", "It begins within seconds; how far it is stands below."),
    OTHER_SHOP(
            Tone.RISK,
            "Nothing was erased",
            "Another shop of that kind is connected here, and customers are not kept apart by shop. Erase them one by one on their pages."),
    STORE_SAVED(Tone.KEPT, "Saved", "It holds from now on, on every page and in every mail."),
    BRAND_SAVED(Tone.KEPT, "The brand is saved", "Customers see it from now on."),
    SWITCHED(Tone.KEPT, "Changed", "It holds from the next decision on."),
    STAFF_CHANGED(Tone.KEPT, "Changed", "It holds from the next click on."),
    STAFF_DISABLED(Tone.KEPT, "Disabled", "They are signed out everywhere."),
    LAST_OWNER(Tone.RISK, "A store needs an owner", "Make somebody else an owner first."),
    NOT_YOURS(
            Tone.RISK,
            "They belong to other stores too",
            "Only an owner of each of those may do that; take them out of this store instead."),
    KEY_REVOKED(Tone.KEPT, "Revoked", "Requests with this key are refused from now on."),
    SECRET_KEPT(Tone.KEPT, "The secret is kept", "Deliveries signed with it are taken from now on."),
    CONNECTION_REMOVED(Tone.KEPT, "Removed", "Deliveries to that address are refused from now on."),
    CONSENT_RECORDED(Tone.KEPT, "Recorded", "The ledger below has a new line."),
    NOBODY_THERE(Tone.RISK, "Nobody has that address", "Look the other profile up under Customers."),
    MERGED(Tone.KEPT, "Merged", "One person now; the stricter consent holds. It can be taken apart again."),
    MERGE_UNDONE(Tone.KEPT, "Taken apart", "Two people again, each with what was theirs."),
    ERASED(Tone.KEPT, "Erased", "The personal data is gone; figures stay without a person."),
    NOT_CONFIRMED(Tone.RISK, "Nothing was erased", "Type the word ERASE in the field to confirm."),
    PASSWORD_CHANGED(Tone.KEPT, "The password is changed", "Your other sessions are signed out."),
    SECOND_FACTOR_ON(Tone.KEPT, "The second factor is on", "You will be asked for a code at the next sign-in."),
    SECOND_FACTOR_OFF(Tone.RISK, "The second factor is off", "The password alone opens this account."),
    POISON_RETRIED(Tone.KEPT, "Passed", "The reader has taken the event and those behind it."),
    POISON_STAYS(Tone.BROKEN, "It failed again", "The reason stands beside it."),
    POISON_DISMISSED(Tone.KEPT, "Let go", "The reader will never see this event."),
    WISH_SEEN_TO(Tone.KEPT, "Seen to", "The customer’s page says so."),
    DRAFT_SAVED(Tone.KEPT, "Saved as a draft", "It lets nobody in before it is published."),
    OVERTAKEN(Tone.RISK, "Somebody else has saved it meanwhile", "Nothing was overwritten; look at it as it is now."),
    OTHER_KEY(Tone.RISK, "It was not saved", "The document has another key; the key of a journey stays."),
    NO_JOURNEY(Tone.RISK, "It was not saved", "What was entered is no journey: it needs a key and at least one step."),
    PAUSED(Tone.KEPT, "Paused", "It lets nobody in; those under way go on."),
    RESUMED(Tone.KEPT, "It goes on", "It lets people in from now on."),
    TEXT_SAVED(Tone.KEPT, "Saved", "Messages say so from now on."),
    UNDONE(Tone.KEPT, "Taken back", "The draft is as it was before the last saving."),
    PUBLISHED(Tone.KEPT, "Published", "It lets people in from now on."),
    NOT_PUBLISHED(
            Tone.RISK, "Not published", "The draft has mistakes, or was saved again meanwhile; look at it below."),
    ARCHIVED(Tone.KEPT, "Archived", "It lets nobody in any more, and those under way have left."),
    SEGMENT_SAVED(Tone.KEPT, "Saved", "Who fits is being found; the figures follow within seconds."),
    SEGMENT_ARCHIVED(Tone.KEPT, "Archived", "Nobody is in it, and nobody comes in any more."),
    RETURN_MOVED(Tone.KEPT, "Done", "It stands below with your name; the customer sees it on their page."),
    MORE_THAN_PAID(
            Tone.BROKEN,
            "That would be too much",
            "With what was given back before it would be more than was paid, or more kept back than owed. Nothing was changed."),
    CLAIM_MOVED(Tone.KEPT, "Done", "It stands below with your name; the customer reads it by mail and on their page."),
    CLAIM_INCOMPLETE(
            Tone.RISK,
            "Something is missing",
            "Words for the customer, or a number that makes sense. Nothing was changed."),
    NO_SUCH_RETURN(Tone.RISK, "No return has this number", "Read it again; it looks like RET-7K3M-9QXA."),
    RECEIVED(Tone.KEPT, "It is here", "From now on the money is promised by a day. Look at each piece."),
    MISSING_NOTED(Tone.RISK, "Noted as missing", "Somebody decides what that means; it stands under Exceptions."),
    STRAY_NOTED(Tone.KEPT, "Written down", "It stands under Exceptions until somebody says what became of it."),
    NO_PHOTO(Tone.RISK, "That is no photograph we take", "JPEG, PNG or WebP, 5 MB each, 6 of one return."),
    NEXT_ONE(Tone.KEPT, "Done", "Scan the next one."),
    POLICY_SAVED(Tone.KEPT, "Saved as a draft", "It decides nothing before it is published."),
    POLICY_PUBLISHED(Tone.KEPT, "Published", "It decides from now on; what was asked for before keeps its terms."),
    POOL_MADE(Tone.KEPT, "The pool is there", "Journeys can give out of it with the act “give a reward”."),
    POOL_CLOSED(Tone.KEPT, "Closed", "Nothing is given from it any more; what was given stays good."),
    CODES_TAKEN(Tone.KEPT, "All codes were taken", "They stand below and can be given from now on."),
    NO_CODES(Tone.RISK, "No code was taken", "Enter 1 to 10,000 codes, one a line."),
    CREDIT_CORRECTED(Tone.KEPT, "Corrected", "The history of their store credit has a new line."),
    CREDIT_TOO_LITTLE(Tone.RISK, "Nothing was taken off", "There is less store credit than that."),
    CREDIT_UNCLEAR(
            Tone.RISK, "Nothing was corrected", "Enter an amount such as 12.50, at most a million, and say why."),
    CREDIT_BY_HAND(Tone.KEPT, "A person gives it", "Credit the shop does not take waits under To give from now on."),
    CREDIT_HELD(Tone.KEPT, "Held here", "Credit the shop does not take is added to customers’ balances from now on."),
    SEND_KEPT(Tone.KEPT, "Written down", "Nothing has gone yet. Look whom it reaches, then send it."),
    SEND_BEGUN(Tone.KEPT, "It goes", "Everybody in the segment is called up; how it stands is counted here."),
    SEND_CANCELLED(Tone.KEPT, "Called off", "Nobody else gets it; what has left has left."),
    SEND_FAULTY(Tone.RISK, "It cannot go like this", "Open it as a journey; what is wrong stands there."),
    NOT_ANY_MORE(Tone.RISK, "That had already been done", "The page below is as it stands now.");

    private final Tone tone;
    private final String title;
    private final String text;

    Done(Tone tone, String title, String text) {
        this.tone = tone;
        this.title = title;
        this.text = text;
    }

    Note note() {
        return new Note(tone, title, text);
    }

    static Optional<Note> named(@Nullable String name) {
        for (Done done : values()) {
            if (name != null && done.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(done.note());
            }
        }
        return Optional.empty();
    }
}
