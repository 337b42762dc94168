package dev.pagewarden.benchmarks;

import dev.pagewarden.detectors.flow.FlowAnalysis;
import dev.pagewarden.detectors.flow.FlowResult;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine costs on code without dma-buf, beside what it costs to take every class through
 * ASM to a visitor that does nothing. Add {@code -prof gc} for memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(1)
public class UnrelatedCode {
  /** Whose classes, see {@link ClassFiles#of}. */
  @Param({"guava", "lucene-core", "netty-handler", ClassFiles.JAVA_BASE})
  public String subject;

  private Map<String, byte[]> classFiles;
  private FlowAnalysis analysis;

  /** Reads the class files, which no benchmark's time includes. */
  @Setup
  public void read() throws IOException {
    classFiles = new LinkedHashMap<>();
    for (byte[] classFile : ClassFiles.of(subject)) {
      classFiles.put(new ClassReader(classFile).getClassName(), classFile);
    }
    analysis = new FlowAnalysis(classFiles::get);
  }

  /** Has the engine analyse all classes. */
  @Benchmark
  public FlowResult engine() {
    return analysis.analyze(classFiles.keySet(), List.of());
  }

  /** Takes each class through ASM to a visitor that wants nothing, not even the methods' code. */
  @Benchmark
  public int asmEmptyClassVisitor() {
    return acceptAll(new ClassVisitor(Opcodes.ASM9) {});
  }

  /** Takes each class through ASM to a visitor that is shown all code and does nothing with it. */
  @Benchmark
  public int asmEmptyMethodVisitor() {
    return acceptAll(new EmptyVisitor());
  }

  private int acceptAll(ClassVisitor visitor) {
    int read = 0;
    for (String name : classFiles.keySet()) {
      new ClassReader(classFiles.get(name)).accept(visitor, 0); // found by name, as the engine does
      read++;
    }
    return read;
  }

  private static final class EmptyVisitor extends ClassVisitor {
    private final MethodVisitor code = new MethodVisitor(Opcodes.ASM9) {};

    EmptyVisitor() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return code;
    }
  }
}
