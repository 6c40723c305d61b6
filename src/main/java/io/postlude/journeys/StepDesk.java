package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.journeys.StepLetters.Letter;
import io.postlude.journeys.StepSql.Decided;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import io.postlude.stores.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Decides steps of journeys: those of one person in the order of their priority, so that room for one goes to the first. */
final class StepDesk {
    private final StepLetters letters;
    private final Reaching reaching;

    StepDesk(StepLetters letters, Reaching reaching) {
        this.letters = letters;
        this.reaching = reaching;
    }

    /** Who writes what a step says. */
    StepLetters letters() {
        return letters;
    }

    /** A step to decide: the question without the person's pace, which is not known before it is locked. */
    record Asked(StepQuestion question, StepFacts facts) {}

    /** Decides all, and puts what goes out into the outbox. */
    List<Decided> decide(Tx tx, Store store, List<Asked> raw) {
        List<Asked> asked = reached(tx, store.id(), raw);
        Map<CustomerId, Pace> paces = lock(tx, store.id(), asked);
        Map<CustomerId, Pace> changed = new HashMap<>();
        List<StepQuestion> questions = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        List<Letter> going = new ArrayList<>();
        for (Asked one : inOrder(asked)) {
            CustomerId person = one.question().recipient().customer();
            StepQuestion question =
                    one.question().paced(person == null ? Pace.NOTHING : paces.getOrDefault(person, Pace.NOTHING));
            Verdict verdict = StepDeciding.decide(question);
            questions.add(question);
            verdicts.add(verdict);
            if (!(verdict instanceof Verdict.Send)) continue;
            going.add(new Letter(question, one.facts()));
            if (person == null || question.isService()) continue;
            Pace pace = question.pace().and(question.now(), question.step().message());
            paces.put(person, pace);
            changed.put(person, pace);
        }
        PaceSql.save(tx, store.id(), changed);
        return decided(questions, verdicts, letters.queue(tx, store, going));
    }

    private List<Asked> reached(Tx tx, StoreId store, List<Asked> asked) {
        Reaching.Read read =
                reaching.read(tx, store, asked.stream().map(Asked::question).toList());
        return asked.stream()
                .map(one -> new Asked(read.reachable(one.question()), one.facts()))
                .toList();
    }

    private static List<Decided> decided(
            List<StepQuestion> questions, List<Verdict> verdicts, List<Optional<MessageId>> messages) {
        List<Decided> decided = new ArrayList<>();
        int sent = 0;
        for (int i = 0; i < questions.size(); i++)
            decided.add(new Decided(
                    questions.get(i),
                    verdicts.get(i),
                    verdicts.get(i) instanceof Verdict.Send
                            ? messages.get(sent++).orElse(null)
                            : null));
        return decided;
    }

    /** Only of those for whom room matters: a service message takes none. */
    private static Map<CustomerId, Pace> lock(Tx tx, StoreId store, List<Asked> asked) {
        List<CustomerId> people = asked.stream()
                .map(Asked::question)
                .filter(question -> !question.isService() && mayGo(question))
                .map(question -> question.recipient().customer())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return people.isEmpty() ? new HashMap<>() : new HashMap<>(PaceSql.lock(tx, store, people));
    }

    /** What is withheld whatever the person was sent needs no lock. */
    private static boolean mayGo(StepQuestion question) {
        return !(StepDeciding.decide(question) instanceof Verdict.Withhold);
    }

    static List<Asked> inOrder(List<Asked> asked) {
        return asked.stream()
                .sorted(Comparator.<Asked>comparingInt(
                                one -> one.question().step().priority())
                        .thenComparing(one -> one.question().at())
                        .thenComparingLong(one -> one.question().run().id().value()))
                .toList();
    }
}
