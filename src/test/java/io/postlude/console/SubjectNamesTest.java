package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.postlude.orders.ProductId;
import io.postlude.orders.ProductView;
import io.postlude.orders.VariantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What tells two products of one title apart. */
class SubjectNamesTest {
    @Test
    void only_titles_that_repeat_have_something_beside_them() {
        assertEquals(
                Map.of(id(1), "Maren", id(2), "Pine"),
                SubjectNames.apart(List.of(
                        product(1, "Linen throw", "Maren", "LT-1"),
                        product(2, " linen throw", "Pine", "LT-2"),
                        product(3, "Mug", "Pine", "MUG"))));
    }

    @Test
    void of_one_vendor_or_of_none_it_is_the_sku_and_without_any_the_id() {
        assertEquals(
                Map.of(id(1), "LT-1", id(2), "LT-2", id(3), id(3).toString()),
                SubjectNames.apart(List.of(
                        product(1, "Linen throw", "Maren", "LT-1"),
                        product(2, "Linen throw", "Maren", "LT-2"),
                        product(3, "Linen throw", null, null))));
    }

    private static ProductId id(long value) {
        return new ProductId(value);
    }

    private static ProductView product(long id, String title, @Nullable String vendor, @Nullable String sku) {
        List<ProductView.Variant> variants = List.of(new ProductView.Variant(new VariantId(id), null, sku));
        return new ProductView(id(id), "api", title, vendor, null, null, null, variants, 1, 1, null);
    }
}
