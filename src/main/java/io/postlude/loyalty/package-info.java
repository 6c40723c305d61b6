/**
 * What people are given for buying: so far rewards out of pools of codes that a shop takes at its till; points, tiers and
 * referrals are to come.
 *
 * <p>Tables (schema {@code loyalty}): pool, code, given, use. Publishes: RewardGiven, RewardUsed, PoolRanLow. Consumes:
 * OrderPlaced, OrderChanged, OrderCancelled. May use: kernel, stores, customers, orders.
 *
 * <p>{@code Rewards} gives and remembers, {@code Pools} is the staff's side, {@code UseReader} sees which orders carried a
 * code; docs/rewards.md says it in the store's words.
 */
@NullMarked
@CheckReturnValue
package io.postlude.loyalty;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
