package dev.pagewarden.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractSourceTest {
  private static final String TEXT = "version: 1 # ä\n";

  @TempDir Path directory;

  private Path jar(String name, String resource) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(resource));
      out.write(TEXT.getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    return jar;
  }

  private Path classes(String name) throws IOException {
    Path file = directory.resolve(name).resolve(ContractSource.RESOURCE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, TEXT);
    return directory.resolve(name);
  }

  @Test
  void jar_and_class_directory_carry_a_contract() throws IOException {
    Path jar = jar("lib.jar", ContractSource.RESOURCE);
    ContractSource inJar = ContractSource.carriedBy(jar).orElseThrow();
    assertEquals(TEXT, inJar.text());
    assertEquals(jar + "!/META-INF/pagewarden/contract.yaml", inJar.name());
    assertEquals(TEXT, ContractSource.carriedBy(classes("classes")).orElseThrow().text());
  }

  @Test
  void entry_without_a_contract_carries_none() throws IOException {
    assertEquals(Optional.empty(), ContractSource.carriedBy(jar("lib.jar", "other.yaml")));
    assertEquals(Optional.empty(), ContractSource.carriedBy(directory));
    assertEquals(Optional.empty(), ContractSource.carriedBy(directory.resolve("gone.jar")));
    Path pom = Files.writeString(directory.resolve("x.pom"), "<project/>");
    assertEquals(Optional.empty(), ContractSource.carriedBy(pom));
  }

  @Test
  void class_loader_gives_them_in_class_path_order() throws IOException {
    URL[] urls = {
      jar("b lib.jar", ContractSource.RESOURCE).toUri().toURL(), classes("a").toUri().toURL()
    };
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      List<ContractSource> sources = ContractSource.carriedBy(loader);
      assertEquals(2, sources.size());
      assertTrue(sources.get(0).name().contains("b%20lib.jar!"), sources.toString());
      assertEquals(TEXT, sources.get(1).text());
    }
  }

  @Test
  void option_names_several_files() throws IOException {
    Path first = Files.writeString(directory.resolve("1.yaml"), TEXT);
    Path second = Files.writeString(directory.resolve("2.yaml"), TEXT);
    List<ContractSource> sources =
        ContractSource.named(first + File.pathSeparator + " " + second + File.pathSeparator);
    assertEquals(
        List.of(first.toString(), second.toString()),
        sources.stream().map(ContractSource::name).toList());
    assertEquals(List.of(), ContractSource.named(null));
    assertEquals(List.of(), ContractSource.named(" "));
  }

  @Test
  void text_that_is_not_utf_8_is_told() throws IOException {
    Path file = Files.write(directory.resolve("latin1.yaml"), new byte[] {'#', (byte) 0xe4});
    IOException e = assertThrows(IOException.class, () -> ContractSource.of(file));
    assertEquals(file + ": not UTF-8; save the file in that encoding", e.getMessage());
  }
}
