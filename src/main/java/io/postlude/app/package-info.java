/**
 * The program: command line, configuration, and the wiring of all modules by constructors, top to bottom.
 *
 * <p>Tables: none. Publishes: nothing. Consumes: nothing. May use: every module.
 */
@NullMarked
@CheckReturnValue
package io.postlude.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
