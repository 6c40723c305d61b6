package io.postlude.twin;

import java.util.List;

/** How an outside system tells of what happens: in its own words, signed its own way. What is not its business it leaves. */
interface Voice {
    List<Sending> say(Happening happening);
}
