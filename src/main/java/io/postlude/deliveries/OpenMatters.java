package io.postlude.deliveries;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is open about deliveries: asked and not answered, wished and not done. */
final class OpenMatters {
    /** Who asks by telephone has the answer already. */
    private static final String OPEN = """
            select order_id, 'a question is not answered' as words from deliveries.contact
            where store_id = ? and order_id = any(?) and answered_at is null
              and (channel in ('PAGE', 'EMAIL', 'CHAT', 'SOCIAL') or contact_key like 'journey:%')
            union select order_id, 'a wish about the delivery is open' from deliveries.request
            where store_id = ? and order_id = any(?) and state = 'OPEN'
            union select order_id, 'the carrier has been asked' from deliveries.enquiry
            where store_id = ? and order_id = any(?) and state = 'OPEN'
            union select order_id, 'something is to be sent again' from deliveries.replacement
            where store_id = ? and order_id = any(?) and state = 'WANTED' order by 1, 2""";

    private OpenMatters() {}

    static Map<OrderId, List<String>> of(Tx tx, StoreId store, Collection<OrderId> orders) {
        long[] ids = orders.stream().mapToLong(OrderId::value).toArray();
        Map<OrderId, List<String>> open = new HashMap<>();
        tx.each(
                OPEN,
                row -> open.computeIfAbsent(new OrderId(row.getLong("order_id")), order -> new ArrayList<>())
                        .add(row.getString("words")),
                store,
                ids,
                store,
                ids,
                store,
                ids,
                store,
                ids);
        return open;
    }
}
