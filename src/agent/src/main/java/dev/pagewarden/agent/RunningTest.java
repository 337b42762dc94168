package dev.pagewarden.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A test, or a class of tests whose own code runs, from its start to its end. */
final class RunningTest {
  /** How many faults are told of one test. */
  private static final int MOST_FAULTS = 20;

  private final String id;
  private final String name;
  private final boolean isTest;
  private final RunningTest around;
  private final Map<Site, String> faults = new LinkedHashMap<>();
  private volatile Site lastFault;
  private volatile boolean running = true;

  /**
   * Creates a test that starts now.
   *
   * @param id its unique id on the JUnit Platform
   * @param name as a reader knows it: {@code a.b.CTest.method}
   * @param isTest whether it is a test, not a class of tests
   * @param around what ran on the same thread before, or null
   */
  RunningTest(String id, String name, boolean isTest, RunningTest around) {
    this.id = id;
    this.name = name;
    this.isTest = isTest;
    this.around = around;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  boolean isTest() {
    return isTest;
  }

  RunningTest around() {
    return around;
  }

  boolean isRunning() {
    return running;
  }

  void end() {
    running = false;
  }

  /** Whether the site has been held against it already. */
  boolean hasFault(Site site) {
    if (site == lastFault) {
      return true;
    }
    lastFault = site;
    synchronized (faults) {
      return faults.containsKey(site) || faults.size() >= MOST_FAULTS;
    }
  }

  /** Holds an access against the test. */
  void addFault(Site site, String accusation) {
    synchronized (faults) {
      faults.putIfAbsent(site, accusation);
    }
  }

  /** Returns the accesses held against it so far, and forgets them. */
  List<String> takeFaults() {
    synchronized (faults) {
      List<String> taken = new ArrayList<>(faults.values());
      faults.clear();
      lastFault = null;
      return taken;
    }
  }
}
