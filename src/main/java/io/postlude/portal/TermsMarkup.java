package io.postlude.portal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.returns.Method;
import io.postlude.returns.Policy;
import io.postlude.returns.PolicyTerms;
import io.postlude.returns.Remedy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The policy as schema.org's MerchantReturnPolicy, by which search engines show it. */
final class TermsMarkup {
    private static final String SCHEMA = "https://schema.org/";
    private static final int HUNDREDTHS_PLACES = 2;

    private TermsMarkup() {}

    /** Where and when it is read: the store's country may be empty. */
    record Place(String address, String country, Currency currency, LocalDate today) {}

    static String of(PolicyTerms terms, Place place) {
        ObjectNode policy = Json.MAPPER.createObjectNode();
        policy.put("@context", "https://schema.org").put("@type", "MerchantReturnPolicy");
        policy.put("merchantReturnLink", place.address()).put("url", place.address());
        if (!place.country().isEmpty()) {
            policy.putArray("applicableCountry").add(place.country());
            policy.put("returnPolicyCountry", place.country());
        }
        OptionalInt days = terms.days();
        boolean never = terms.spans().isEmpty();
        policy.put(
                "returnPolicyCategory",
                SCHEMA
                        + (never
                                ? "MerchantReturnNotPermitted"
                                : terms.open() ? "MerchantReturnUnlimitedWindow" : "MerchantReturnFiniteReturnWindow"));
        if (days.isPresent()) policy.put("merchantReturnDays", days.getAsInt());
        if (!never) {
            words(policy.putArray("returnMethod"), methods(terms));
            words(policy.putArray("refundType"), refunds(terms));
            fees(policy, terms, place.currency());
            policy.put("itemDefectReturnFees", SCHEMA + "FreeReturn");
            restocking(policy, terms);
            seasons(policy, terms, place);
        }
        return policy.toString().replace("<", "\\u003c");
    }

    private static void words(ArrayNode array, Set<String> words) {
        words.forEach(word -> array.add(SCHEMA + word));
    }

    private static Set<String> methods(PolicyTerms terms) {
        Set<String> all = new TreeSet<>();
        for (Method method : terms.methods()) all.add(method == Method.IN_STORE ? "ReturnInStore" : "ReturnByMail");
        if (terms.remedies().stream().anyMatch(remedy -> remedy.kind().stays())) all.add("KeepProduct");
        return all;
    }

    private static Set<String> refunds(PolicyTerms terms) {
        Set<String> all = new TreeSet<>();
        for (Remedy remedy : terms.remedies())
            switch (remedy.kind()) {
                case REFUND, KEEP, DONATE -> all.add("FullRefund");
                case CREDIT -> all.add("StoreCreditRefund");
                case EXCHANGE, SHOP -> all.add("ExchangeRefund");
            }
        return all;
    }

    private static void fees(ObjectNode policy, PolicyTerms terms, Currency currency) {
        long fee = terms.sendingBack().fee().getOrDefault(currency.getCurrencyCode(), 0L);
        boolean store = terms.methods().stream().anyMatch(Method::isPaidByStore);
        String kind = fee > 0 && store
                ? "ReturnShippingFees"
                : store || terms.methods().contains(Method.IN_STORE)
                        ? "FreeReturn"
                        : "ReturnFeesCustomerResponsibility";
        policy.put("returnFees", SCHEMA + kind).put("customerRemorseReturnFees", SCHEMA + kind);
        if (kind.equals("ReturnShippingFees"))
            policy.putObject("returnShippingFeesAmount")
                    .put("@type", "MonetaryAmount")
                    .put("value", new Money(fee, currency).decimal())
                    .put("currency", currency.getCurrencyCode());
    }

    private static void restocking(ObjectNode policy, PolicyTerms terms) {
        terms.remedies().stream()
                .filter(remedy -> remedy.kind() == Remedy.Kind.REFUND && remedy.restocking() > 0)
                .findFirst()
                .ifPresent(remedy ->
                        policy.put("restockingFee", BigDecimal.valueOf(remedy.restocking(), HUNDREDTHS_PLACES)));
    }

    /** The season that runs or comes next, with how many days it leaves to whoever buys on its last day. */
    private static void seasons(ObjectNode policy, PolicyTerms terms, Place place) {
        if (terms.holidays().isEmpty()) return;
        ArrayNode seasons = policy.putArray("returnPolicySeasonalOverride");
        for (Policy.Holiday holiday : terms.holidays()) {
            Season season = Season.of(holiday, place.today());
            seasons.addObject()
                    .put("@type", "MerchantReturnPolicySeasonalOverride")
                    .put("startDate", season.from().toString())
                    .put("endDate", season.to().toString())
                    .put("returnPolicyCategory", SCHEMA + "MerchantReturnFiniteReturnWindow")
                    .put("merchantReturnDays", java.time.temporal.ChronoUnit.DAYS.between(season.to(), season.until()));
        }
    }

    /** One year's dates of a holiday. */
    record Season(LocalDate from, LocalDate to, LocalDate until) {
        static Season of(Policy.Holiday holiday, LocalDate today) {
            int year = today.isAfter(holiday.to().atYear(today.getYear())) ? today.getYear() + 1 : today.getYear();
            LocalDate to = holiday.to().atYear(year);
            LocalDate until = holiday.until().atYear(year);
            return new Season(holiday.from().atYear(year), to, until.isAfter(to) ? until : until.plusYears(1));
        }
    }
}
