package dev.pagewarden.benchmarks.agent;

import dev.pagewarden.benchmarks.agent.subject.Subject.DmaBuf;
import dev.pagewarden.benchmarks.agent.subject.Subject.Lender;
import dev.pagewarden.benchmarks.agent.subject.Subject.SgTable;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures what hiding and showing the pages of a table of 65,536 entries takes, as a ratio to two
 * plain loops that flip the same field. Both take turns on the same tables in the same JVM: how
 * long a loop takes depends above all on where the entries happen to lie. Prints the medians over
 * some tables of what a tenth of all turns took at most, and of the ratios.
 *
 * <pre>
 * java -javaagent:src/agent/target/pagewarden-agent-0.1.0-SNAPSHOT.jar=summary=false \
 *     -cp src/benchmarks/target/benchmarks.jar dev.pagewarden.benchmarks.agent.ScrambleCost
 * </pre>
 */
public final class ScrambleCost {
  private static final int ENTRIES = 65_536;
  private static final int TABLES = 15;
  private static final int TURNS = 400;

  private final SgTable table = new SgTable(ENTRIES);
  private final DmaBuf buffer = new DmaBuf(new Lender(table));
  private final Object attachment = new Object();
  private final double mapMicros;
  private final double flipMicros;

  private ScrambleCost() {
    double[] map = new double[TURNS];
    double[] flip = new double[TURNS];
    for (int turn = 0; turn < TURNS; turn++) {
      long start = System.nanoTime();
      buffer.unmapAttachment(attachment, buffer.mapAttachment(attachment));
      long middle = System.nanoTime();
      table.flip();
      table.flip();
      map[turn] = (middle - start) / 1e3;
      flip[turn] = (System.nanoTime() - middle) / 1e3;
    }
    mapMicros = quantile(map, 0.1);
    flipMicros = quantile(flip, 0.1);
  }

  /**
   * Measures and prints one line.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    double[] map = new double[TABLES];
    double[] flip = new double[TABLES];
    double[] ratios = new double[TABLES];
    new ScrambleCost(); // has everything compiled
    for (int i = 0; i < TABLES; i++) {
      ScrambleCost cost = new ScrambleCost();
      map[i] = cost.mapMicros;
      flip[i] = cost.flipMicros;
      ratios[i] = cost.mapMicros / cost.flipMicros;
    }
    System.out.printf(
        Locale.ROOT,
        "map and unmap %.0f us, two plain loops %.0f us, ratio %.2f (%.2f to %.2f)%n",
        quantile(map, 0.5),
        quantile(flip, 0.5),
        quantile(ratios, 0.5),
        quantile(ratios, 0),
        quantile(ratios, 1));
  }

  private static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
  }
}
