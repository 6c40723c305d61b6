package io.postlude.flows;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Condition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the segments that conditions ask for by name: {@code 'vips' in customer.segments}. */
final class SegmentMentions {
    private static final String WORD = "customer.segments";
    private static final Pattern ASKED = Pattern.compile("([\"'])([^\"']*)\\1\\s+in\\s+customer\\.segments\\b");
    private static final Set<String> CONDITIONS = Set.of("when", "only_if");

    private final Map<String, String> known;
    private final List<FlowMistake> mistakes;

    private SegmentMentions(Map<String, String> known, List<FlowMistake> mistakes) {
        this.known = known;
        this.mistakes = mistakes;
    }

    static boolean asks(Condition condition) {
        return condition.toString().contains(WORD);
    }

    static Set<String> in(String condition) {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher found = ASKED.matcher(condition); found.find(); ) names.add(found.group(2));
        return names;
    }

    /** Who asks for a segment there is not would never be told, and nobody would ever fit. */
    static void check(JsonNode document, Map<String, String> known, List<FlowMistake> mistakes) {
        SegmentMentions looking = new SegmentMentions(known, mistakes);
        for (String part : List.of("entry", "exits", "steps")) looking.look(document.path(part), "/" + part, null);
    }

    private void look(JsonNode node, String pointer, @Nullable String step) {
        if (node.isArray())
            for (int i = 0; i < node.size(); i++) {
                String id = node.get(i).path("id").asText("");
                look(node.get(i), pointer + "/" + i, step == null && !id.isEmpty() ? id : step);
            }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String at = pointer + "/" + field.getKey();
            if (CONDITIONS.contains(field.getKey()) && field.getValue().isTextual())
                for (String name : in(field.getValue().textValue()))
                    if (!known.containsKey(name)) mistakes.add(new FlowMistake(step, at, unknown(name)));
            if (field.getValue().isArray()) look(field.getValue(), at, step);
        }
    }

    static String unknown(String name) {
        return "There is no segment “" + name + "”.";
    }
}
