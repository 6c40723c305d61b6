/**
 * The tenant: its brand, settings, calendars, staff, roles, keys, connections to outside systems, and the audit trail.
 *
 * <p>Tables: {@code stores.store}, {@code settings_version}, {@code logo}, {@code person}, {@code recovery_code},
 * {@code membership}, {@code invitation}, {@code one_time_link}, {@code session}, {@code attempt}, {@code api_key},
 * {@code connection}, {@code audit_entry}, {@code generation}.
 *
 * <p>Publishes: StoreOpened, StoreSettingsChanged. Consumes: nothing. May use: kernel.
 */
@NullMarked
@CheckReturnValue
package io.postlude.stores;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
