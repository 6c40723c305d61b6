/** The rules of the house that a machine can check: the order of the modules, sizes, words, papers. */
@NullMarked
@CheckReturnValue
package io.postlude.house;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
