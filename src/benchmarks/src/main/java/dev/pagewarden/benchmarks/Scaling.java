package dev.pagewarden.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.pagewarden.detectors.flow.FlowAnalysis;
import dev.pagewarden.detectors.flow.FlowResult;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows how the engine's cost grows with a program that is full of dma-buf, and that it finds all
 * of what is there.
 *
 * <pre>
 * java -Xmx4g -cp src/benchmarks/target/benchmarks.jar dev.pagewarden.benchmarks.Scaling \
 *     1000 1000 10000 100000
 * </pre>
 *
 * The first size warms up. CPU time is the whole process's, garbage collection included, since the
 * machine may be busy with other things; memory is the peak of the heap, garbage included, and so
 * at most what -Xmx says.
 */
public final class Scaling {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Scaling() {}

  /**
   * Measures and prints one line a size.
   *
   * @param arguments numbers of classes, multiples of 1000
   */
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.err.println("usage: Scaling CLASSES...");
      System.exit(2);
    }
    for (String classes : arguments) {
      measure(ProgramGenerator.program(Integer.parseInt(classes)));
    }
  }

  private static void measure(GeneratedProgram program) {
    FlowAnalysis analysis = new FlowAnalysis(ClassFiles.source(program.classFiles()));
    System.gc();
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    long before = SYSTEM.getProcessCpuTime();
    FlowResult result = analysis.analyze(program.classFiles().keySet(), List.of());
    double seconds = (SYSTEM.getProcessCpuTime() - before) / 1e9;
    Map<String, Integer> difference = new TreeMap<>(program.touching());
    result
        .findings()
        .forEach(finding -> difference.merge(finding.at().site().className(), -1, Integer::sum));
    difference.values().removeIf(number -> number == 0);
    System.out.printf(
        "%,d classes: %.1f s of CPU, %d MiB, %d of %d findings, %d classes off, gaps %s%n",
        program.classFiles().size(),
        seconds,
        peakMebibytes(),
        result.findings().size(),
        program.expectedFindings(),
        difference.size(),
        result.budgetsHit());
  }

  /** The pools' peaks were not reached at the same time: this is no less than what was needed. */
  private static long peakMebibytes() {
    return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
