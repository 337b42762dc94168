package dev.pagewarden.testdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that the harness starts, of the version that it runs on itself. */
final class Child {
  private static final int TIMEOUT_SECONDS = 600;

  private Child() {}

  /**
   * Runs a JVM to its end.
   *
   * @param log receives what it prints
   * @param arguments what follows {@code java} on its command line
   * @throws AssertionError if it fails or takes too long, with what it printed
   */
  static void run(Path log, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Files.createDirectories(log.getParent());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
      throw new AssertionError("Not done after " + TIMEOUT_SECONDS + " s: " + said(command, log));
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("Exit code " + process.exitValue() + ": " + said(command, log));
    }
  }

  private static String said(List<String> command, Path log) throws IOException {
    return String.join(" ", command) + "\n" + Files.readString(log);
  }
}
