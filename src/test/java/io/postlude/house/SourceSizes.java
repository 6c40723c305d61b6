package io.postlude.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What is too long in a Java source, read by the compiler's own parser. */
final class SourceSizes {
    static final int MAX_FILE_LINES = 400;
    static final int MAX_METHOD_LINES = 50;
    static final int MAX_PARAMETERS = 4;

    private SourceSizes() {}

    /** One line for each fault of sources by their names; empty when all is well. Read in one go: a compiler is slow to begin. */
    static List<String> faults(Map<String, String> sources) throws IOException {
        List<String> faults = new ArrayList<>();
        sources.forEach((name, source) -> {
            long lines = source.lines().count();
            if (lines > MAX_FILE_LINES) faults.add(name + " has " + lines + " lines");
        });
        Map<URI, String> names = new HashMap<>();
        List<Source> files = new ArrayList<>();
        sources.forEach((name, source) -> {
            Source file = new Source(name, source);
            names.put(file.toUri(), name);
            files.add(file);
        });
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, files);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            String name = names.getOrDefault(unit.getSourceFile().toUri(), "");
            new MethodScan(name, unit, positions, faults).scan(unit, null);
        }
        return faults;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace(".java", "") + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class MethodScan extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final String name;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> faults;

        MethodScan(String name, CompilationUnitTree unit, SourcePositions positions, List<String> faults) {
            this.name = name;
            this.unit = unit;
            this.positions = positions;
            this.faults = faults;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > MAX_METHOD_LINES) {
                faults.add(name + ":" + first + " " + method.getName() + " has " + (last - first + 1) + " lines");
            }
            boolean constructor = method.getReturnType() == null;
            if (!constructor && method.getParameters().size() > MAX_PARAMETERS) {
                faults.add(name + ":" + first + " " + method.getName() + " has "
                        + method.getParameters().size() + " parameters");
            }
            return super.visitMethod(method, null);
        }
    }
}
