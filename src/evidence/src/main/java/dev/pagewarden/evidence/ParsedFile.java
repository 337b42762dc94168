package dev.pagewarden.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one record file says; what cannot be used of it is told and left out. */
final class ParsedFile {
  private final Path file;
  private final List<RunRecord> records = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private RunRecord.Header header;

  private ParsedFile(Path file) {
    this.file = file;
  }

  static ParsedFile of(Path file) {
    ParsedFile parsed = new ParsedFile(file);
    try {
      // Written as ASCII; ISO-8859-1 leaves any other byte alone instead of failing on it.
      parsed.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      parsed.complain(1, "cannot be read (" + e + "); its run is left out");
    }
    return parsed;
  }

  Path file() {
    return file;
  }

  /** The run that it is of, or null if the file cannot be used. */
  RunRecord.Header header() {
    return header;
  }

  /** The records behind the header. */
  List<RunRecord> records() {
    return records;
  }

  /** What could not be used, each as {@code file:line: reason}. */
  List<String> complaints() {
    return complaints;
  }

  private void parse(String text) {
    int end = lineEnd(text, 0);
    parseHeader(text.substring(0, end));
    int number = 2;
    for (int start = end + 1; header != null && start < text.length(); start = end + 1, number++) {
      end = lineEnd(text, start);
      if (end > start) {
        parseLine(number, text.substring(start, end), end == text.length());
      }
    }
  }

  private static int lineEnd(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  private void parseHeader(String line) {
    try {
      if (!(RecordFormat.parse(line) instanceof RunRecord.Header first)) {
        complain(1, "the header is missing; its run is left out");
      } else if (first.format() != RunRecord.FORMAT) {
        complain(1, otherFormat(first.format()) + "; its run is left out");
      } else {
        header = first;
      }
    } catch (MalformedException e) {
      complain(1, "the header is " + e.getMessage() + "; its run is left out");
    }
  }

  private static String otherFormat(int format) {
    return "is of record format "
        + format
        + (format < RunRecord.FORMAT ? ", of an older agent," : ", of a newer agent,")
        + " and this Pagewarden reads format "
        + RunRecord.FORMAT
        + ": run the tests again with the version of agent and plugin that reads them";
  }

  private void parseLine(int number, String line, boolean isTail) {
    try {
      RunRecord record = RecordFormat.parse(line);
      if (record instanceof RunRecord.Header) {
        throw new MalformedException("a second header");
      }
      records.add(record);
    } catch (MalformedException e) {
      complain(
          number,
          isTail
              ? "the last line is torn, as of a JVM that was killed or is still writing; it is left"
                  + " out"
              : e.getMessage() + "; the line is left out");
    }
  }

  private void complain(int line, String what) {
    complaints.add(file + ":" + line + ": " + what);
  }
}
