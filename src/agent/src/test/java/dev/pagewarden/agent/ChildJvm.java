package dev.pagewarden.agent;

import dev.pagewarden.evidence.RecordReader;
import dev.pagewarden.evidence.RunRecords;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program in a JVM of its own under the packaged agent. */
final class ChildJvm {
  private final Path home;
  private final List<String> prefix = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private String agentOptions = ",summary=false";
  private String classPath = System.getProperty("sample.classes");
  private boolean agent = true;
  private boolean verifying = true;
  private Path records;

  private ChildJvm(Path home) {
    this.home = home;
    this.records = home.resolve("records");
  }

  /** What became of the program. */
  record Result(int exit, String out, String err, Path records) {
    RunRecords read() throws IOException {
      return RecordReader.readDirectory(records);
    }
  }

  /** Prepares a JVM that keeps its files in a directory. */
  static ChildJvm in(Path home) {
    return new ChildJvm(home);
  }

  static String agentJar() {
    return System.getProperty("agent.jar");
  }

  ChildJvm with(String options) {
    agentOptions = ",summary=false," + options;
    return this;
  }

  ChildJvm withOnly(String options) {
    agentOptions = "," + options;
    return this;
  }

  ChildJvm withJvmOptions(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /** Has the program's API and its importers in named modules. */
  ChildJvm inModules() throws IOException {
    Path modules = home.resolve("modules");
    ModuleInfo.write(modules, "sample.api", "sample/api");
    ModuleInfo.write(modules, "sample.app", "sample/app");
    return withClassPath("").withJvmOptions("--module-path", modules.toString());
  }

  ChildJvm withClassPath(String path) {
    classPath = path;
    return this;
  }

  /** Has another command start the JVM. */
  ChildJvm startedBy(String... command) {
    prefix.addAll(List.of(command));
    return this;
  }

  /** Does without the verification of all classes, under which the JVM shares none. */
  ChildJvm withoutVerification() {
    verifying = false;
    return this;
  }

  ChildJvm withoutAgent() {
    agent = false;
    return this;
  }

  ChildJvm withRecords(Path directory) {
    records = directory;
    return this;
  }

  Path records() {
    return records;
  }

  /** Starts the program and lets it run. */
  Process start(String... mainAndArguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (verifying) {
      command.add("-Xverify:all");
    }
    command.add("-XX:-PrintWarnings");
    command.addAll(jvmOptions);
    if (agent) {
      command.add("-javaagent:" + agentJar() + "=destdir=" + records() + agentOptions);
    }
    if (!classPath.isEmpty()) {
      command.add("-cp");
      command.add(classPath);
    }
    command.addAll(List.of(mainAndArguments));
    return new ProcessBuilder(command)
        .directory(home.toFile())
        .redirectOutput(out())
        .redirectError(err())
        .start();
  }

  /** Runs the program to its end. */
  Result run(String... mainAndArguments) throws IOException, InterruptedException {
    Process process = start(mainAndArguments);
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("hangs: " + text(out()) + text(err()));
    }
    return result(process);
  }

  RunRecords read() throws IOException {
    return RecordReader.readDirectory(records());
  }

  /** Returns what became of a process that has ended. */
  Result result(Process process) throws IOException {
    return new Result(process.exitValue(), text(out()), text(err()), records());
  }

  String output() throws IOException {
    return text(out());
  }

  private File out() {
    return home.resolve("out.txt").toFile();
  }

  private File err() {
    return home.resolve("err.txt").toFile();
  }

  private static String text(File file) throws IOException {
    return file.exists() ? Files.readString(file.toPath(), StandardCharsets.UTF_8) : "";
  }
}
