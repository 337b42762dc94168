package dev.pagewarden.detectors;

import dev.pagewarden.evidence.Preparation;
import dev.pagewarden.evidence.RecordReader;
import dev.pagewarden.evidence.RunRecords;
import edu.umd.cs.findbugs.SystemProperties;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds and reads what test runs recorded. */
final class Evidence {
  /**
   * The system property that names directories with records, separated as in a class path. Without
   * it they are looked for where the agent leaves them: {@code pagewarden/records} beside the
   * analysed class directory or jar.
   */
  static final String PROPERTY = "pagewarden.records";

  private static final String CONVENTION = "pagewarden/records";

  private Evidence() {}

  /**
   * Reads the records of this build.
   *
   * @return empty if there is no place for records, so that nobody can have meant to record any
   */
  static Optional<RunRecords> read(CodeBases codeBases, Journal journal) {
    String named = SystemProperties.getProperty(PROPERTY);
    List<Path> directories = named == null ? conventional(codeBases) : named(named, journal);
    if (directories.isEmpty()) {
      return Optional.empty();
    }
    try {
      RunRecords records = RecordReader.readDirectories(directories);
      records.complaints().forEach(journal::note);
      for (String reason : records.unwatched()) {
        journal.note("tests ran without Pagewarden's agent:");
        reason.lines().forEach(journal::note);
      }
      return Optional.of(records);
    } catch (IOException e) {
      journal.note("the records cannot be read (" + e + "); findings have no verdict");
      return Optional.empty();
    }
  }

  /** Tells of tests that ran beside the classes though nobody prepared a place for records. */
  static void tellOfTests(CodeBases codeBases, Journal journal) {
    for (Path codeBase : codeBases.application()) {
      for (String name : List.of("surefire-reports", "failsafe-reports")) {
        Path reports = codeBase.resolveSibling(name);
        if (Preparation.hasReports(reports.toFile(), 0)) {
          journal.note(
              "tests ran ("
                  + reports
                  + ") without Pagewarden's agent, so findings have no verdict; prepare-agent of"
                  + " pagewarden-maven-plugin attaches it");
        }
      }
    }
  }

  private static List<Path> named(String paths, Journal journal) {
    List<Path> directories = new ArrayList<>();
    for (String path : paths.split(File.pathSeparator)) {
      if (!path.isBlank()) {
        try {
          directories.add(Path.of(path.strip()));
        } catch (InvalidPathException e) {
          journal.mistake("-D" + PROPERTY + "=" + path + ": no path: " + e.getReason());
        }
      }
    }
    return directories;
  }

  private static List<Path> conventional(CodeBases codeBases) {
    Set<Path> directories = new LinkedHashSet<>();
    codeBases.application().forEach(codeBase -> addBeside(codeBase, directories));
    if (codeBases.isIncremental()) {
      codeBases.auxiliaryDirectories().forEach(codeBase -> addBeside(codeBase, directories));
    }
    return List.copyOf(directories);
  }

  private static void addBeside(Path codeBase, Set<Path> directories) {
    Path records = codeBase.resolveSibling(CONVENTION);
    if (Files.isDirectory(records)) {
      directories.add(records);
    }
  }
}
