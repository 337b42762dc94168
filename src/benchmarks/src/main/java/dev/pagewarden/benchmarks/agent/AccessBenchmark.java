package dev.pagewarden.benchmarks.agent;

import dev.pagewarden.benchmarks.agent.subject.Subject.DmaBuf;
import dev.pagewarden.benchmarks.agent.subject.Subject.Lender;
import dev.pagewarden.benchmarks.agent.subject.Subject.Scatterlist;
import dev.pagewarden.benchmarks.agent.subject.Subject.SgTable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Single accesses, with or without the agent; {@link AccessCost} runs both in turn. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AccessBenchmark {
  private static final int ENTRIES = 64;

  private Scatterlist own;
  private Scatterlist many;

  /** Creates the state. */
  public AccessBenchmark() {}

  /** Makes tables of our own. */
  @Setup
  public void prepare() {
    many = new SgTable(ENTRIES).firstEntry();
    own = new SgTable(1).firstEntry();
  }

  /**
   * A page accessor while nothing is imported.
   *
   * @return the result
   */
  @Benchmark
  public long own() {
    return own.physicalAddress();
  }

  /**
   * A page accessor in a loop over a table, while nothing is imported.
   *
   * @return the sum of the results
   */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public long ownInLoop() {
    long sum = 0;
    for (Scatterlist entry = many; entry != null; entry = entry.next()) {
      sum += entry.physicalAddress();
    }
    return sum;
  }

  /**
   * As {@link #ownInLoop}, while another table is imported.
   *
   * @param mapped the other one
   * @return the sum of the results
   */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public long ownBesideImportedInLoop(Mapped mapped) {
    return ownInLoop();
  }

  /**
   * The least that a count costs, for runs without the agent: one that the thread has for itself,
   * without asking which thread this is.
   *
   * @param count the thread's
   * @return the result
   */
  @Benchmark
  public long ownCountedByHand(Count count) {
    count.runs++;
    return own.physicalAddress();
  }

  /**
   * A page accessor on a table of our own, while another is imported.
   *
   * @param mapped the other one
   * @return the result
   */
  @Benchmark
  public long ownBesideImported(Mapped mapped) {
    return own.physicalAddress();
  }

  /**
   * As {@link #own}, at four sites in turn: a loop over one measures above all how soon a processor
   * can increment the number again that it has just incremented.
   *
   * @return the result
   */
  @Benchmark
  @OperationsPerInvocation(4)
  public long ownAtFourSites() {
    return own.physicalAddress()
        + own.physicalAddress()
        + own.physicalAddress()
        + own.physicalAddress();
  }

  /**
   * As {@link #ownBesideImported}, at four sites in turn.
   *
   * @param mapped the other one
   * @return the result
   */
  @Benchmark
  @OperationsPerInvocation(4)
  public long ownBesideImportedAtFourSites(Mapped mapped) {
    return own.physicalAddress()
        + own.physicalAddress()
        + own.physicalAddress()
        + own.physicalAddress();
  }

  /**
   * A DMA accessor of an imported table.
   *
   * @param mapped the table
   * @return the result
   */
  @Benchmark
  public long dma(Mapped mapped) {
    return mapped.entry.dmaAddress();
  }

  /**
   * A site that is recorded already touches an imported table again.
   *
   * @param mapped the table
   * @return the result
   */
  @Benchmark
  public long imported(Mapped mapped) {
    return mapped.entry.physicalAddress();
  }

  /** A count of one thread. */
  @State(Scope.Thread)
  public static class Count {
    private long runs;

    /** Creates the state. */
    public Count() {}
  }

  /** An imported table. */
  @State(Scope.Benchmark)
  public static class Mapped {
    private Scatterlist entry;

    /** Creates the state. */
    public Mapped() {}

    /** Maps it. */
    @Setup
    public void map() {
      entry = new DmaBuf(new Lender(new SgTable(1))).mapAttachment(new Object()).firstEntry();
    }
  }
}
