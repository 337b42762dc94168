package dev.pagewarden.detectors.flow;

import dev.pagewarden.contract.Contract;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds the accesses to the CPU side of tables that come from a mapping. */
public final class FlowAnalysis {
  private final Contract contract;
  private final ClassSource classes;

  /**
   * Creates an analysis.
   *
   * @param contract what maps, derives and touches
   * @param classes where class files come from
   */
  public FlowAnalysis(Contract contract, ClassSource classes) {
    this.contract = contract;
    this.classes = classes;
  }

  /**
   * Analyses a program.
   *
   * @param application internal names of the classes that findings are reported for
   * @param companions internal names of further classes of the same project that may call the
   *     application
   * @return the findings and what stood in the way
   */
  public FlowResult analyze(Collection<String> application, Collection<String> companions) {
    return new FlowResult(List.of(), Map.of(), Map.of());
  }
}
