package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanionsTest {
  @TempDir Path root;

  @Test
  void lists_the_classes_of_all_directories_once_and_sorted() throws IOException {
    Path first = classes("first", "b/B.class", "b/B$Inner.class", "Top.class");
    Path second = classes("second", "a/A.class", "b/B.class");
    assertEquals(
        List.of("Top", "a/A", "b/B", "b/B$Inner"),
        List.copyOf(Companions.in(List.of(first, second), List.of())));
  }

  @Test
  void leaves_out_the_application_and_what_is_no_class_of_its_own() throws IOException {
    Path directory =
        classes(
            "classes",
            "a/A.class",
            "a/B.class",
            "a/package-info.class",
            "module-info.class",
            "META-INF/versions/21/a/A.class",
            "a/notes.txt");
    assertEquals(List.of("a/B"), List.copyOf(Companions.in(List.of(directory), List.of("a/A"))));
  }

  @Test
  void a_directory_that_went_away_holds_nothing() {
    assertEquals(List.of(), List.copyOf(Companions.in(List.of(root.resolve("gone")), List.of())));
  }

  private Path classes(String name, String... files) throws IOException {
    Path directory = root.resolve(name);
    for (String file : files) {
      Path path = directory.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
    }
    return directory;
  }
}
