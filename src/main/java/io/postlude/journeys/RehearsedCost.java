package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.customers.Purpose;
import io.postlude.flows.Medium;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.ChannelPrices;
import io.postlude.messaging.SmsText;
import io.postlude.stores.Store;
import io.postlude.texts.TextDocument;
import io.postlude.texts.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts what rehearsed messages would cost by the prices the store has entered. */
final class RehearsedCost {
    /** So many texts are written to see how long they are; the others are taken to be as long on average. */
    private static final int WRITTEN_MOST = 500;

    private final JourneysModule.Faces faces;
    private final StepLetters letters;

    RehearsedCost(JourneysModule.Faces faces, StepLetters letters) {
        this.faces = faces;
        this.letters = letters;
    }

    Counting counting(Tx tx, StoreId store) {
        return new Counting(
                faces.stores().get(store),
                letters,
                ChannelPrices.read(tx, store),
                key -> faces.texts().find(tx, store, key).map(Texts.Found::document));
    }

    private interface Finding {
        Optional<TextDocument> of(String key);
    }

    /** Of one rehearsal. */
    static final class Counting {
        private final Store store;
        private final StepLetters letters;
        private final ChannelPrices prices;
        private final Finding finding;
        private final Map<String, Optional<TextDocument>> texts = new HashMap<>();
        private final Map<Medium, Long> sent = new EnumMap<>(Medium.class);
        private BigDecimal templates = BigDecimal.ZERO;
        private long written;
        private long segments;

        private Counting(Store store, StepLetters letters, ChannelPrices prices, Finding finding) {
            this.store = store;
            this.letters = letters;
            this.prices = prices;
            this.finding = finding;
        }

        void add(StepQuestion question, StepFacts facts) {
            Medium medium = Media.of(question).open().getFirst();
            sent.merge(medium, 1L, Long::sum);
            if (medium == Medium.WHATSAPP && question.reachable().template())
                templates = templates.add(
                        question.step().purpose() == Purpose.SERVICE
                                ? prices.whatsappUtility()
                                : prices.whatsappMarketing());
            if (medium == Medium.SMS && written < WRITTEN_MOST)
                texts.computeIfAbsent(question.step().message(), finding::of).ifPresent(text -> {
                    written++;
                    segments += SmsText.of(
                                    letters.brief(store, new StepLetters.Letter(question, facts), text, Channel.SMS)
                                            .text())
                            .segments()
                            .size();
                });
        }

        RehearsalReport.Cost cost() {
            long texted = sent.getOrDefault(Medium.SMS, 0L);
            long all = written == 0 ? 0 : Math.round((double) segments / written * texted);
            BigDecimal money = prices.sms()
                    .multiply(BigDecimal.valueOf(all))
                    .add(templates)
                    .setScale(2, RoundingMode.HALF_UP);
            return new RehearsalReport.Cost(Map.copyOf(sent), all, money);
        }
    }
}
