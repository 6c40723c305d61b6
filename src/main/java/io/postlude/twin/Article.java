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
            article("MP-THROW-SPR|Wool throw|Spruce, 140 × 200 cm|Throws|throw-spruce.svg", 12_900, 5, 0),
            article("MP-THROW-OAT|Wool throw|Oat, 140 × 200 cm|Throws|throw-oat.svg", 12_900, 4, 0),
            article("MP-CANDLE-GR|Candle Granskog|220 g|Candles|candle.svg", 3_200, 8, 45),
            article("MP-MUGS-2|Stoneware mugs|Set of two|Stoneware|mugs.svg", 4_800, 5, 0),
            article("MP-LAMP|Reading lamp|Ash and linen|Lamps|lamp.svg", 18_900, 2, 0),
            article("MP-BRUSH|Garment brush|Pear wood|Care|brush.svg", 2_400, 3, 0));

    static final List<Article> VOLT_9 = List.of(
            article("V9-PULSE|Pulse 9 earbuds|Neon|Audio|volt-buds.svg", 14_900, 5, 0),
            article("V9-STRAP|Grip strap|Black, M|Straps|volt-strap.svg", 2_900, 4, 120),
            article("V9-CHARGE|Nine-watt charger|EU plug|Power|volt-charger.svg", 3_900, 3, 0));

    /** {@code words}: number, title, variant, type and drawing. */
    private static Article article(String words, long cents, int weight, int lastsDays) {
        String[] parts = words.split("\\|");
        return new Article(parts[0], new Words(parts[1], parts[2], parts[3]), cents, parts[4], weight, lastsDays);
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
