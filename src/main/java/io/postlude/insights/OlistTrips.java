package io.postlude.insights;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** The orders of the Olist marketplace as trips, for the bench: what a store of its own history would know of each. */
final class OlistTrips {
    static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final String CARRIER = "olist";

    private final Path folder;
    private final Map<String, double[]> products = new HashMap<>();
    private final Map<String, Place> sellers = new HashMap<>();
    private final Map<String, Place> customers = new HashMap<>();
    private final Map<String, Parcel> parcels = new HashMap<>();

    private static final class Parcel {
        private String seller = "";
        private double pieces;
        private double grams;
        private double volume;
        private double value;
        private double shipping;
        private double planned = Double.NaN;
    }

    private OlistTrips(Path folder) {
        this.folder = folder;
    }

    /** All orders that have items, in the order of the file. */
    static List<Trip> read(Path folder) throws IOException {
        OlistTrips tables = new OlistTrips(folder);
        tables.each(
                "olist_products_dataset",
                row -> tables.products.put(row.getField("product_id"), new double[] {
                    number(row, "product_weight_g"),
                    number(row, "product_length_cm")
                            * number(row, "product_height_cm")
                            * number(row, "product_width_cm")
                }));
        tables.each(
                "olist_sellers_dataset", row -> tables.sellers.put(row.getField("seller_id"), place(row, "seller")));
        tables.each(
                "olist_customers_dataset",
                row -> tables.customers.put(row.getField("customer_id"), place(row, "customer")));
        tables.each("olist_order_items_dataset", tables::item);
        List<Trip> trips = new ArrayList<>();
        tables.each("olist_orders_dataset", row -> tables.order(row, trips));
        return trips;
    }

    private void item(NamedCsvRecord row) {
        Parcel parcel = parcels.computeIfAbsent(row.getField("order_id"), _ -> new Parcel());
        if (parcel.seller.isEmpty()) parcel.seller = row.getField("seller_id");
        double[] product = products.getOrDefault(row.getField("product_id"), new double[] {Double.NaN, Double.NaN});
        parcel.pieces++;
        parcel.grams += product[0];
        parcel.volume += product[1];
        parcel.value += number(row, "price");
        parcel.shipping += number(row, "freight_value");
        double limit = day(row, "shipping_limit_date");
        parcel.planned = Double.isNaN(parcel.planned) ? limit : Math.max(parcel.planned, limit);
    }

    private void order(NamedCsvRecord row, List<Trip> trips) {
        Parcel parcel = parcels.get(row.getField("order_id"));
        if (parcel == null) return;
        Trip.Load load = new Trip.Load(parcel.pieces, parcel.grams, parcel.volume, parcel.value, parcel.shipping);
        Trip.Times times = new Trip.Times(
                day(row, "order_purchase_timestamp"),
                parcel.planned,
                day(row, "order_delivered_carrier_date"),
                day(row, "order_delivered_customer_date"),
                day(row, "order_estimated_delivery_date"));
        Place from = sellers.getOrDefault(parcel.seller, Place.UNKNOWN);
        Place to = customers.getOrDefault(row.getField("customer_id"), Place.UNKNOWN);
        trips.add(new Trip(parcel.seller, from, to, "", CARRIER, load, times, Trip.Legs.NONE));
    }

    private static Place place(NamedCsvRecord row, String who) {
        String postcode = row.getField(who + "_zip_code_prefix");
        // The file of sellers has lost the zero that postcodes of São Paulo begin with.
        return Place.of("BR", row.getField(who + "_state"), "0".repeat(5 - postcode.length()) + postcode);
    }

    private static double number(NamedCsvRecord row, String field) {
        String text = row.getField(field);
        return text.isBlank() ? Double.NaN : Double.parseDouble(text);
    }

    private static double day(NamedCsvRecord row, String field) {
        String text = row.getField(field);
        if (text.isBlank()) return Double.NaN;
        return Trip.day(LocalDateTime.parse(text.replace(' ', 'T')).atZone(ZONE).toInstant());
    }

    private void each(String name, Consumer<NamedCsvRecord> work) throws IOException {
        try (Reader reader = open(name);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            rows.forEach(work);
        }
    }

    private Reader open(String name) throws IOException {
        Path packed = folder.resolve(name + ".csv.gz");
        return Files.isReadable(packed)
                ? new InputStreamReader(new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.UTF_8)
                : Files.newBufferedReader(folder.resolve(name + ".csv"));
    }
}
