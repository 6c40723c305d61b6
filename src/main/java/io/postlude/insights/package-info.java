/**
 * Predictions from facts. So far one: when a parcel will arrive, as a distribution that holds what it says.
 *
 * <p>Tables (schema {@code insights}): delivery_fact, model, forecast, forecast_outcome. Publishes: {@code InsightEvent}
 * ({@code ForecastChanged}). Consumes: {@code TrackingEvent}, {@code OrderPlaced}. May use: kernel, stores, customers,
 * orders, promises, tracking.
 *
 * <p>{@code Forecasts} is the face. A day's forecast is a number of days from a moment, learned in logarithms: {@code Pools}
 * remember recent deliveries per lane, {@code LightGbm} learns what is left, {@code Calibration} makes windows hold what
 * they say. docs/forecast.md has the method and its figures.
 */
@NullMarked
@CheckReturnValue
package io.postlude.insights;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
