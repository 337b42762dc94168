package dev.pagewarden.benchmarks;

import dev.pagewarden.contract.Role;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/**
 * FlowDroid's taint analysis for plain Java, with mappings as its sources, page accesses as its
 * sinks, and each case's {@code main} as an entry.
 */
final class FlowDroidAnalyser implements Analyser {
  private static final Duration LIMIT = Duration.ofMinutes(120);

  private final List<String> families;

  FlowDroidAnalyser(List<String> families) {
    this.families = families;
  }

  @Override
  public Result analyse() throws IOException, InterruptedException {
    List<ApiRule> rules = ApiRule.of(Build.dmabuf());
    Path classes = Build.testdata().resolve("target/classes");
    Path found = Build.output().resolve("flowdroid-found.txt");
    Files.deleteIfExists(found);
    JavaRun run =
        JavaRun.of(
            Build.output().resolve("flowdroid.log"),
            LIMIT,
            List.of(
                "-Xmx4g",
                "-cp",
                Build.flowDroid(),
                "dev.pagewarden.benchmarks.flowdroid.FlowDroidMain",
                classes.toString(),
                Build.dmabuf().toString(),
                write("flowdroid-entries.txt", entries(classes)).toString(),
                write("flowdroid-sources.txt", signatures(rules, Role.MAP)).toString(),
                write("flowdroid-sinks.txt", signatures(rules, Role.ACCESS)).toString(),
                found.toString()));
    Set<String> lines = Files.exists(found) ? new TreeSet<>(Files.readAllLines(found)) : Set.of();
    return new Result("FlowDroid", lines, run);
  }

  private static Path write(String name, List<String> lines) throws IOException {
    return Files.write(Build.output().resolve(name), lines);
  }

  private List<String> entries(Path classes) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String family : families) {
      try (Stream<Path> files = Files.list(Build.testdata().resolve(family))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          if (Files.readString(file).contains("void main(String[] args)")
              && Files.exists(classes.resolve(family + File.separator + name + ".class"))) {
            entries.add("<" + family + "." + name + ": void main(java.lang.String[])>");
          }
        }
      }
    }
    return entries;
  }

  /** Returns methods as Soot writes them: {@code <a.B: int run(a.C)>}. */
  private static List<String> signatures(List<ApiRule> rules, Role role) {
    return rules.stream()
        .filter(rule -> rule.role() == role)
        .map(
            rule ->
                "<%s: %s %s(%s)>"
                    .formatted(
                        rule.owner().replace('/', '.'),
                        Type.getReturnType(rule.descriptor()).getClassName(),
                        rule.method(),
                        Stream.of(Type.getArgumentTypes(rule.descriptor()))
                            .map(Type::getClassName)
                            .collect(Collectors.joining(","))))
        .toList();
  }
}
