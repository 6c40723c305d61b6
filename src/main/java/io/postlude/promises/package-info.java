/**
 * What was promised to whom, by when: made, kept, broken, released.
 *
 * <p>Tables (schema {@code promises}): promise, due, watched, settled_count, settled_change, outlook, foretold, risk_rule, risk_owner, risk_deed. Publishes: {@link io.postlude.promises.PromiseEvent}. Consumes:
 * nothing; the modules that make promises and keep them call {@link io.postlude.promises.Promises} (between an
 * order and its parcels {@link io.postlude.promises.PromisedDeliveries}; {@link io.postlude.promises.StandingPromises} are those with a reference), those that foresee
 * call {@link io.postlude.promises.Outlooks}; {@link io.postlude.promises.RiskQueue} is for those who mend. May use: kernel,
 * stores, customers, orders.
 */
@NullMarked
@CheckReturnValue
package io.postlude.promises;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
