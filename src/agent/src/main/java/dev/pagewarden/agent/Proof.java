package dev.pagewarden.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * The proof that an agent works in this JVM, after which it is at work.
 *
 * @param contract what it looks for
 * @param instrumentation of this JVM
 * @param bridge through which the probes call
 * @param warden what they report to from then on
 */
record Proof(LazyContract contract, Instrumentation instrumentation, Bridge bridge, Warden warden) {
  /**
   * Runs the {@link SelfTest} and connects the bridge.
   *
   * @throws IllegalStateException if accesses would not be seen
   */
  void run() throws IOException, ReflectiveOperationException {
    SelfTest.run(contract, instrumentation, bridge);
    bridge.connect(warden);
  }
}
