package dev.pagewarden.agent;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which test an access is part of. Tests say when they start and end, on their own threads ({@link
 * TestMonitor}); what they do on other threads is theirs, too:
 *
 * <ol>
 *   <li>on a thread that runs a test: that test;
 *   <li>on any other: the test that mapped the table, while it runs; tests may share a pool, whose
 *       threads are those of whoever came first;
 *   <li>on a thread that was started by a test which still runs: that test, unless others run, too,
 *       and the thread is a pool's;
 *   <li>on one that was started by the test that mapped the table: that test, though it is over;
 *   <li>on one that runs a class of tests, or was started by it or by an earlier test of it: the
 *       test of that class, if a single one is running;
 *   <li>on any other: the test, if a single one is running;
 *   <li>the class of tests, whose own code (such as {@code @BeforeAll}) may be at work.
 * </ol>
 *
 * Where tests run side by side and none of this tells them apart, nobody is named.
 */
final class RunningTests {
  private static final Set<String> POOLS =
      Set.of(
          "java.util.concurrent.ThreadPoolExecutor",
          "java.util.concurrent.ForkJoinPool",
          "java.util.TimerThread");

  private final Map<String, RunningTest> byId = new ConcurrentHashMap<>();
  private final InheritableThreadLocal<Here> onThread =
      new InheritableThreadLocal<>() {
        @Override
        protected Here childValue(Here parent) {
          return parent == null ? null : new Here(parent.test, false);
        }
      };
  private final boolean failing;
  private volatile boolean everStarted;
  private volatile RunningTest only;

  /**
   * What a thread knows of tests.
   *
   * @param test the innermost that ran on it, or on the one that started it, when it was started
   * @param isOwn whether the test runs on it
   */
  private record Here(RunningTest test, boolean isOwn) {}

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
    Here here = onThread.get();
    RunningTest test = new RunningTest(id, name, isTest, here == null ? null : here.test);
    byId.put(id, test);
    onThread.set(new Here(test, true));
    everStarted = true;
    only = onlyTestIn(null);
  }

  /** It ends. */
  void end(String id) {
    RunningTest test = byId.remove(id);
    if (test != null) {
      test.end();
      Here here = onThread.get();
      if (here != null && here.test == test) {
        onThread.set(new Here(test.around(), true));
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
    Here onThis = onThread.get();
    RunningTest here = onThis == null ? null : innermost(onThis.test);
    boolean runsTest = here != null && here.isTest();
    if (runsTest && onThis.isOwn) {
      return here;
    }
    boolean isMappedInTest = mappedIn != null && mappedIn.isTest();
    if (isMappedInTest && mappedIn.isRunning()) {
      return mappedIn;
    }
    if (runsTest) {
      if (only == here || !isPooled()) {
        return here;
      }
      here = here.around();
    }
    if (isMappedInTest && onThis != null && isWithin(onThis.test, mappedIn)) {
      return mappedIn;
    }
    RunningTest alone = here == null ? only : onlyTestIn(here);
    return alone == null ? here : alone;
  }

  /** Whether this thread does what it is given, by whomever. */
  private static boolean isPooled() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> POOLS.contains(frame.getClassName())));
  }

  private static boolean isWithin(RunningTest test, RunningTest other) {
    RunningTest each = test;
    while (each != null && each != other) {
      each = each.around();
    }
    return each != null;
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
