/**
 * The tenant: its brand, settings, calendars, staff, roles and keys.
 *
 * <p>May use: kernel.
 */
@NullMarked
@CheckReturnValue
package io.postlude.stores;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
