package io.postlude.twin;

import java.util.List;

/**
 * Something a store of the twin sells.
 *
 * @param art its drawing among the portal's files
 * @param weight how often it is bought beside the others
 * @param lastsDays after how many days one needs another; 0 for what is bought once
 */
record Article(String sku, Words words, long cents, String art, int weight, int lastsDays) {

    /** What it is called. */
    record Words(String title, String variant, String type) {}

    static final List<Article> MAREN_AND_PINE = List.of(
            article("MP-THROW-SPR", "Wool throw|Spruce, 140 × 200 cm|Throws", 12_900, "throw-spruce.svg", 5, 0),
            article("MP-THROW-OAT", "Wool throw|Oat, 140 × 200 cm|Throws", 12_900, "throw-oat.svg", 4, 0),
            article("MP-CANDLE-GR", "Candle Granskog|220 g|Candles", 3_200, "candle.svg", 8, 45),
            article("MP-MUGS-2", "Stoneware mugs|Set of two|Stoneware", 4_800, "mugs.svg", 5, 0),
            article("MP-LAMP", "Reading lamp|Ash and linen|Lamps", 18_900, "lamp.svg", 2, 0),
            article("MP-BRUSH", "Garment brush|Pear wood|Care", 2_400, "brush.svg", 3, 0));

    static final List<Article> VOLT_9 = List.of(
            article("V9-PULSE", "Pulse 9 earbuds|Neon|Audio", 14_900, "volt-buds.svg", 5, 0),
            article("V9-STRAP", "Grip strap|Black, M|Straps", 2_900, "volt-strap.svg", 4, 120),
            article("V9-CHARGE", "Nine-watt charger|EU plug|Power", 3_900, "volt-charger.svg", 3, 0));

    private static Article article(String sku, String words, long cents, String art, int weight, int lastsDays) {
        String[] parts = words.split("\\|");
        return new Article(sku, new Words(parts[0], parts[1], parts[2]), cents, art, weight, lastsDays);
    }

    String title() {
        return words.title();
    }

    String picture() {
        return "/assets/portal/art/" + art;
    }

    /** A number that stands for it where a shop numbers its products. */
    long number() {
        return 7_400_000_000_000L + (sku.hashCode() & 0xffffffL);
    }

    static Article drawn(List<Article> from, Dice dice) {
        int at = dice.below(from.stream().mapToInt(Article::weight).sum());
        for (Article article : from) {
            at -= article.weight;
            if (at < 0) return article;
        }
        throw new IllegalStateException("the weights do not add up");
    }
}
