package dev.pagewarden.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The lines of the cases on which a page is touched, as {@code flow/Case.java:12}.
 *
 * @param faulty lines on which an importer touches a page, whoever finds it
 * @param excluded lines that are not compared: where the access lies in a library, tools differ in
 *     whether they report the call or the access
 */
record Marks(Set<String> faulty, Set<String> excluded) {
  private static final String PATTERN = ": DMABUF_PAGE_ACCESS";

  /** Reads the marks of some families of cases. */
  static Marks read(Path testdata, List<String> families) throws IOException {
    Marks marks = new Marks(new TreeSet<>(), new TreeSet<>());
    for (String family : families) {
      try (Stream<Path> files = Files.walk(testdata.resolve(family))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          marks.read(testdata.relativize(file).toString(), Files.readAllLines(file));
        }
      }
    }
    return marks;
  }

  private void read(String file, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String at = file + ":" + (i + 1);
      if (line.contains("expect" + PATTERN + " in library")) {
        excluded.add(at);
      } else if (line.contains("// expect" + PATTERN) || line.contains("// missed" + PATTERN)) {
        faulty.add(at);
      }
    }
  }
}
