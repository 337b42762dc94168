package dev.pagewarden.detectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar that users load. */
class PluginJarIT {
  @Test
  void every_class_is_in_a_package_of_ours() throws IOException {
    List<String> foreign =
        entries().stream()
            .filter(name -> name.endsWith(".class"))
            .filter(name -> !name.startsWith("dev/pagewarden/detectors/"))
            .toList();
    assertEquals(List.of(), foreign);
  }

  @Test
  void spotbugs_asm_is_used_and_none_is_brought() throws IOException {
    assertTrue(entries().stream().noneMatch(name -> name.contains("objectweb")));
  }

  @Test
  void what_is_bundled_is_relocated_and_complete() throws IOException {
    String shaded = "dev/pagewarden/detectors/shaded/";
    for (String needed :
        List.of(
            "contract/Contract.class",
            "contract/built-in.yaml",
            "evidence/CallSite.class",
            "gson/Gson.class",
            "snakeyaml/v2/api/LoadSettings.class")) {
      assertTrue(entries().contains(shaded + needed), needed);
    }
  }

  @Test
  void the_descriptors_lie_at_the_root_where_spotbugs_looks() throws IOException {
    assertTrue(
        entries()
            .containsAll(
                List.of("findbugs.xml", "messages.xml", "bugrank.txt", "META-INF/LICENSE")));
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("detectors.jar"))) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }
}
