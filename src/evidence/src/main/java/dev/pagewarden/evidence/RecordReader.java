package dev.pagewarden.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    RecordReader reader = new RecordReader();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file :
            files.filter(f -> f.getFileName().toString().endsWith(".jsonl")).sorted().toList()) {
          reader.readFile(file);
        }
      }
    }
    return reader.runs.build();
  }

  private void readFile(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      runs.complain(file + ":1: cannot be read (" + e + "); its run is left out");
      return;
    }
    // Written as ASCII; ISO-8859-1 leaves any other byte alone instead of failing on it.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String tail = lines.remove(lines.size() - 1);
    if (!headed(file, lines.isEmpty() ? tail : lines.get(0))) {
      return;
    }
    if (lines.isEmpty()) {
      return; // the header alone, without its line end
    }
    for (int i = 1; i < lines.size(); i++) {
      readLine(file, i + 1, lines.get(i));
    }
    if (!tail.isEmpty()) {
      readTail(file, lines.size() + 1, tail);
    }
  }

  private boolean headed(Path file, String line) {
    try {
      if (!line.isEmpty() && RecordFormat.parse(line) instanceof RunRecord.Header header) {
        if (header.format() == RunRecord.FORMAT) {
          runs.begin(header);
          return true;
        }
        runs.complain(
            file
                + ":1: is of record format "
                + header.format()
                + ", and this Pagewarden reads format "
                + RunRecord.FORMAT
                + "; its run is left out. Use the same version of agent and plugin");
        return false;
      }
      runs.complain(file + ":1: the header is missing; its run is left out");
    } catch (MalformedException e) {
      runs.complain(file + ":1: the header is " + e.getMessage() + "; its run is left out");
    }
    return false;
  }

  private void readLine(Path file, int number, String line) {
    try {
      RunRecord record = RecordFormat.parse(line);
      if (record instanceof RunRecord.Header) {
        throw new MalformedException("a second header");
      }
      runs.add(record);
    } catch (MalformedException e) {
      runs.complain(file + ":" + number + ": " + e.getMessage() + "; the line is left out");
    }
  }

  private void readTail(Path file, int number, String tail) {
    try {
      runs.add(RecordFormat.parse(tail));
    } catch (MalformedException e) {
      runs.complain(
          file
              + ":"
              + number
              + ": the last line is torn, so the JVM ended while it was written; it is left out");
    }
  }
}
