package dev.pagewarden.agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which test an access is part of. Tests say when they start and end, on their own threads ({@link
 * TestMonitor}); what they do on other threads is theirs, too:
 *
 * <ol>
 *   <li>on a thread that runs a test, or that was started by one which still runs: that test;
 *   <li>on one that runs a class of tests, or was started by it or by an earlier test of it: the
 *       test of that class, if a single one is running;
 *   <li>on any other: the test, if a single one is running;
 *   <li>the test that mapped the table, while it runs;
 *   <li>the class of tests, whose own code (such as {@code @BeforeAll}) may be at work.
 * </ol>
 *
 * Where tests run side by side and none of this tells them apart, nobody is named.
 */
final class RunningTests {
  private final Map<String, RunningTest> byId = new ConcurrentHashMap<>();
  private final InheritableThreadLocal<RunningTest> onThread = new InheritableThreadLocal<>();
  private final boolean failing;
  private volatile boolean everStarted;
  private volatile RunningTest only;

  /**
   * Creates it before any test.
   *
   * @param failing whether tests are to fail for accesses that are theirs
   */
  RunningTests(boolean failing) {
    this.failing = failing;
  }

  /** A test, or a class of tests, starts on this thread. */
  void start(String id, String name, boolean isTest) {
    RunningTest test = new RunningTest(id, name, isTest, onThread.get());
    byId.put(id, test);
    onThread.set(test);
    everStarted = true;
    only = onlyTestIn(null);
  }

  /** It ends. */
  void end(String id) {
    RunningTest test = byId.remove(id);
    if (test != null) {
      test.end();
      if (onThread.get() == test) {
        onThread.set(test.around());
      }
      only = onlyTestIn(null);
    }
  }

  /** Whether tests are told of at all; if not, the stack may know. */
  boolean areTold() {
    return everStarted;
  }

  /** Whether tests are to fail for accesses that are theirs. */
  boolean areFailing() {
    return failing;
  }

  /** Returns the test that this thread works for, or null if unknown. */
  RunningTest current() {
    return current(null);
  }

  /**
   * Returns the test that this thread works for, or null if unknown.
   *
   * @param mappedIn the test in which the table at hand was mapped, or null
   */
  RunningTest current(RunningTest mappedIn) {
    if (!everStarted) {
      return null;
    }
    RunningTest here = innermost(onThread.get());
    if (here != null && here.isTest()) {
      return here;
    }
    RunningTest alone = here == null ? only : onlyTestIn(here);
    if (alone != null) {
      return alone;
    }
    return mappedIn != null && mappedIn.isRunning() ? mappedIn : here;
  }

  /** Returns what a test is to fail for, and forgets it; empty if nothing. */
  List<String> takeFaults(String id) {
    RunningTest test = failing ? byId.get(id) : null;
    return test == null ? List.of() : test.takeFaults();
  }

  /** A thread may outlive the test that started it. */
  private static RunningTest innermost(RunningTest test) {
    RunningTest each = test;
    while (each != null && !each.isRunning()) {
      each = each.around();
    }
    return each;
  }

  /**
   * Returns the one test that is running, or null if there is none or several.
   *
   * @param scope the class of tests that it has to be in, or null for any
   */
  private RunningTest onlyTestIn(RunningTest scope) {
    RunningTest found = null;
    for (RunningTest test : byId.values()) {
      if (test.isTest() && (scope == null || test.id().startsWith(scope.id() + "/"))) {
        if (found != null) {
          return null;
        }
        found = test;
      }
    }
    return found;
  }
}
