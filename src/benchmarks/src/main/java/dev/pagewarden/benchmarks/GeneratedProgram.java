package dev.pagewarden.benchmarks;

import java.util.Map;

/**
 * A program made for measuring.
 *
 * @param classFiles its class files by internal name
 * @param touching the classes in which imported pages are touched, each in one line: as many
 *     findings are expected as there are numbers in it
 */
record GeneratedProgram(Map<String, byte[]> classFiles, Map<String, Integer> touching) {
  /** Returns how many findings are to be expected. */
  int expectedFindings() {
    return touching.values().stream().mapToInt(Integer::intValue).sum();
  }
}
