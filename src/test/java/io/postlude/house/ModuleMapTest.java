package io.postlude.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of the modules, and that each says on its card what it is. */
class ModuleMapTest {
    /** Written by the template compiler; each page names only the records of the module it belongs to. */
    private static final String TEMPLATES = "pages";

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    private static final Pattern TAKES_TIME_OR_CHANCE_FROM_THE_AIR = Pattern.compile(
            "java\\.time\\.\\w+\\.now\\(.*|java\\.lang\\.System\\.currentTimeMillis\\(.*|java\\.lang\\.Math\\.random\\(.*"
                    + "|java\\.util\\.UUID\\.randomUUID\\(.*|java\\.util\\.Random\\.<init>\\(.*|java\\.util\\.Date\\.<init>\\(\\)"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current\\(.*");

    private static final Pattern MAKES_A_CLOCK =
            Pattern.compile("java\\.time\\.(Clock|InstantSource)\\.(system|tick)\\w*\\(.*");

    @Test
    void a_module_uses_only_modules_before_it() {
        Map<String, Set<String>> uses = ours().flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass()))
                .collect(groupingBy(
                        dependency -> module(dependency.getOriginClass()),
                        mapping(dependency -> module(dependency.getTargetClass()), toSet())));
        assertTrue(uses.containsKey("kernel"), "the classes were not found");
        assertEquals(List.of(), Modules.OF_POSTLUDE.faults(uses));
    }

    @Test
    void the_order_refuses_a_use_backwards_and_a_module_it_does_not_know() {
        var modules = new Modules(List.of("kernel", "orders", "returns"));
        assertEquals(List.of(), modules.faults(Map.of("returns", Set.of("kernel", "orders", "returns"))));
        assertEquals(
                List.of("orders uses returns, which does not come before it"),
                modules.faults(Map.of("orders", Set.of("kernel", "returns"))));
        assertEquals(List.of("gifts is not in the list of modules"), modules.faults(Map.of("gifts", Set.of())));
    }

    @Test
    void a_module_is_one_flat_package() {
        List<String> nested = ours().map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> name.substring(Modules.ROOT.length()).contains("."))
                .sorted()
                .toList();
        assertEquals(List.of(), nested);
    }

    @Test
    void every_module_carries_its_card() throws IOException {
        for (Path folder : moduleFolders()) {
            String card = Files.readString(folder.resolve("package-info.java")).replaceAll("\\s+\\*?\\s*", " ");
            for (String part :
                    List.of("@NullMarked", "@CheckReturnValue", "ables", "Publishes", "Consumes", "May use")) {
                assertTrue(card.contains(part), folder + "/package-info.java does not say " + part);
            }
        }
    }

    @Test
    void the_table_of_modules_in_the_architecture_agrees_with_the_list() throws IOException {
        List<String> rows = Papers.firstColumn("ARCHITECTURE.md", "module");
        assertEquals(Modules.OF_POSTLUDE.inOrder(), rows);
    }

    @Test
    void time_and_chance_are_handed_in_and_made_only_in_the_kernel() {
        List<String> taken = ours().filter(c -> !module(c).equals("kernel"))
                .flatMap(c -> c.getAccessesFromSelf().stream())
                .filter(access -> isForbidden(access))
                .map(JavaAccess::getDescription)
                .sorted()
                .toList();
        assertEquals(List.of(), taken);
    }

    /** {@code app} puts the clock in; everybody else is given it. */
    private static boolean isForbidden(JavaAccess<?> access) {
        String target = access.getTarget().getFullName();
        return TAKES_TIME_OR_CHANCE_FROM_THE_AIR.matcher(target).matches()
                || (MAKES_A_CLOCK.matcher(target).matches()
                        && !module(access.getOriginOwner()).equals("app"));
    }

    @Test
    void no_class_hides_what_it_does_behind_an_empty_word() {
        Pattern empty =
                Pattern.compile(".*(Impl|Manager|Helper|Helpers|Util|Utils|DTO|Dto)|(Abstract|Base|Default)[A-Z].*");
        List<String> named = ours().map(JavaClass::getSimpleName)
                .filter(name -> empty.matcher(name).matches())
                .sorted()
                .toList();
        assertEquals(List.of(), named);
    }

    private static Stream<JavaClass> ours() {
        return CLASSES.stream().filter(ModuleMapTest::isOurs);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(Modules.ROOT) && !module(type).equals(TEMPLATES);
    }

    private static String module(JavaClass type) {
        return type.getPackageName().substring(Modules.ROOT.length()).split("\\.", 2)[0];
    }

    private static List<Path> moduleFolders() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/postlude"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
