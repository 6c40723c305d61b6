/** Pages in a real browser, as the tests of several modules open them. */
@NullMarked
package io.postlude.browser;

import org.jspecify.annotations.NullMarked;
