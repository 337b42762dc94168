package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class JarContentIT {
  @Test
  void the_jar_holds_its_own_package_and_nothing_that_a_program_could_meet() throws IOException {
    try (JarFile jar = new JarFile(ChildJvm.agentJar())) {
      List<String> foreign =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> !name.endsWith("/"))
              .filter(name -> !name.startsWith("dev/pagewarden/agent/"))
              .filter(name -> !name.startsWith("META-INF/"))
              .toList();
      assertEquals(List.of(), foreign);
      Set<String> bundled = new TreeSet<>();
      jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith("dev/pagewarden/agent/shaded/"))
          .filter(name -> name.endsWith(".class"))
          .forEach(name -> bundled.add(name.split("/")[4]));
      assertEquals(Set.of("asm", "contract", "evidence", "gson", "snakeyaml"), bundled);
      assertTrue(jar.stream().noneMatch(entry -> entry.getName().endsWith("module-info.class")));
      assertTrue(jar.stream().noneMatch(entry -> entry.getName().startsWith("META-INF/services")));
    }
  }

  @Test
  void the_manifest_makes_it_an_agent() throws IOException {
    try (JarFile jar = new JarFile(ChildJvm.agentJar())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertEquals("dev.pagewarden.agent.PagewardenAgent", manifest.getValue("Premain-Class"));
      assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
      assertEquals("dev.pagewarden.agent", manifest.getValue("Automatic-Module-Name"));
      assertEquals("dev.pagewarden.agent.PagewardenAgent", manifest.getValue("Agent-Class"));
      assertEquals(null, manifest.getValue("Boot-Class-Path"));
    }
  }
}
