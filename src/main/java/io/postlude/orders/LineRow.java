package io.postlude.orders;

import org.jspecify.annotations.Nullable;

/** A line as stored; amounts in minor units of the order's currency. */
record LineRow(
        String reference,
        LineId id,
        int position,
        ProductId product,
        VariantId variant,
        String title,
        @Nullable String variantTitle,
        @Nullable String sku,
        int quantity,
        long unitPrice,
        long discount,
        long tax,
        boolean needsShipping,
        boolean removed) {

    LineRow takenAway() {
        return new LineRow(
                reference,
                id,
                position,
                product,
                variant,
                title,
                variantTitle,
                sku,
                quantity,
                unitPrice,
                discount,
                tax,
                needsShipping,
                true);
    }

    LineRow withId(LineId known) {
        return new LineRow(
                reference,
                known,
                position,
                product,
                variant,
                title,
                variantTitle,
                sku,
                quantity,
                unitPrice,
                discount,
                tax,
                needsShipping,
                removed);
    }
}
