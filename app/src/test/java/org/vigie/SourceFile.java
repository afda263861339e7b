package org.vigie;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Java source as the compiler parses it.
 *
 * @param methods each with its name and how many lines it takes, without its Javadoc
 * @param types the simple names of the types it declares
 * @param texts its string literals and text blocks
 */
@SuppressWarnings("VoidUsed") // the tree scanner of the JDK hands a Void on, as its contract says
record SourceFile(Path path, String packageName, List<Method> methods, List<String> types, List<String> texts) {
    record Method(String name, long lines) {}

    static List<SourceFile> parse(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<SourceFile> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                var reader = new Reader(unit, positions);
                reader.scan(unit, null);
                parsed.add(new SourceFile(
                        Path.of(unit.getSourceFile().toUri()),
                        unit.getPackageName() == null
                                ? ""
                                : unit.getPackageName().toString(),
                        reader.methods,
                        reader.types,
                        reader.texts));
            }
            return parsed;
        }
    }

    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> methods = new ArrayList<>();
        private final List<String> types = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        private Reader(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            methods.add(new Method(
                    method.getName().toString(),
                    line(positions.getEndPosition(unit, method)) - line(positions.getStartPosition(unit, method)) + 1));
            return super.visitMethod(method, nothing);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            types.add(type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
            if (literal.getValue() instanceof String text) {
                texts.add(text);
            }
            return null;
        }

        private long line(long position) {
            return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
        }
    }
}
