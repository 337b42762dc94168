package dev.pagewarden.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for the agent's class of this name: keeps what it is told. */
public final class TestMonitor {
  private static final Map<String, String> RUNNING = new ConcurrentHashMap<>();
  private static final List<String> TOLD = new ArrayList<>();
  private static final Map<String, List<String>> FAULTS = new ConcurrentHashMap<>();

  private TestMonitor() {}

  public static boolean isConnected() {
    return true;
  }

  public static void started(String id, String name, boolean isTest) {
    RUNNING.put(id, name);
    tell("start " + name + (isTest ? "" : " (no test)"));
  }

  public static void ended(String id) {
    tell("end " + RUNNING.remove(id));
  }

  public static List<String> takeFaults(String id) {
    List<String> faults = FAULTS.remove(String.valueOf(RUNNING.get(id)));
    return faults == null ? List.of() : faults;
  }

  /** Notes what a test of that name does wrong. */
  public static void fault(String name, String... sentences) {
    FAULTS.put(name, List.of(sentences));
  }

  /** Returns what was told of names that begin so, in order. */
  public static List<String> told(String prefix) {
    synchronized (TOLD) {
      return TOLD.stream().filter(line -> line.split(" ")[1].startsWith(prefix)).toList();
    }
  }

  private static void tell(String line) {
    synchronized (TOLD) {
      TOLD.add(line);
    }
  }
}
