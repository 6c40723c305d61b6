package io.postlude.app;

import io.postlude.flows.FlowDiff;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowParser;
import io.postlude.flows.FlowView;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Send;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.texts.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store's journeys and its own texts as files: {@code journeys/KEY.json} and {@code texts/KEY.json}, word for word, so that
 * they can be kept in git, read in review and taken to another store.
 */
final class JourneyFiles {
    private static final String BY = "import";

    private final Journeys journeys;
    private final Texts texts;
    private final Path folder;

    JourneyFiles(Journeys journeys, Texts texts, Path folder) {
        this.journeys = journeys;
        this.texts = texts;
        this.folder = folder;
    }

    /** What is wrong with the files; thrown, so that nothing of what was read with them stays. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<String> lines;

        Wrong(List<String> lines) {
            super(lines.getFirst());
            this.lines = List.copyOf(lines);
        }

        List<String> lines() {
            return lines;
        }
    }

    /** Writes what differs from what the folder holds. Archived journeys are left out, and what is sent once to people of now. */
    List<String> write(Tx tx, StoreId store) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Set<FlowId> sends =
                journeys.sends().all(tx, store).stream().map(Send::flow).collect(Collectors.toSet());
        for (FlowView view : journeys.flows().all(tx, store)) {
            FlowView.Version newest = view.newest();
            if (newest != null && view.archivedAt() == null && !sends.contains(view.id()))
                files.put("journeys/" + view.key() + ".json", newest.document());
        }
        for (Texts.Found text : texts.all(tx, store))
            if (text.version() > 0) files.put("texts/" + text.document().key() + ".json", text.source());
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            String now = file.getValue().stripTrailing() + "\n";
            boolean there = Files.exists(path);
            if (there && Files.readString(path).equals(now)) continue;
            Files.createDirectories(path.getParent());
            Files.writeString(path, now);
            lines.add((there ? "changed    " : "new        ") + file.getKey());
        }
        lines.add(files.size() + " files, " + lines.size() + " of them written");
        return lines;
    }

    /** Takes in what differs from what the store has; where one file is wrong, none is taken. @throws Wrong */
    List<String> read(Tx tx, StoreId store, @Nullable UnderWay publish) throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Path file : files("texts")) text(tx, store, file, new Told(lines, wrong));
        List<FlowView> changed = new ArrayList<>();
        for (Path file : files("journeys")) changed.addAll(journey(tx, store, file, new Told(lines, wrong)));
        if (!wrong.isEmpty()) throw new Wrong(wrong);
        if (publish != null) for (FlowView view : changed) lines.add(publish(tx, store, view, publish));
        if (lines.isEmpty()) lines.add("nothing differs, nothing was written");
        return lines;
    }

    private record Told(List<String> lines, List<String> wrong) {}

    private List<Path> files(String kind) throws IOException {
        Path sub = folder.resolve(kind);
        if (!Files.isDirectory(sub)) return List.of();
        try (Stream<Path> all = Files.list(sub)) {
            return all.filter(path -> path.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString();
    }

    private static String key(Path file) {
        return file.getFileName().toString().replaceAll("\\.json$", "");
    }

    private void text(Tx tx, StoreId store, Path file, Told told) throws IOException {
        String document = Files.readString(file);
        Texts.Found before = texts.find(tx, store, key(file)).orElse(null);
        if (before != null && before.source().stripTrailing().equals(document.stripTrailing())) return;
        List<FieldError> errors = texts.check(document, key(file));
        if (errors.isEmpty()) {
            if (!texts.save(tx, store, document, BY).isEmpty())
                throw new IllegalStateException("checked a line before");
            told.lines().add((before == null ? "new        " : "changed    ") + name(file));
        }
        errors.forEach(error -> told.wrong().add(name(file) + " " + error.pointer() + ": " + error.detail()));
    }

    /** The journey where it is new or has changed. */
    private List<FlowView> journey(Tx tx, StoreId store, Path file, Told told) throws IOException {
        String document = Files.readString(file);
        FlowParser.Reading reading = journeys.flows().read(tx, store, document);
        if (reading instanceof FlowParser.Faulty faulty) {
            for (FlowMistake mistake : faulty.mistakes())
                told.wrong().add(name(file) + " " + mistake.pointer() + ": " + mistake.text());
            return List.of();
        }
        if (reading instanceof FlowParser.Whole whole && !whole.flow().key().equals(key(file))) {
            told.wrong()
                    .add(name(file) + " /key: the file is named otherwise than its journey "
                            + whole.flow().key());
            return List.of();
        }
        FlowView before = journeys.flows().byKey(tx, store, key(file)).orElse(null);
        if (!(journeys.flows().save(tx, store, document, BY) instanceof Flows.Kept kept)) return List.of();
        told.lines().add((before == null ? "new        " : "changed    ") + name(file));
        FlowView.Version newest = before == null ? null : before.newest();
        if (newest != null)
            FlowDiff.between(newest.document(), document)
                    .forEach(change -> told.lines().add("             " + change));
        return journeys.flows().find(tx, store, kept.id()).stream().toList();
    }

    private String publish(Tx tx, StoreId store, FlowView view, UnderWay underWay) {
        FlowView.Version draft = view.draft();
        int turn = draft == null ? 0 : draft.turn();
        return journeys.publish(tx, store, view.id(), new Flows.Publishing(turn, underWay, BY))
                        instanceof Flows.Live live
                ? "published  " + view.key() + ", version " + live.number()
                : "not published: " + view.key();
    }
}
