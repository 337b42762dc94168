package dev.pagewarden.benchmarks.agent;

import dev.pagewarden.benchmarks.agent.subject.Subject.DmaBuf;
import dev.pagewarden.benchmarks.agent.subject.Subject.Lender;
import dev.pagewarden.benchmarks.agent.subject.Subject.SgTable;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures what hiding and showing the pages of a table of 65,536 entries takes, as a ratio to two
 * plain loops that flip the same field. Both take turns on the same tables in the same JVM: how
 * long a loop takes depends above all on where the entries happen to lie. For {@code
 * strategy=wrap}, which copies the table, a loop that makes one like it takes its turn, too. Prints
 * the medians over some tables of what a tenth of all turns took at most, and of the ratios.
 *
 * <pre>
 * java -javaagent:src/agent/target/pagewarden-agent-0.1.0-SNAPSHOT.jar=strategy=xor,summary=false \
 *     -cp src/benchmarks/target/benchmarks.jar dev.pagewarden.benchmarks.agent.ScrambleCost
 * </pre>
 */
public final class ScrambleCost {
  private static final int ENTRIES = 65_536;
  private static final int TABLES = 15;

  private final SgTable table = new SgTable(ENTRIES);
  private final DmaBuf buffer = new DmaBuf(new Lender(table));
  private final Object attachment = new Object();
  private SgTable last;
  private final double mapMicros;
  private final double flipMicros;
  private final double makeMicros;

  private ScrambleCost(int turns) {
    double[] map = new double[turns];
    double[] flip = new double[turns];
    double[] make = new double[turns];
    for (int turn = 0; turn < turns; turn++) {
      long start = System.nanoTime();
      buffer.unmapAttachment(attachment, buffer.mapAttachment(attachment));
      long middle = System.nanoTime();
      table.flip();
      table.flip();
      long end = System.nanoTime();
      last = new SgTable(ENTRIES);
      make[turn] = (System.nanoTime() - end) / 1e3;
      map[turn] = (middle - start) / 1e3;
      flip[turn] = (end - middle) / 1e3;
    }
    mapMicros = quantile(map, 0.1);
    flipMicros = quantile(flip, 0.1);
    makeMicros = quantile(make, 0.1);
  }

  /**
   * Measures and prints one line.
   *
   * @param arguments how many turns a table takes, or none for 400
   */
  public static void main(String[] arguments) {
    int turns = arguments.length == 0 ? 400 : Integer.parseInt(arguments[0]);
    double[] map = new double[TABLES];
    double[] flip = new double[TABLES];
    double[] make = new double[TABLES];
    double[] ratios = new double[TABLES];
    new ScrambleCost(turns); // has everything compiled
    for (int i = 0; i < TABLES; i++) {
      ScrambleCost cost = new ScrambleCost(turns);
      map[i] = cost.mapMicros;
      flip[i] = cost.flipMicros;
      make[i] = cost.makeMicros;
      ratios[i] = cost.mapMicros / cost.flipMicros;
    }
    System.out.printf(
        Locale.ROOT,
        "map and unmap %.0f us, two plain loops %.0f us, a new table %.0f us, ratio to the loops %.2f"
            + " (%.2f to %.2f)%n",
        quantile(map, 0.5),
        quantile(flip, 0.5),
        quantile(make, 0.5),
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
