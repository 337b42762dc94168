package dev.pagewarden.testdata;

import dev.pagewarden.testdata.Expectation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One case: a source file whose class has a {@code main} and whose lines say what is expected.
 *
 * @param sourcePath the file relative to {@code testdata/}, with slashes
 * @param lines the source; line 1 is at index 0
 * @param expectations what is expected, by line number from 1
 */
record CaseFile(
    String sourcePath, List<String> lines, Map<Integer, List<Expectation>> expectations) {

  /** Reads a case. */
  static CaseFile read(Path root, Path file) throws IOException {
    String sourcePath = root.relativize(file).toString().replace('\\', '/');
    List<String> lines = Files.readAllLines(file);
    Map<Integer, List<Expectation>> expectations = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      List<Expectation> here = expectationsOn(sourcePath, i + 1, lines.get(i));
      if (!here.isEmpty()) {
        expectations.put(i + 1, here);
      }
    }
    return new CaseFile(sourcePath, lines, expectations);
  }

  private static List<Expectation> expectationsOn(String sourcePath, int line, String text) {
    try {
      return Expectation.on(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          sourcePath + ":" + line + " " + e.getMessage() + "\n    " + text.strip(), e);
    }
  }

  /** The family: the directory directly under {@code testdata/}. */
  String family() {
    return sourcePath.substring(0, sourcePath.indexOf('/'));
  }

  /** The class with the case's {@code main}, in Java notation. */
  String className() {
    String name = sourcePath.substring(0, sourcePath.lastIndexOf('.')).replace('/', '.');
    return isKotlin() ? name + "Kt" : name;
  }

  /** Whether it is written in Kotlin, whose functions outside of classes are in a class FileKt. */
  boolean isKotlin() {
    return sourcePath.endsWith(".kt");
  }

  /** Whether any line of the case is claimed to be at fault, be it found or missed. */
  boolean hasFault() {
    return expectations.values().stream()
        .flatMap(List::stream)
        .anyMatch(e -> e.kind() == Kind.EXPECT || e.kind() == Kind.MISSED);
  }

  /** The lines that a run shows to be at fault. */
  List<Integer> linesAtFault() {
    return expectations.entrySet().stream()
        .filter(line -> line.getValue().stream().noneMatch(e -> e.kind() == Kind.UNRUN))
        .filter(line -> line.getValue().stream().anyMatch(Expectation::isRecorded))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A line as it stands in a message: place and source text. */
  String at(int line) {
    String text =
        line >= 1 && line <= lines.size() ? lines.get(line - 1).strip() : "(no such line)";
    return sourcePath + ":" + line + "    " + text;
  }
}
