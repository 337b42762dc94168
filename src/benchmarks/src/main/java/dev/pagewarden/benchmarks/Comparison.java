package dev.pagewarden.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares analysers that can be taught the rule on the flow cases of {@code testdata}: what each
 * finds, misses and invents, by line, and what it takes. Each is given the same rule, made of the
 * contract.
 */
public final class Comparison {
  private static final List<String> FAMILIES = List.of("flow");

  private Comparison() {}

  /**
   * Runs the analysers and prints a table.
   *
   * @param arguments {@code -v} to print also each line that was missed or invented
   * @throws IOException if a tool can't be started
   * @throws InterruptedException if the comparison is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean verbose = List.of(arguments).contains("-v");
    Marks marks = Marks.read(Build.testdata(), FAMILIES);
    System.out.printf("%d lines touch a page%n", marks.faulty().size());
    System.out.println("| analyser | found | missed | invented | CPU s |");
    System.out.println("|---|---|---|---|---|");
    for (Analyser analyser :
        List.of(
            SpotBugsAnalyser.ours(),
            SpotBugsAnalyser.findSecBugs(true),
            SpotBugsAnalyser.findSecBugs(false),
            new FlowDroidAnalyser(FAMILIES))) {
      print(marks, analyser.analyse(), verbose);
    }
  }

  private static void print(Marks marks, Analyser.Result result, boolean verbose) {
    Set<String> missed = new TreeSet<>(marks.faulty());
    missed.removeAll(result.lines());
    Set<String> invented = new TreeSet<>(result.lines());
    invented.removeAll(marks.faulty());
    invented.removeAll(marks.excluded());
    invented.removeIf(line -> FAMILIES.stream().noneMatch(f -> line.startsWith(f + "/")));
    System.out.printf(
        "| %s%s | %d | %d | %d | %d |%n",
        result.tool(),
        result.run().exit() == 0 ? "" : " (failed: exit " + result.run().exit() + ")",
        marks.faulty().size() - missed.size(),
        missed.size(),
        invented.size(),
        result.run().cpu().toSeconds());
    if (verbose) {
      missed.forEach(line -> System.out.println("missed " + line));
      invented.forEach(line -> System.out.println("invented " + line));
    }
  }
}
