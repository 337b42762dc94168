package dev.pagewarden.agent;

import java.util.List;

/**
 * Where tests say that they start and end. Public, static and of JRE types only, since it is called
 * by reflection: by {@code pagewarden-junit}, from whatever class loader JUnit is in.
 */
public final class TestMonitor {
  private static volatile RunningTests tests;

  private TestMonitor() {}

  static void connect(RunningTests running) {
    tests = running;
  }

  /** Whether there is an agent at work that wants to be told. */
  public static boolean isConnected() {
    return tests != null;
  }

  /**
   * A test, or a class of tests, starts on this thread.
   *
   * @param id its unique id on the JUnit Platform
   * @param name as a reader knows it: {@code a.b.CTest.method}
   * @param isTest whether it is a test, not a class of tests
   */
  public static void started(String id, String name, boolean isTest) {
    RunningTests running = tests;
    if (running != null) {
      running.start(id, name, isTest);
    }
  }

  /**
   * It ends.
   *
   * @param id as when it started
   */
  public static void ended(String id) {
    RunningTests running = tests;
    if (running != null) {
      running.end(id);
    }
  }

  /**
   * Returns what a test that has not ended yet is to fail for: a sentence for each call site that
   * reached for an imported table's pages since the last time this was asked.
   *
   * @param id as when it started
   * @return empty if there is nothing, or if tests are not to fail
   */
  public static List<String> takeFaults(String id) {
    RunningTests running = tests;
    return running == null ? List.of() : running.takeFaults(id);
  }
}
