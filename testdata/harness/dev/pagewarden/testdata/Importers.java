package dev.pagewarden.testdata;

import java.util.List;

/** Runs all cases in this JVM; the main job of the README runs it under the agent. */
final class Importers {
  private Importers() {}

  /** Runs the cases and says how many failed; what their importers reach for is recorded. */
  public static void main(String[] args) {
    List<CaseFile> cases = Cases.all();
    long failed = cases.stream().filter(c -> !FamilyRunner.run(c.className()).isEmpty()).count();
    System.out.printf("Ran %d importers and exporters, %d of them failed.%n", cases.size(), failed);
    if (failed > 0) {
      System.exit(1);
    }
  }
}
