package io.postlude.connectors;

import io.postlude.returns.Payout;
import java.util.Map;

/** One kind of account through which customers are given what is due, such as a shop's own refunds, orders and credit. */
interface RefundWay extends AccountWay, Giving {
    /** Whether it gives this kind for orders of this source. */
    boolean gives(Map<String, String> entered, String source, Payout.Kind kind);
}
