package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.flows.Medium;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.PushId;
import io.postlude.messaging.WaysOut;
import io.postlude.orders.OrderView;
import io.postlude.texts.TextDocument;
import io.postlude.texts.Texts;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is known about reaching people beside mail; nothing at all where all steps write mails only. */
final class Reaching {
    private static final List<Medium> BY_MAIL = List.of(Medium.EMAIL);
    private static final String WHATSAPP = Medium.WHATSAPP.code();

    private final Texts texts;

    Reaching(Texts texts) {
        this.texts = texts;
    }

    /** What was read, once for many questions of one store. */
    record Read(WaysOut ways, Map<String, Texts.Found> texts) {
        static final Read NOTHING = new Read(new WaysOut(Set.of(), Map.of(), Set.of(), Map.of()), Map.of());

        StepQuestion reachable(StepQuestion question) {
            if (question.step().media().equals(BY_MAIL)) return question;
            Texts.Found text = texts.get(question.step().message());
            return question.reachable(new Reachable(
                    ways.set(),
                    suppressed(question.recipient().phone()),
                    ways.windows()
                            .contains(Objects.requireNonNullElse(
                                    question.recipient().phone(), "")),
                    text != null && template(question, text.document()),
                    browsers(question),
                    text == null ? Set.of() : forms(text.document())));
        }

        private Set<Channel> suppressed(@Nullable String phone) {
            return ways.suppressed().entrySet().stream()
                    .filter(entry -> phone != null && entry.getValue().contains(phone))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** The newest first; under whichever of their records they let us. */
        private List<PushId> browsers(StepQuestion question) {
            return people(question)
                    .flatMap(person -> ways.browsers().getOrDefault(person, List.of()).stream())
                    .sorted(Comparator.comparingLong(PushId::value).reversed())
                    .toList();
        }

        private static boolean template(StepQuestion question, TextDocument text) {
            String language = text.language(question.recipient().locale(), WHATSAPP);
            return !Objects.requireNonNull(text.languages().get(language))
                    .brief()
                    .whatsapp()
                    .name()
                    .isEmpty();
        }

        private static Set<Medium> forms(TextDocument text) {
            Set<Medium> forms = EnumSet.noneOf(Medium.class);
            for (Medium one : Medium.values()) if (text.has(one.code())) forms.add(one);
            return forms;
        }
    }

    Read read(Tx tx, StoreId store, List<StepQuestion> questions) {
        List<StepQuestion> others = questions.stream()
                .filter(one -> !one.step().media().equals(BY_MAIL))
                .toList();
        if (others.isEmpty()) return Read.NOTHING;
        Set<String> keys = others.stream().map(one -> one.step().message()).collect(Collectors.toSet());
        return read(tx, store, new About(keys, of(others)), others.getFirst().now());
    }

    private static WaysOut.Of of(List<StepQuestion> questions) {
        return new WaysOut.Of(
                known(questions.stream().map(one -> one.recipient().phone())),
                known(questions.stream().flatMap(Reaching::people)));
    }

    /** All ids the person of a question is known by here. */
    static Stream<CustomerId> people(StepQuestion question) {
        OrderView order = question.order();
        return Stream.of(
                        Optional.ofNullable(question.recipient().customer()),
                        Optional.ofNullable(order).map(OrderView::customer))
                .flatMap(Optional::stream)
                .distinct();
    }

    private static <T> List<T> known(Stream<T> all) {
        return all.filter(Objects::nonNull).distinct().toList();
    }

    /** What to read: these texts, for these people. */
    record About(Set<String> texts, WaysOut.Of people) {}

    Read read(Tx tx, StoreId store, About about, Instant now) {
        return new Read(WaysOut.read(tx, store, about.people(), now), texts.find(tx, store, about.texts()));
    }
}
