package dev.pagewarden.benchmarks.agent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.blockhound.BlockHound;

/**
 * What BlockHound's check costs at a method that does next to nothing: beside what the agent does
 * at an accessor. Its callback counts, as the agent does, and lets the call go on.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-XX:+AllowRedefinitionToAddDeleteMethods",
      "-Djdk.attach.allowAttachSelf=true",
      "-XX:+IgnoreUnrecognizedVMOptions",
      "-XX:+EnableDynamicAgentLoading"
    })
public class BlockHoundBenchmark {
  /** What is watched. */
  public static final class Watched {
    private final long value = 4711;

    /** The method that is marked as one that blocks. */
    @CompilerControl(CompilerControl.Mode.INLINE)
    public long get() {
      return value;
    }
  }

  /** Whether the threads may block, so that each check passes, or each reports. */
  @Param({"true", "false"})
  private boolean mayBlock;

  private final Watched watched = new Watched();
  private final LongAdder reports = new LongAdder();

  /** Creates the state. */
  public BlockHoundBenchmark() {}

  /**
   * Has BlockHound watch the method.
   *
   * @throws IllegalStateException if it does not
   */
  @Setup
  public void install() {
    BlockHound.builder()
        .nonBlockingThreadPredicate(before -> thread -> !mayBlock)
        .markAsBlocking(Watched.class, "get", "()J")
        .blockingMethodCallback(method -> reports.increment())
        .install();
    watched.get();
    if (reports.sum() == 0 != mayBlock) {
      throw new IllegalStateException("BlockHound does not watch what it should");
    }
  }

  /**
   * A call that BlockHound checks.
   *
   * @return the result
   */
  @Benchmark
  public long watched() {
    return watched.get();
  }
}
