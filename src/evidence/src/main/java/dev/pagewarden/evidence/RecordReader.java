package dev.pagewarden.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads record files; what cannot be used is told and left out, the rest counts. */
public final class RecordReader {
  private final RunRecords.Builder runs = new RunRecords.Builder();

  private RecordReader() {}

  /**
   * Reads all record files ({@code *.jsonl}) of a directory, in the order of their names.
   *
   * @param directory where they lie; one that does not exist holds none
   * @throws IOException if the directory itself cannot be read
   */
  public static RunRecords readDirectory(Path directory) throws IOException {
    return readDirectories(List.of(directory));
  }

  /**
   * Reads all record files of several directories, as if they lay in one.
   *
   * @throws IOException if one of the directories cannot be read
   */
  public static RunRecords readDirectories(List<Path> directories) throws IOException {
    RecordReader reader = new RecordReader();
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        reader.read(directory);
      }
    }
    return reader.runs.build();
  }

  private void read(Path directory) throws IOException {
    int before = runs.size();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> file.getFileName().toString().endsWith(".jsonl"))
          .sorted()
          .toList()
          .parallelStream()
          .map(ParsedFile::of)
          .forEachOrdered(this::add);
    }
    try {
      boolean anyRecords = runs.size() > before;
      Preparation.read(directory).ifPresent(p -> p.unwatched(anyRecords).forEach(runs::miss));
    } catch (IOException e) {
      runs.complain(e.getMessage() + "; it is left out");
    }
  }

  private void add(ParsedFile parsed) {
    RunRecord.Header header = parsed.header();
    if (header != null && !runs.begin(header)) {
      runs.complain(parsed.file() + ":1: run " + header.run() + " has been read already; left out");
      return;
    }
    parsed.complaints().forEach(runs::complain);
    parsed.records().forEach(runs::add);
  }
}
