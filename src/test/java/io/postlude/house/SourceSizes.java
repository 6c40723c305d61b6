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
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What is too long in a Java source, read by the compiler's own parser. */
final class SourceSizes {
    static final int MAX_FILE_LINES = 400;
    static final int MAX_METHOD_LINES = 50;
    static final int MAX_PARAMETERS = 4;

    private SourceSizes() {}

    /** One line for each fault; empty when all is well. */
    static List<String> faults(String name, String source) throws IOException {
        List<String> faults = new ArrayList<>();
        long lines = source.lines().count();
        if (lines > MAX_FILE_LINES) {
            faults.add(name + " has " + lines + " lines");
        }
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(inMemory(source)));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            new MethodScan(name, unit, positions, faults).scan(unit, null);
        }
        return faults;
    }

    private static JavaFileObject inMemory(String source) {
        return new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
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
