package dev.pagewarden.testdata;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewarden.evidence.RecordReader;
import dev.pagewarden.evidence.RunRecords;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Whatever compiler made it: a class that the agent has rewritten is as valid as it was. */
class RewrittenClassesTest {
  @TempDir Path work;

  @ParameterizedTest
  @ValueSource(strings = {"xor", "wrap"})
  void the_jvm_and_asm_find_every_rewritten_class_valid(String strategy) throws Exception {
    List<String> names = new ArrayList<>(classNames(Setting.classes()));
    try (FileSystem api = FileSystems.newFileSystem(Setting.dmabufJar())) {
      names.addAll(classNames(api.getPath("/")));
    }
    Path dump = work.resolve("dump");
    assertEquals(List.of(), link(names, strategy, dump));
    RunRecords records = RecordReader.readDirectory(work.resolve("records"));
    assertEquals(List.of(), records.unwatched());
    assertEquals(List.of(), records.notes());
    List<Path> rewritten = classFiles(dump);
    assertTrue(rewritten.stream().noneMatch(f -> f.toString().endsWith(".failed")));
    for (String family : Cases.families().toList()) {
      assertTrue(Files.isDirectory(dump.resolve(family)), "nothing of " + family + " rewritten");
    }
    List<String> complaints = new ArrayList<>();
    for (Path file : rewritten) {
      String complaint = complaint(Files.readAllBytes(file));
      if (!complaint.isEmpty()) {
        complaints.add(dump.relativize(file) + ": " + complaint);
      }
    }
    assertEquals(List.of(), complaints);
  }

  /** Has a JVM under the agent verify the classes; returns what it refused. */
  private List<String> link(List<String> names, String strategy, Path dump) throws Exception {
    Path refused = work.resolve("refused");
    Path list = Files.write(work.resolve("classes"), names);
    String agent =
        "-javaagent:%s=summary=false,destdir=%s,strategy=%s,dump=%s"
            .formatted(Setting.agentJar(), work.resolve("records"), strategy, dump);
    String classPath =
        Stream.concat(Stream.of(Setting.classes(), Setting.runner()), Setting.libraries().stream())
            .map(Path::toString)
            .collect(joining(File.pathSeparator));
    Child.run(
        work.resolve("log"),
        List.of(
            "-Xverify:all",
            "-XX:-PrintWarnings",
            agent,
            "-cp",
            classPath,
            ClassLinker.class.getName(),
            refused.toString(),
            list.toString()));
    return Files.readAllLines(refused);
  }

  private static String complaint(byte[] classFile) {
    StringWriter complaint = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(classFile),
        RewrittenClassesTest.class.getClassLoader(),
        false,
        new PrintWriter(complaint));
    return complaint.toString();
  }

  private static List<String> classNames(Path root) {
    return classFiles(root).stream()
        .map(file -> root.relativize(file).toString())
        .filter(path -> path.endsWith(".class") && !path.endsWith("-info.class"))
        .map(path -> path.substring(0, path.length() - ".class".length()).replace('/', '.'))
        .toList();
  }

  private static List<Path> classFiles(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
