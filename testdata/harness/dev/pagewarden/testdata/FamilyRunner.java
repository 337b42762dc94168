package dev.pagewarden.testdata;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the cases of one family, one after the other, in a JVM of their own. Needs nothing but the
 * JDK, so that the agent meets the cases alone.
 */
final class FamilyRunner {
  private FamilyRunner() {}

  /**
   * Runs each case and writes one line a case: its class name, a tab, and what it threw if it
   * failed.
   *
   * @param args the file for the outcome, then the cases' class names
   */
  public static void main(String[] args) throws Exception {
    List<String> outcome = new ArrayList<>();
    for (String name : Arrays.asList(args).subList(1, args.length)) {
      outcome.add(name + "\t" + run(name));
    }
    Files.write(Path.of(args[0]), outcome);
  }

  /** Runs a case: what it threw, on one line; empty if it came to its end. */
  static String run(String className) {
    System.out.println("== " + className);
    try {
      Class.forName(className)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
      return "";
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace(System.out);
      return e.getCause().toString().lines().findFirst().orElse("");
    } catch (ReflectiveOperationException | LinkageError e) {
      e.printStackTrace(System.out);
      return e.toString();
    }
  }
}
