package io.postlude.flows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postlude.flows.Flow.Entry;
import io.postlude.flows.Flow.Exit;
import io.postlude.flows.Flow.Per;
import io.postlude.flows.Flow.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a journey's document strictly: what it does not know is a mistake, and all mistakes are told at once. */
public final class FlowParser {
    /** The version of the format this reads. */
    public static final int FORMAT = 1;

    static final int DOCUMENT_LIMIT_CHARS = 200_000;
    static final int STEPS_LIMIT = 100;
    static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,47}");
    static final Set<String> TOP =
            Set.of("$schema", "format", "key", "name", "stage", "entry", "exits", "holdout_percent", "steps");
    private static final double HOLDOUT_MOST = 50;
    private static final double HOLDOUT_USUAL = 5;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Surroundings around;

    /**
     * What documents may name.
     *
     * @param messages texts with the channels each has words for
     * @param ofOrders those of them that speak of an order
     * @param ofRewards those that name a reward, and so have nothing to say where none was given
     * @param segments names by keys
     */
    public record Surroundings(
            Map<String, Set<String>> messages,
            Set<String> ofOrders,
            Set<String> ofRewards,
            List<ActForm> acts,
            Map<String, String> segments) {
        public Surroundings {
            messages = Map.copyOf(messages);
            ofOrders = Set.copyOf(ofOrders);
            ofRewards = Set.copyOf(ofRewards);
            acts = List.copyOf(acts);
            segments = Map.copyOf(segments);
        }
    }

    public FlowParser(Surroundings around) {
        this.around = around;
    }

    /** What became of reading a document. */
    public sealed interface Reading {}

    public record Whole(Flow flow) implements Reading {}

    /**
     * At least one mistake.
     *
     * @param sketch as much of it as could be read, for an editor to draw; null where nothing could
     */
    public record Faulty(
            List<FlowMistake> mistakes, @Nullable Flow sketch) implements Reading {
        public Faulty {
            mistakes = List.copyOf(mistakes);
        }
    }

    /** Reads text; broken JSON is a mistake with its line. */
    public Reading read(String document) {
        if (document.length() > DOCUMENT_LIMIT_CHARS)
            return new Faulty(
                    List.of(new FlowMistake(null, "", "The document is longer than 200,000 characters.")), null);
        try {
            JsonNode tree = STRICT.readTree(document);
            if (!tree.isObject()) return new Faulty(List.of(new FlowMistake(null, "", "It is no JSON object.")), null);
            return read(tree);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            return new Faulty(
                    List.of(new FlowMistake(null, "", "It is no JSON" + where + ": " + e.getOriginalMessage())), null);
        }
    }

    private Reading read(JsonNode tree) {
        List<FlowMistake> mistakes = new ArrayList<>();
        Fields top = new Fields(tree, "", null, mistakes);
        top.only(TOP);
        if (top.whole("format", FORMAT, FORMAT, FORMAT) != FORMAT) return new Faulty(mistakes, null);
        String key = top.id("key");
        String name = top.text("name", 80);
        Stage stage = top.oneOf("stage", Stage.values(), Stage.USING);
        Entry entry = EntryParser.read(top.inner("entry"), around.segments());
        List<Exit> exits = exits(tree, entry.per(), mistakes);
        double holdout = top.number("holdout_percent", 0, HOLDOUT_MOST, HOLDOUT_USUAL);
        List<Step> steps = steps(tree, entry.per(), mistakes);
        SegmentMentions.check(tree, around.segments(), mistakes);
        Map<String, Step> byId = new HashMap<>();
        for (Step step : steps)
            if (byId.putIfAbsent(step.id(), step) != null)
                mistakes.add(new FlowMistake(step.id(), "/steps", "Two steps are called “" + step.id() + "”."));
        Flow flow = new Flow(key, name, stage, entry, exits, holdout, steps, byId);
        FlowCheck.of(flow, mistakes);
        RewardCheck.of(flow, around.ofRewards(), mistakes);
        return mistakes.isEmpty() ? new Whole(flow) : new Faulty(mistakes, steps.isEmpty() ? null : flow);
    }

    private static List<Exit> exits(JsonNode tree, Per per, List<FlowMistake> mistakes) {
        List<Exit> exits = new ArrayList<>();
        JsonNode all = tree.path("exits");
        for (int i = 0; i < all.size(); i++) {
            Fields one = new Fields(all.get(i), "/exits/" + i, null, mistakes);
            one.only(Set.of("name", "when"));
            var when = one.condition("when", per);
            if (!one.has("when")) one.wrong("when", "An exit needs its condition.");
            if (when != null) exits.add(new Exit(one.text("name", 60), when));
        }
        return exits;
    }

    private List<Step> steps(JsonNode tree, Per per, List<FlowMistake> mistakes) {
        JsonNode all = tree.path("steps");
        if (!all.isArray() || all.isEmpty()) {
            mistakes.add(new FlowMistake(null, "/steps", "A journey needs at least one step."));
            return List.of();
        }
        if (all.size() > STEPS_LIMIT)
            mistakes.add(new FlowMistake(null, "/steps", "A journey has at most " + STEPS_LIMIT + " steps."));
        StepParser parser = new StepParser(around, per, mistakes);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < Math.min(STEPS_LIMIT, all.size()); i++) {
            Step step = parser.step(all.get(i), "/steps/" + i);
            if (step != null) steps.add(step);
        }
        return steps;
    }
}
