package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Condition;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.Vocabulary;
import io.postlude.returns.Rule.Allow;
import io.postlude.returns.Rule.Anchor;
import io.postlude.returns.Rule.PayWhen;
import io.postlude.returns.Rule.Refuse;
import io.postlude.returns.Rule.Then;
import io.postlude.returns.Rule.Window;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy's document; its form is published as {@code /api/schemas/return-policy.json}. Everything that is wrong is told
 * at once, each with the place it stands at.
 */
public final class PolicyReading {
    static final int FORMAT = 1;
    private static final int RULES_LIMIT = 100;
    private static final int DAYS_LIMIT = 3_660;
    private static final int WORKING_DAYS_LIMIT = 60;
    private static final int PHOTOS_LIMIT = 6;
    private static final int USUAL_PRESUMED_DAYS = 7;
    private static final int USUAL_REFUND_DAYS = 3;
    private static final int USUAL_KEPT_DAYS = 14;
    private static final int KEPT_DAYS_LIMIT = 90;
    private static final int USUAL_PAY_DAYS = 3;
    private static final int USUAL_TRUSTED_DAYS = 21;

    private static final Pattern SCORE = Pattern.compile("customer\\s*\\.\\s*score");

    private final DocumentFields in = new DocumentFields();

    private PolicyReading() {}

    /** What became of reading a document. */
    public sealed interface Read {}

    public record Understood(Policy policy) implements Read {}

    public record Mistaken(List<FieldError> errors) implements Read {
        public Mistaken {
            errors = List.copyOf(errors);
        }
    }

    /** Reads a document as the version given. */
    public static Read read(JsonNode document, int version) {
        PolicyReading reading = new PolicyReading();
        Policy policy = reading.policy(document, version);
        List<FieldError> errors = reading.in.errors();
        return errors.isEmpty() ? new Understood(policy) : new Mistaken(errors);
    }

    private Policy policy(JsonNode document, int version) {
        if (document.path("format").asInt() != FORMAT) in.fault("/format", "must be " + FORMAT);
        in.known(
                "",
                document,
                Set.of(
                        "format",
                        "name",
                        "presumed_delivered_days",
                        "refund_working_days",
                        "exchange_kept_days",
                        "exchange_paid_days",
                        "trusted_days",
                        "gifts",
                        "sending_back",
                        "holidays",
                        "asked",
                        "rules",
                        "otherwise",
                        "person_when"));
        if (document.has("gifts") && !document.path("gifts").isBoolean()) in.fault("/gifts", "must be true or false");
        return new Policy(
                version,
                in.text(document, "/name", 100),
                in.number(document, "/presumed_delivered_days", new DocumentFields.Range(0, 60, USUAL_PRESUMED_DAYS)),
                in.number(
                        document,
                        "/refund_working_days",
                        new DocumentFields.Range(0, WORKING_DAYS_LIMIT, USUAL_REFUND_DAYS)),
                in.number(
                        document, "/exchange_kept_days", new DocumentFields.Range(1, KEPT_DAYS_LIMIT, USUAL_KEPT_DAYS)),
                in.number(
                        document, "/exchange_paid_days", new DocumentFields.Range(1, KEPT_DAYS_LIMIT, USUAL_PAY_DAYS)),
                in.number(document, "/trusted_days", new DocumentFields.Range(1, KEPT_DAYS_LIMIT, USUAL_TRUSTED_DAYS)),
                document.path("gifts").asBoolean(false),
                new Policy.SendingBack(
                        in.amounts(document, "/sending_back/fee"), in.amounts(document, "/sending_back/free_from")),
                holidays(document),
                asked(document),
                rules(document),
                then("/otherwise", document.path("otherwise")),
                condition("/person_when", document.path("person_when"), PolicyWords.PERSON));
    }

    private List<Policy.Holiday> holidays(JsonNode document) {
        List<Policy.Holiday> all = new ArrayList<>();
        for (int i = 0; i < document.path("holidays").size(); i++) {
            String at = "/holidays/" + i;
            MonthDay from = in.monthDay(document, at + "/from");
            MonthDay to = in.monthDay(document, at + "/to");
            MonthDay until = in.monthDay(document, at + "/until");
            if (from.isAfter(to)) in.fault(at + "/to", "must not be before from; split what goes over New Year");
            all.add(new Policy.Holiday(from, to, until));
        }
        return all;
    }

    private List<Policy.Asked> asked(JsonNode document) {
        List<Policy.Asked> all = new ArrayList<>();
        for (int i = 0; i < document.path("asked").size(); i++) {
            JsonNode group = document.path("asked").get(i);
            String at = "/asked/" + i;
            List<Reason> reasons = in.words(group, at, "reasons", Reason::of);
            if (reasons.isEmpty()) in.fault(at + "/reasons", "must name at least one reason");
            in.known(at, group, Set.of("when", "reasons", "condition"));
            all.add(new Policy.Asked(
                    condition(at + "/when", group.path("when")),
                    reasons,
                    group.path("condition").asBoolean(false)));
        }
        return all;
    }

    private List<Rule> rules(JsonNode document) {
        JsonNode told = document.path("rules");
        if (!told.isArray() || told.isEmpty() || told.size() > RULES_LIMIT)
            in.fault("/rules", "must have 1 to " + RULES_LIMIT + " rules");
        Set<String> ids = new HashSet<>(Set.of(Policy.OTHERWISE));
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < Math.min(told.size(), RULES_LIMIT); i++) rules.add(rule("/rules/" + i, told.get(i), ids));
        return rules;
    }

    private Rule rule(String at, JsonNode told, Set<String> ids) {
        in.known(at, told, Set.of("id", "name", "reasons", "when", "window", "then"));
        String id = told.path("id").asText();
        if (!id.matches("[a-z0-9-]{1,60}")) in.fault(at + "/id", "must be small letters, digits and hyphens");
        else if (!ids.add(id)) in.fault(at + "/id", "is another rule's already");
        String name = told.path("name").asText().strip();
        if (name.isEmpty() || name.length() > 100) in.fault(at + "/name", "must have 1 to 100 characters");
        List<Reason> reasons = in.words(told, at, "reasons", Reason::of);
        return new Rule(
                id,
                name,
                reasons.isEmpty() ? Set.of() : EnumSet.copyOf(reasons),
                condition(at + "/when", told.path("when")),
                window(at + "/window", told.path("window")),
                then(at + "/then", told.path("then")));
    }

    /** A score may ask for a person and for nothing else: where rules decide it is no word at all. */
    private @Nullable Condition condition(String at, JsonNode told) {
        if (!SCORE.matcher(told.asText()).find()) return condition(at, told, PolicyWords.ALL);
        in.fault(at, "customer.score belongs to person_when only: it may ask for a person, never decide");
        return null;
    }

    private @Nullable Condition condition(String at, JsonNode told, Vocabulary words) {
        if (told.isMissingNode() || told.isNull()) return null;
        return switch (words.read(told.asText())) {
            case Vocabulary.Understood(Condition condition) -> condition;
            case Vocabulary.Mistaken(var mistakes) -> {
                mistakes.forEach(mistake -> in.fault(at, mistake.toString()));
                yield null;
            }
        };
    }

    private @Nullable Window window(String at, JsonNode told) {
        if (told.isMissingNode() || told.isNull()) return null;
        in.known(at, told, Set.of("days", "from", "extended"));
        int days = in.within(at + "/days", told.path("days"), new DocumentFields.Range(0, DAYS_LIMIT, -1));
        Anchor from = in.word(at + "/from", told.path("from"), Anchor.values(), Anchor.DELIVERY);
        return new Window(days, from, told.path("extended").asBoolean(true));
    }

    private Then then(String at, JsonNode told) {
        if (told.has("refuse")) {
            in.known(at, told, Set.of("refuse"));
            return new Refuse(in.word(at + "/refuse", told.path("refuse"), Cause.values(), Cause.NO_RULE));
        }
        in.known(at, told, Set.of("person", "remedies", "methods", "free", "photos", "pays", "repair"));
        List<Remedy> remedies = remedies(at + "/remedies", told.path("remedies"));
        List<Method> methods = in.words(told, at, "methods", Method::of);
        boolean comesBack = remedies.stream().anyMatch(remedy -> !remedy.kind().stays());
        if (comesBack && methods.isEmpty()) in.fault(at + "/methods", "must name a way back");
        if (methods.contains(Method.KEEP)) in.fault(at + "/methods", "keep is a remedy, not a way back");
        return new Allow(
                told.path("person").asBoolean(false),
                remedies,
                methods,
                told.path("free").asBoolean(false),
                in.within(at + "/photos", told.path("photos"), new DocumentFields.Range(0, PHOTOS_LIMIT, 0)),
                in.word(at + "/pays", told.path("pays"), PayWhen.values(), PayWhen.INSPECTION),
                told.path("repair").asBoolean(false));
    }

    private List<Remedy> remedies(String at, JsonNode told) {
        if (!told.isArray() || told.isEmpty()) in.fault(at, "must name at least one remedy, or the rule must refuse");
        List<Remedy> all = new ArrayList<>();
        Set<Remedy.Kind> seen = EnumSet.noneOf(Remedy.Kind.class);
        for (int i = 0; i < told.size(); i++) {
            Remedy remedy = remedy(at + "/" + i, told.get(i));
            if (!seen.add(remedy.kind())) in.fault(at + "/" + i + "/kind", "is there already");
            all.add(remedy);
        }
        return all;
    }

    /** How a difference is given; only another thing has one. */
    private Remedy.@Nullable Kind rest(String at, JsonNode told, Remedy.Kind kind) {
        if (told.isMissingNode()) return null;
        if (!kind.isThing()) in.fault(at, "belongs to exchange and shop");
        Optional<Remedy.Kind> rest =
                Remedy.Kind.of(told.asText()).filter(one -> one == Remedy.Kind.REFUND || one == Remedy.Kind.CREDIT);
        if (rest.isEmpty()) in.fault(at, "must be refund or credit");
        return rest.filter(one -> one == Remedy.Kind.CREDIT).orElse(null);
    }

    private Remedy remedy(String at, JsonNode told) {
        in.known(at, told, Set.of("kind", "bonus", "restocking", "keeps", "shipping", "rest"));
        Optional<Remedy.Kind> kind = Remedy.Kind.of(told.path("kind").asText());
        if (kind.isEmpty()) in.fault(at + "/kind", "must be refund, credit, exchange, shop, keep or donate");
        int bonus = in.share(at + "/bonus", told.path("bonus"));
        int restocking = in.share(at + "/restocking", told.path("restocking"));
        int keeps = in.share(at + "/keeps", told.path("keeps"));
        boolean stays = kind.orElse(Remedy.Kind.REFUND).stays();
        if (kind.equals(Optional.of(Remedy.Kind.DONATE)) && told.path("keeps").isMissingNode()) keeps = Remedy.WHOLE;
        if (stays && keeps == 0) in.fault(at + "/keeps", "must say which part of the price comes back");
        if (!stays && keeps > 0) in.fault(at + "/keeps", "belongs to keep and donate");
        if (kind.orElse(Remedy.Kind.REFUND) == Remedy.Kind.REFUND && bonus > 0)
            in.fault(at + "/bonus", "belongs to credit and exchange; money back is what was paid");
        return new Remedy(
                kind.orElse(Remedy.Kind.REFUND),
                bonus,
                restocking,
                keeps,
                in.word(
                        at + "/shipping",
                        told.path("shipping"),
                        Remedy.OutboundShipping.values(),
                        Remedy.OutboundShipping.NEVER),
                rest(at + "/rest", told.path("rest"), kind.orElse(Remedy.Kind.REFUND)));
    }
}
