package dev.pagewarden.testdata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All cases of {@code testdata/}, by family. */
final class Cases {
  /** The families of cases; {@code support} and {@code library} are what cases are made with. */
  private static final List<String> FAMILIES =
      List.of(
          "drivers",
          "flow",
          "flow8",
          "flow21",
          "flow25",
          "flowkotlin",
          "lifecycle",
          "exporters",
          "clean");

  /** The families that want a newer JDK than the build does. */
  private static final Map<String, Integer> OLDEST_JDK = Map.of("flow21", 21, "flow25", 25);

  private static final Pattern MAIN =
      Pattern.compile(
          "^(  public static void main\\(String\\[\\] args\\)|fun main\\(\\))", Pattern.MULTILINE);

  private Cases() {}

  /** The families that have cases. */
  static Stream<String> families() {
    return compiled().filter(family -> !of(family).isEmpty());
  }

  /** The cases of every family, in the order of their paths. */
  static List<CaseFile> all() {
    return compiled().flatMap(family -> of(family).stream()).toList();
  }

  /** The families that this JDK can compile. */
  private static Stream<String> compiled() {
    return FAMILIES.stream().filter(family -> isFor(family, Runtime.version().feature()));
  }

  /** Whether a family can be compiled for a release of Java. */
  static boolean isFor(String family, int release) {
    return OLDEST_JDK.getOrDefault(family, 0) <= release;
  }

  /** The cases of a family, in the order of their paths; none if there is no such family yet. */
  static List<CaseFile> of(String family) {
    return files(family).filter(Cases::hasMain).map(Cases::read).toList();
  }

  /** Every source that is analysed, cases or not. */
  static List<CaseFile> sources() {
    return Stream.concat(compiled(), Stream.of("support", "library"))
        .flatMap(Cases::files)
        .map(Cases::read)
        .toList();
  }

  private static Stream<Path> files(String family) {
    Path directory = Setting.sources().resolve(family);
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(f -> f.toString().matches(".*\\.(java|kt)")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasMain(Path file) {
    try {
      return MAIN.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CaseFile read(Path file) {
    try {
      return CaseFile.read(Setting.sources(), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
