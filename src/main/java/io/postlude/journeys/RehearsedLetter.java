package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.flows.Medium;
import io.postlude.kernel.Tx;
import io.postlude.messaging.OutgoingMail;
import io.postlude.stores.Store;
import io.postlude.texts.TextDocument;
import io.postlude.texts.Texts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits in a rehearsal for one message, and writes it. */
final class RehearsedLetter implements Rehearsals.Audience {
    private final Rehearsals.Which which;
    private final Store store;
    private final StepLetters letters;
    private StepLetters.@Nullable Letter letter;
    private @Nullable RehearsedDecision decision;

    RehearsedLetter(Rehearsals.Which which, Store store, StepLetters letters) {
        this.which = which;
        this.store = store;
        this.letters = letters;
    }

    @Override
    public void entered(Run run, boolean heldOut) {}

    @Override
    public void sends(StepQuestion question, StepFacts facts) {
        if (question.run().subject().id() == which.subject()
                && question.step().id().equals(which.step())
                && question.now().equals(which.decidedAt())) letter = new StepLetters.Letter(question, facts);
    }

    @Override
    public void decided(RehearsedDecision one) {
        if (one.outcome() == Outcome.SENT
                && one.subject() == which.subject()
                && one.step().equals(which.step())
                && one.decidedAt().equals(which.decidedAt())) decision = one;
    }

    Optional<Rehearsals.Rendered> rendered(Texts texts, Tx tx) {
        StepLetters.Letter found = letter;
        RehearsedDecision made = decision;
        if (found == null || made == null) return Optional.empty();
        return texts.find(tx, store.id(), made.message()).map(text -> rendered(made, found, text.document()));
    }

    private Rehearsals.Rendered rendered(RehearsedDecision made, StepLetters.Letter found, TextDocument text) {
        Channel channel = made.medium().channel();
        if (channel == null) {
            Texts.Block block = letters.block(
                    store, found, text, found.question().recipient().locale());
            return new Rehearsals.Rendered(made, block.heading(), "", block.text());
        }
        if (made.medium() != Medium.EMAIL)
            return new Rehearsals.Rendered(
                    made, "", "", letters.brief(store, found, text, channel).text());
        OutgoingMail.Content content = letters.content(store, found, text);
        return new Rehearsals.Rendered(made, content.subject(), content.html(), content.text());
    }
}
