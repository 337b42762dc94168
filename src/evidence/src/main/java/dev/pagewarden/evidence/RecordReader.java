package dev.pagewarden.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
      for (Path file :
          files.filter(f -> f.getFileName().toString().endsWith(".jsonl")).sorted().toList()) {
        readFile(file);
      }
    }
    try {
      boolean anyRecords = runs.size() > before;
      Preparation.read(directory).ifPresent(p -> p.unwatched(anyRecords).forEach(runs::miss));
    } catch (IOException e) {
      runs.complain(e.getMessage() + "; it is left out");
    }
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
    int end = lineEnd(text, 0);
    if (!headed(file, text.substring(0, end))) {
      return;
    }
    int number = 2;
    for (int start = end + 1; start < text.length(); start = end + 1, number++) {
      end = lineEnd(text, start);
      if (end > start) {
        readLine(file, number, text.substring(start, end), end == text.length());
      }
    }
  }

  private static int lineEnd(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  private boolean headed(Path file, String line) {
    try {
      if (!(RecordFormat.parse(line) instanceof RunRecord.Header header)) {
        runs.complain(file + ":1: the header is missing; its run is left out");
      } else if (header.format() != RunRecord.FORMAT) {
        runs.complain(file + ":1: " + otherFormat(header.format()) + "; its run is left out");
      } else if (!runs.begin(header)) {
        runs.complain(file + ":1: run " + header.run() + " has been read already; left out");
      } else {
        return true;
      }
    } catch (MalformedException e) {
      runs.complain(file + ":1: the header is " + e.getMessage() + "; its run is left out");
    }
    return false;
  }

  private static String otherFormat(int format) {
    return "is of record format "
        + format
        + (format < RunRecord.FORMAT ? ", of an older agent," : ", of a newer agent,")
        + " and this Pagewarden reads format "
        + RunRecord.FORMAT
        + ": run the tests again with the version of agent and plugin that reads them";
  }

  private void readLine(Path file, int number, String line, boolean isTail) {
    try {
      RunRecord record = RecordFormat.parse(line);
      if (record instanceof RunRecord.Header) {
        throw new MalformedException("a second header");
      }
      runs.add(record);
    } catch (MalformedException e) {
      runs.complain(
          file
              + ":"
              + number
              + (isTail
                  ? ": the last line is torn, as of a JVM that was killed or is still writing; it"
                      + " is left out"
                  : ": " + e.getMessage() + "; the line is left out"));
    }
  }
}
