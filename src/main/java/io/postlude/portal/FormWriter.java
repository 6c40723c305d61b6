package io.postlude.portal;

import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Days.Precision;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.Requests;
import io.postlude.deliveries.Requests.Request;
import io.postlude.deliveries.Sentence;
import io.postlude.deliveries.Situation;
import io.postlude.deliveries.Telling;
import io.postlude.deliveries.Words;
import io.postlude.portal.Answered.Form;
import io.postlude.portal.TrackingPage.Asking;
import io.postlude.portal.TrackingPage.Choosing;
import io.postlude.portal.TrackingPage.Option;
import io.postlude.portal.TrackingPage.TextField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the forms of a page: what the store is to do, and a question. */
final class FormWriter {
    private final Told told;
    private final Words words;
    private final String address;
    private final @Nullable Answered answered;

    FormWriter(Told told, String address, @Nullable Answered answered) {
        this.told = told;
        this.words = told.scene().words();
        this.address = address;
        this.answered = answered;
    }

    /** The choices, and what was chosen; nothing where there is neither. */
    @Nullable
    Choosing choosing() {
        Request request = told.dialogue().request();
        Sentence said = request == null ? null : said(request);
        List<Option> options = options(request);
        if (options.isEmpty() && said == null) {
            return null;
        }
        String written =
                request == null || request.choice() != Choice.ADDRESS || request.words() == null ? "" : request.words();
        return new Choosing(
                address + "/choice",
                said,
                options,
                told.measures().choices().contains(Choice.ADDRESS) ? field(Form.CHOICE, written) : null,
                problem(Form.CHOICE));
    }

    private List<Option> options(@Nullable Request request) {
        String picked = Answered.picked(answered, Form.CHOICE);
        Choice chosen = request == null ? Choice.WAIT : request.choice();
        String selected = picked == null ? chosen.code() : picked;
        return new Telling(told.scene())
                .choices(told.measures()).stream()
                        .map(offer -> new Option(
                                offer.choice().code(),
                                offer.name(),
                                offer.means(),
                                offer.choice().code().equals(selected),
                                offer.choice() == Choice.ADDRESS))
                        .toList();
    }

    private Sentence said(Request request) {
        boolean done = request.state() == Requests.State.DONE && request.choice() != Choice.WAIT;
        return words.sentence((done ? "choose.done." : "choose.said.") + request.choice(), when(request.askedAt()));
    }

    private Map<String, Object> when(Instant at) {
        return Map.of("when", told.scene().days().when(at, Precision.TIME));
    }

    /** The question form, and when one was last sent. */
    Asking asking() {
        Instant asked = told.dialogue().askedAt();
        String picked = Answered.picked(answered, Form.QUESTION);
        String selected = picked == null ? usual().name() : picked;
        var causes = new ArrayList<Option>();
        for (Contact.Cause cause : Contact.Cause.values()) {
            causes.add(new Option(
                    cause.name(),
                    words.get("ask." + cause),
                    Sentence.EMPTY,
                    cause.name().equals(selected),
                    false));
        }
        return new Asking(
                address + "/question",
                words.sentence("ask.lead", told.scene().names()),
                asked == null ? null : words.sentence("ask.said", when(asked)),
                causes,
                field(Form.QUESTION, ""),
                problem(Form.QUESTION),
                answered != null && answered.form() == Form.QUESTION);
    }

    /** What people in this situation mostly ask. */
    private Contact.Cause usual() {
        Situation situation = told.scene().situation();
        if (situation == Situation.DELIVERED || situation == Situation.UNPROVEN) {
            return Contact.Cause.NOT_ARRIVED;
        }
        if (situation == Situation.DAMAGED) {
            return Contact.Cause.DAMAGED;
        }
        return told.scene().isLate() ? Contact.Cause.LATE : Contact.Cause.WHERE_IS_IT;
    }

    private TextField field(Form form, String known) {
        boolean ours = answered != null && answered.form() == form;
        String typed = answered == null || !ours ? known : answered.words();
        return new TextField(
                typed, ours && answered != null && isField(answered.wrong()) ? words.get(answered.wrong()) : null);
    }

    private static boolean isField(String key) {
        return key.endsWith(".wrong");
    }

    /** What is wrong with the whole form rather than with its field. */
    private @Nullable Sentence problem(Form form) {
        return answered == null || answered.form() != form || isField(answered.wrong())
                ? null
                : words.sentence(answered.wrong(), Map.of("minutes", answered.minutes()));
    }
}
