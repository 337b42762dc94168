package dev.pagewarden.benchmarks;

import static java.util.stream.Collectors.joining;

import com.sun.management.OperatingSystemMXBean;
import dev.pagewarden.detectors.flow.FlowAnalysis;
import dev.pagewarden.detectors.flow.FlowResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Shows how long the engine takes at worst for a method: classes that are written to make it keep
 * as much apart as it can, with as many ways through a method and as much to know on each.
 *
 * <pre>
 * java -cp src/benchmarks/target/benchmarks.jar dev.pagewarden.benchmarks.WorstCases
 * </pre>
 *
 * Each line gives a case's CPU time and whether the bound on a method's work was met: as no method
 * may take more than its account, the time of those that met it is what the account is worth.
 */
public final class WorstCases {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final String NAME = "Worst";

  private WorstCases() {}

  /**
   * Measures all cases, or those named.
   *
   * @param arguments names of cases
   * @throws IOException if a case cannot be compiled
   */
  public static void main(String[] arguments) throws IOException {
    List<String> wanted = List.of(arguments);
    Map<String, String> cases = cases();
    measure(compile(cases.get("circle of calls"))); // to warm up
    for (Map.Entry<String, String> subject : cases.entrySet()) {
      if (wanted.isEmpty() || wanted.contains(subject.getKey())) {
        System.out.printf("%-24s %s%n", subject.getKey(), measure(compile(subject.getValue())));
      }
    }
  }

  private static Map<String, String> cases() {
    Map<String, String> cases = new LinkedHashMap<>();
    cases.put("flags and tables", method(repeat(1500, WorstCases::flag)));
    cases.put(
        "variables in a loop",
        method(
            repeat(100, i -> "SgTable v" + i + " = t;")
                + "while (n-- > 0) {"
                + repeat(99, i -> "if (f[" + i + "]) { v" + i + " = v" + (i + 1) + "; }")
                + "if (f[99]) { v99 = map(); }"
                + "}"
                + repeat(100, i -> "v" + i + ".firstEntry().page();")));
    cases.put(
        "nested containers",
        method(
            "Map<Object, Map<Object, List<Object[]>>> m = new HashMap<>();"
                + repeat(
                    300,
                    i ->
                        "if (f[%d]) { m.computeIfAbsent(n %% %d, k -> new HashMap<>())"
                                .formatted(i, i + 2)
                            + ".computeIfAbsent(\"k%d\", k -> new ArrayList<>())".formatted(i % 7)
                            + ".add(new Object[] {map(), m, t}); }")
                + "for (Map<Object, List<Object[]>> x : m.values()) {"
                + "for (List<Object[]> y : x.values()) { for (Object[] z : y) {"
                + "((SgTable) z[0]).firstEntry().page(); } } }"));
    cases.put(
        "objects in a graph",
        "static class N { N a, b, c; SgTable t; }"
            + method(
                "N[] o = {"
                    + "new N(),".repeat(60)
                    + "};"
                    + repeat(
                        400,
                        i ->
                            "if (f[%d]) { o[%d].%s = o[%d]; o[%d].t = map(); }"
                                .formatted(i, i % 60, "abc".charAt(i % 3), i * 7 % 60, i % 60))
                    + "N p = o[n]; for (;;) { p = f[n] ? p.a : f[n + 1] ? p.b : p.c;"
                    + "p.t.firstEntry().page(); if (f[n--]) { return; } }"));
    cases.put(
        "500 implementations",
        "interface H { void h(List<SgTable> l, SgTable t); }"
            + repeat(
                500,
                i ->
                    "static class H%d implements H { List<SgTable> own; ".formatted(i)
                        + "public void h(List<SgTable> l, SgTable t) { own = l; l.add(t);"
                        + "own.get(0).firstEntry().page(); } }")
            + "static void fill(List<H> l) {"
            + repeat(500, i -> "l.add(new H" + i + "());")
            + "}"
            + method(
                "List<H> l = new ArrayList<>(); fill(l); List<SgTable> s = new ArrayList<>();"
                    + "while (n-- > 0) { for (H h : l) { h.h(s, map()); } }"));
    cases.put(
        "circle of calls",
        repeat(
                300,
                i ->
                    ("static void c%d(SgTable[] s, int n, boolean[] f) { if (n < 0) { return; }"
                            + "if (f[%d]) { s[n] = s[%d]; } s[%d].firstEntry().page();"
                            + "c%d(s, n - 1, f); c%d(s, n - 2, f); }")
                        .formatted(i, i, i % 8, i % 5, (i + 1) % 300, (i + 7) % 300))
            + method("SgTable[] s = new SgTable[8]; s[n] = t; c0(s, n, f);"));
    cases.put(
        "handlers of exceptions",
        method(
            "SgTable u = null;"
                + "try {".repeat(60)
                + repeat(200, i -> "if (f[%d]) { u = map(); u.firstEntry(); }".formatted(i))
                + repeat(
                    60,
                    i ->
                        "} catch (IllegalStateException e%d) { if (u == t) { u = map(); } u.nents(); }"
                            .formatted(i))
                + "u.firstEntry().page();"));
    return cases;
  }

  private static String flag(int i) {
    return "boolean b%d = f[%d]; SgTable t%d = b%d ? map() : t; if (b%d) { t%d.nents(); }"
        .formatted(i, i, i, i, i, i / 2);
  }

  private static String repeat(int times, IntFunction<String> text) {
    return IntStream.range(0, times).mapToObj(text).collect(joining("\n"));
  }

  private static String method(String body) {
    return """
        static DmaBufAttachment a;
        static SgTable map() { return a.buffer().mapAttachment(a, DmaDirection.FROM_DEVICE); }
        static void run(boolean[] f, int n) { SgTable t = map();
        """
        + body
        + "}";
  }

  private static String measure(Map<String, byte[]> classFiles) {
    FlowAnalysis analysis = new FlowAnalysis(ClassFiles.source(classFiles));
    long before = SYSTEM.getProcessCpuTime();
    FlowResult result = analysis.analyze(classFiles.keySet(), List.of());
    double seconds = (SYSTEM.getProcessCpuTime() - before) / 1e9;
    int largest = classFiles.values().stream().mapToInt(bytes -> bytes.length).max().orElse(0);
    return "%6.1f s of CPU, %d findings, largest class file %d KB, gaps %s"
        .formatted(seconds, result.findings().size(), largest >> 10, result.budgetsHit());
  }

  private static Map<String, byte[]> compile(String members) throws IOException {
    Path work = Files.createDirectories(Build.output().resolve("worst"));
    clear(work);
    Path sourceFile = work.resolve(NAME + ".java");
    Files.writeString(
        sourceFile,
        "import dev.pagewarden.dmabuf.*; import java.util.*; class %s { %s }"
            .formatted(NAME, members));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(work));
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(Build.dmabuf()));
      List<String> options = List.of("-g", "-proc:none", "-nowarn", "--release", "17");
      boolean done =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(List.of(sourceFile)))
              .call();
      if (!done) {
        throw new IOException(sourceFile + " cannot be compiled");
      }
    }
    Map<String, byte[]> classFiles = new LinkedHashMap<>();
    for (Path file : list(work)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".class")) {
        classFiles.put(name.substring(0, name.length() - 6), Files.readAllBytes(file));
      }
    }
    return classFiles;
  }

  private static void clear(Path directory) throws IOException {
    for (Path file : list(directory)) {
      Files.delete(file);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }
}
