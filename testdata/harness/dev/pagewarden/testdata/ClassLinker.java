package dev.pagewarden.testdata;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Has the JVM load and verify classes without running any of their code. Needs only the JDK. */
final class ClassLinker {
  private ClassLinker() {}

  /**
   * Links each class and writes one line for each that failed.
   *
   * @param args the file for the failures, then one that lists the classes, by binary name
   */
  public static void main(String[] args) throws Exception {
    List<String> failures = new ArrayList<>();
    for (String name : Files.readAllLines(Path.of(args[1]))) {
      try {
        // HotSpot links a class before it tells its methods, and verifies it then.
        Class.forName(name, false, ClassLinker.class.getClassLoader()).getDeclaredMethods();
      } catch (LinkageError | ClassNotFoundException e) {
        failures.add(name + ": " + e);
      }
    }
    Files.write(Path.of(args[0]), failures);
  }
}
