package dev.pagewarden.junit;

import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Tells the agent which test runs on which thread. Registers itself as a service of the JUnit
 * Platform and hears of the tests of all engines.
 */
public final class TestListener implements TestExecutionListener {
  private final AgentLink agent = AgentLink.get();

  /** Creates the listener; JUnit calls this. */
  public TestListener() {}

  @Override
  public void executionStarted(TestIdentifier test) {
    if (agent != null && isOfInterest(test)) {
      agent.started(test.getUniqueId(), name(test), test.isTest());
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (agent != null && isOfInterest(test)) {
      agent.ended(test.getUniqueId());
    }
  }

  /** Engines and suites run no code of the project's. */
  private static boolean isOfInterest(TestIdentifier test) {
    return test.isTest() || test.getSource().isPresent();
  }

  /**
   * The name by which a reader finds the test: {@code a.b.CTest.method}, with {@code [2]} for its
   * second invocation.
   */
  static String name(TestIdentifier test) {
    Optional<TestSource> source = test.getSource();
    if (source.isPresent() && source.get() instanceof MethodSource method) {
      return method.getClassName() + "." + method.getMethodName() + invocations(test);
    }
    if (source.isPresent() && source.get() instanceof ClassSource type) {
      return type.getClassName();
    }
    return test.getLegacyReportingName();
  }

  /** What the id's last segments say of repeated, parameterized and dynamic tests. */
  private static String invocations(TestIdentifier test) {
    StringBuilder numbers = new StringBuilder();
    for (String segment : test.getUniqueId().split("/")) {
      int number = segment.lastIndexOf(":#");
      if (number >= 0 && segment.endsWith("]")) {
        numbers.append('[').append(segment, number + 2, segment.length());
      }
    }
    return numbers.toString();
  }
}
