package dev.pagewarden.detectors.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Analyses cases of testdata again and again, with their classes in any order: a few cases and
 * runs, or all of them and as many runs as {@code -Dpagewarden.runs=50} says.
 */
class DeterminismTest {
  private static final Path ROOT = Path.of("..");
  private static final int RUNS = Integer.getInteger("pagewarden.runs", 0);
  private static final List<String> FEW =
      List.of(
          "HeapStatics", "HeapLinked", "CallContext", "CallRecursion", "LibMaps", "CondObjects");

  @TempDir static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    Predicate<Path> chosen =
        file -> RUNS > 0 || FEW.contains(file.getFileName().toString().replace(".java", ""));
    List<Path> sources = new ArrayList<>(below(ROOT.resolve("src/dmabuf/src/main/java"), ".java"));
    sources.addAll(below(ROOT.resolve("testdata/support"), ".java"));
    sources.addAll(below(ROOT.resolve("testdata/library"), ".java"));
    below(ROOT.resolve("testdata/flow"), ".java").stream().filter(chosen).forEach(sources::add);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("--release", "17", "-g", "-proc:none", "-nowarn", "-d", classes.toString());
      boolean ok =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertTrue(ok, messages::toString);
    }
  }

  @Test
  void finds_the_same_whatever_the_order_of_classes() throws IOException {
    compareRuns(List.of());
  }

  @Test
  void finds_the_same_whatever_the_order_of_companions() throws IOException {
    List<String> names = names();
    List<String> companions = new ArrayList<>();
    for (int i = 0; i < names.size(); i += 2) {
      companions.add(names.get(i));
    }
    compareRuns(companions);
  }

  @Test
  void finds_the_same_with_the_api_and_libraries_as_companions() throws IOException {
    List<String> companions = new ArrayList<>(namesBelow(classes));
    companions.removeAll(names());
    compareRuns(companions);
  }

  @Test
  void takes_the_api_in_the_project_for_a_dependency() throws IOException {
    List<String> api = namesBelow(classes.resolve("dev"));
    FlowResult beside = new FlowAnalysis(new DirectorySource(classes)).analyze(names(), List.of());
    FlowResult within = new FlowAnalysis(new DirectorySource(classes)).analyze(names(), api);
    assertEquals(beside.findings(), within.findings());
    assertEquals(beside.gaps(), within.gaps());
  }

  private static void compareRuns(List<String> companions) throws IOException {
    List<String> application = new ArrayList<>(names());
    application.removeAll(companions);
    List<String> others = new ArrayList<>(companions);
    String first = analyze(application, others);
    assertTrue(first.contains("Finding["), first);
    for (int run = 1; run < Math.max(RUNS, 3); run++) {
      Collections.shuffle(application, new Random(run));
      Collections.shuffle(others, new Random(run));
      assertEquals(first, analyze(application, others), "run " + run);
    }
  }

  private static String analyze(List<String> application, List<String> companions) {
    FlowResult result =
        new FlowAnalysis(new DirectorySource(classes)).analyze(application, companions);
    return Stream.of(result.findings(), result.gaps())
        .flatMap(List::stream)
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  private static List<String> names() throws IOException {
    return namesBelow(classes.resolve("flow"));
  }

  private static List<String> namesBelow(Path directory) throws IOException {
    return below(directory, ".class").stream()
        .map(file -> classes.relativize(file).toString())
        .map(file -> file.substring(0, file.length() - ".class".length()).replace('\\', '/'))
        .toList();
  }

  private static List<Path> below(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
