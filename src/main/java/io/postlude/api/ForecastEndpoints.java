package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.postlude.api.Endpoint.Call;
import io.postlude.insights.Forecast;
import io.postlude.insights.Forecasts;
import io.postlude.insights.Grounds;
import io.postlude.insights.Place;
import io.postlude.insights.Question;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.stores.Scope;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When would it arrive: for a cart, before anything is bought. */
final class ForecastEndpoints {
    private static final double USUAL_CONFIDENCE = 0.8;
    private static final int TEXT_LIMIT = 80;

    private final Forecasts forecasts;

    ForecastEndpoints(Forecasts forecasts) {
        this.forecasts = forecasts;
    }

    List<Endpoint> all() {
        return List.of(new Endpoint(HandlerType.GET, "/api/v1/forecast", Scope.TRACKING_READ, this::ask));
    }

    /** {@code lateBy} is the chance of missing the day asked about; absent where none was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ForecastAnswer(
            LocalDate earliest,
            LocalDate likely,
            LocalDate latest,
            double confidence,
            List<Forecast.DayChance> days,
            @Nullable Double chanceLater,
            Grounds grounds,
            int model) {}

    private Answer ask(Call call, Tx tx) {
        Read read = new Read(call.context());
        Place to = Place.of(read.country("country"), read.text("region"), read.text("postcode"));
        Place from = call.context().queryParam("fromCountry") == null
                ? null
                : Place.of(read.country("fromCountry"), read.text("fromRegion"), read.text("fromPostcode"));
        double confidence = read.confidence();
        LocalDate by = read.date("by");
        Question question =
                new Question(to, from, read.text("origin"), read.text("service"), read.text("carrier"), read.pieces());
        read.refuseIfAny();
        Forecast forecast = forecasts.ask(call.store(), question);
        Forecast.Window window = forecast.window(confidence);
        LocalDate likely = forecast.likely();
        return Answer.ok(new ForecastAnswer(
                window.earliest(),
                likely.isAfter(window.latest()) ? window.latest() : likely,
                window.latest(),
                confidence,
                forecast.days(),
                by == null ? null : forecast.chanceLaterThan(by),
                forecast.grounds(),
                forecast.version()));
    }

    /** The query's fields, with its faults. */
    private static final class Read {
        private final Context context;
        private final List<Problem.FieldError> faults = new ArrayList<>();

        Read(Context context) {
            this.context = context;
        }

        @Nullable
        String text(String name) {
            String text = context.queryParam(name);
            if (text != null && text.length() > TEXT_LIMIT) fault(name, "has at most " + TEXT_LIMIT + " characters");
            return text;
        }

        @Nullable
        String country(String name) {
            String text = context.queryParam(name);
            if (text == null || !text.matches("[A-Za-z]{2}")) fault(name, "is needed: ISO 3166, two letters");
            return text == null ? null : text.toUpperCase(Locale.ROOT);
        }

        double confidence() {
            return number("confidence", USUAL_CONFIDENCE, 0.5, 0.99);
        }

        double pieces() {
            return number("pieces", Double.NaN, 1, 10_000);
        }

        private double number(String name, double usual, double least, double most) {
            String text = context.queryParam(name);
            if (text == null) return usual;
            if (text.matches("\\d{1,5}(\\.\\d{1,4})?")) {
                double value = Double.parseDouble(text);
                if (value >= least && value <= most) return value;
            }
            fault(name, "must be a number from " + least + " to " + most);
            return usual;
        }

        @Nullable
        LocalDate date(String name) {
            String text = context.queryParam(name);
            if (text == null) return null;
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                fault(name, "must be a day like 2026-12-24");
                return null;
            }
        }

        private void fault(String name, String detail) {
            faults.add(new Problem.FieldError("/query/" + name, detail));
        }

        void refuseIfAny() {
            if (!faults.isEmpty()) throw Refusal.invalid(faults);
        }
    }
}
