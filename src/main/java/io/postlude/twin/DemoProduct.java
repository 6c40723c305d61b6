package io.postlude.twin;

import java.util.List;

/** Something a demo store sells; {@code art} is its drawing among the portal's files. */
record DemoProduct(String sku, String title, String variant, String type, long cents, String art) {

    static final List<DemoProduct> MAREN_AND_PINE = List.of(
            new DemoProduct("MP-THROW-SPR", "Wool throw", "Spruce, 140 × 200 cm", "Throws", 12_900, "throw-spruce.svg"),
            new DemoProduct("MP-THROW-OAT", "Wool throw", "Oat, 140 × 200 cm", "Throws", 12_900, "throw-oat.svg"),
            new DemoProduct("MP-CANDLE-GR", "Candle Granskog", "220 g", "Candles", 3_200, "candle.svg"),
            new DemoProduct("MP-MUGS-2", "Stoneware mugs", "Set of two", "Stoneware", 4_800, "mugs.svg"),
            new DemoProduct("MP-LAMP", "Reading lamp", "Ash and linen", "Lamps", 18_900, "lamp.svg"),
            new DemoProduct("MP-BRUSH", "Garment brush", "Pear wood", "Care", 2_400, "brush.svg"));

    static final List<DemoProduct> VOLT_9 = List.of(
            new DemoProduct("V9-PULSE", "Pulse 9 earbuds", "Neon", "Audio", 14_900, "volt-buds.svg"),
            new DemoProduct("V9-STRAP", "Grip strap", "Black, M", "Straps", 2_900, "volt-strap.svg"),
            new DemoProduct("V9-CHARGE", "Nine-watt charger", "EU plug", "Power", 3_900, "volt-charger.svg"));
}
