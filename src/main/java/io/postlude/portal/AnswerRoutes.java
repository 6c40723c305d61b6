package io.postlude.portal;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.Requests.Wish;
import io.postlude.deliveries.TrackingLinks.Target;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import io.postlude.portal.Answered.Form;
import io.postlude.stores.SameOrigin;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes what a customer answers on the page of an order: a choice, a question. Each is a plain form; sending it twice does
 * no more than once. The page's own unguessable address is the right to answer; only pages of ours may send it.
 */
final class AnswerRoutes implements Web.Routes {
    private static final int ANSWERS = 12;
    private static final Duration PER = Duration.ofMinutes(10);
    private static final int FEWEST_ADDRESS_CHARS = 12;
    private static final int FEWEST_QUESTION_CHARS = 3;

    private final TrackingPages pages;
    private final CustomerAnswers answers;
    private final Attempts byOrder = new Attempts(ANSWERS, PER);

    AnswerRoutes(TrackingPages pages, CustomerAnswers answers) {
        this.pages = pages;
        this.answers = answers;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/t/{token}/choice", this::choose);
        routes.post("/t/{token}/question", this::ask);
    }

    private void choose(Context context) {
        Target target = target(context);
        String picked = param(context, "choice", 20);
        String words = param(context, "address", Wish.WORDS_LIMIT_CHARS);
        Optional<Choice> choice = Arrays.stream(Choice.values())
                .filter(known -> known.code().equals(picked))
                .findFirst();
        int wait = byOrder.waitMinutes("choice" + target);
        if (wait > 0) {
            again(context, new Answered(Form.CHOICE, picked, words, "ask.busy", wait));
            return;
        }
        if (choice.isEmpty() || !told(context).measures().choices().contains(choice.get())) {
            again(context, new Answered(Form.CHOICE, picked, words, "choose.closed", 0));
            return;
        }
        boolean elsewhere = choice.get() == Choice.ADDRESS;
        if (elsewhere && words.length() < FEWEST_ADDRESS_CHARS) {
            again(context, new Answered(Form.CHOICE, picked, words, "choose.address.wrong", 0));
            return;
        }
        answers.choose(target, choice.get(), elsewhere ? words : null);
        done(context, target, "choose");
    }

    private void ask(Context context) {
        Target target = target(context);
        String picked = param(context, "cause", 20);
        String words = param(context, "words", Contact.WORDS_LIMIT_CHARS);
        int wait = byOrder.waitMinutes("question" + target);
        if (wait > 0) {
            again(context, new Answered(Form.QUESTION, picked, words, "ask.busy", wait));
            return;
        }
        Contact.Cause cause = Arrays.stream(Contact.Cause.values())
                .filter(known -> known.name().equals(picked.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(Contact.Cause.OTHER);
        if (cause == Contact.Cause.OTHER && words.length() < FEWEST_QUESTION_CHARS) {
            again(context, new Answered(Form.QUESTION, cause.name(), words, "ask.words.wrong", 0));
            return;
        }
        answers.ask(target, cause, words.isEmpty() ? null : words);
        done(context, target, "ask");
    }

    private Target target(Context context) {
        var claim = new SameOrigin.Claim(
                context.method().name(),
                context.header("Sec-Fetch-Site"),
                context.header("Origin"),
                context.header("Host"));
        if (!SameOrigin.allows(claim)) {
            throw new Refusal(Problem.of(
                    403, "foreign-form", "This form is not from this page", "Open the page itself and send it there."));
        }
        return pages.target(context.pathParam("token")).orElseThrow(Refusal::notFound);
    }

    private Told told(Context context) {
        return pages.told(key(context)).orElseThrow(Refusal::notFound);
    }

    private static PageCache.Key key(Context context) {
        return PortalRoutes.key(context.pathParam("token"), context.formParam("lang"));
    }

    /** The same page with what was typed and what is wrong with it. */
    private void again(Context context, Answered answered) {
        byte[] page = pages.answered(key(context), answered).orElseThrow(Refusal::notFound);
        PageFront.HEADERS.forEach((name, value) -> context.header(name, value));
        context.header("Cache-Control", "no-store");
        context.status(answered.minutes() > 0 ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNPROCESSABLE_CONTENT);
        context.contentType("text/html; charset=utf-8").result(page);
    }

    private void done(Context context, Target target, String part) {
        pages.changed(target.store(), target.order());
        PageCache.Key key = key(context);
        String language =
                key.language() == null ? "" : "?lang=" + key.language().code();
        context.redirect(
                io.postlude.deliveries.TrackingLinks.PREFIX + key.token() + language + "#" + part,
                HttpStatus.SEE_OTHER);
    }

    private static String param(Context context, String name, int limitChars) {
        String given = Optional.ofNullable(context.formParam(name))
                .orElse("")
                .replace("\r\n", "\n")
                .strip();
        return given.length() > limitChars ? given.substring(0, limitChars) : given;
    }
}
