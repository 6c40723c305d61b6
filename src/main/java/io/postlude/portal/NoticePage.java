package io.postlude.portal;

import io.postlude.deliveries.Sentence;
import java.util.List;

/**
 * A page that says one thing: nothing here, look in your mail, that did not work.
 *
 * @param ways where to go from here, the first is the main one
 */
public record NoticePage(Frame frame, Sentence start, Sentence answer, Sentence lead, List<Frame.Link> ways) {
    public NoticePage {
        ways = List.copyOf(ways);
    }
}
