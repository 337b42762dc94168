package dev.pagewarden.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the source a line number of a class file lies. A compiler that copies code from one
 * place to another, as Kotlin's does with inline functions, numbers the copied lines beyond the end
 * of the file and says in the attribute SourceDebugExtension (JSR-45) what they stand for.
 *
 * <p>A line that was written in the class's own file is that line. One from elsewhere is the line
 * of the call that was inlined, since no other of the file has to do with it.
 */
public final class SourceMap {
  /** The stratum in which Kotlin notes the lines of the calls. */
  private static final String CALLS = "KotlinDebug";

  /** Input line, file, repeat count, output line and increment: {@code 25#1,3:151,1}. */
  private static final Pattern LINE_INFO =
      Pattern.compile("(\\d{1,9})(?:#(\\d{1,9}))?(?:,(\\d{1,9}))?:(\\d{1,9})(?:,(\\d{1,9}))?");

  private final String directory;
  private final String sourceFile;
  private final Stratum written = new Stratum();
  private final Stratum called = new Stratum();

  /**
   * A place in the source.
   *
   * @param file the file's name without its directory; null if unknown
   * @param line line number from 1; -1 if unknown
   */
  public record Place(String file, int line) {}

  private record Source(String directory, String name) {}

  private record Range(int input, int file, int repeat, int output, int increment) {
    boolean covers(int line) {
      return line >= output && line - output < (long) repeat * increment;
    }
  }

  private static final class Stratum {
    private final Map<Integer, Source> files = new HashMap<>();
    private final List<Range> ranges = new ArrayList<>();
  }

  private SourceMap(String className, String sourceFile) {
    this.directory = directoryOf(className);
    this.sourceFile = sourceFile;
  }

  /**
   * Reads a class's source map. What is not of the standard's form is passed over.
   *
   * @param className internal name of the class
   * @param sourceFile its SourceFile attribute, or null
   * @param debugExtension its SourceDebugExtension attribute, or null
   */
  public static SourceMap of(String className, String sourceFile, String debugExtension) {
    SourceMap map = new SourceMap(className, sourceFile);
    if (debugExtension != null && debugExtension.startsWith("SMAP")) {
      map.read(debugExtension.lines().toList());
    }
    return map;
  }

  private static String directoryOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /**
   * The header is {@code SMAP}, the file's name and the name of the stratum that is to be shown.
   */
  private void read(List<String> lines) {
    Stratum current = new Stratum();
    char section = ' ';
    int file = 0;
    for (int i = 3; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("*S ")) {
        String name = line.substring(3).strip();
        current = name.equals(lines.get(2)) ? written : name.equals(CALLS) ? called : new Stratum();
      } else if (line.startsWith("*")) {
        section = line.length() > 1 ? line.charAt(1) : ' ';
        file = 0;
      } else if (section == 'F' && line.startsWith("+ ") && i + 1 < lines.size()) {
        addFile(current, line.substring(2), directoryOf(lines.get(++i)));
      } else if (section == 'F') {
        addFile(current, line, directory);
      } else if (section == 'L') {
        file = addRange(current, line, file);
      }
    }
  }

  private static void addFile(Stratum stratum, String idAndName, String directory) {
    String[] parts = idAndName.split(" ", 2);
    if (parts.length == 2 && parts[0].matches("\\d{1,9}")) {
      stratum.files.put(Integer.parseInt(parts[0]), new Source(directory, parts[1]));
    }
  }

  /** Returns the file of the range, which the next one has too unless it says otherwise. */
  private static int addRange(Stratum stratum, String text, int fileBefore) {
    Matcher info = LINE_INFO.matcher(text.strip());
    if (!info.matches()) {
      return fileBefore;
    }
    int file = number(info.group(2), fileBefore);
    stratum.ranges.add(
        new Range(
            number(info.group(1), 0),
            file,
            number(info.group(3), 1),
            number(info.group(4), 0),
            Math.max(1, number(info.group(5), 1))));
    return file;
  }

  private static int number(String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  /**
   * Returns the place that a line number stands for.
   *
   * @param line as in the class file; -1 if unknown
   */
  public Place place(int line) {
    Place asWritten = find(written, line);
    if (asWritten != null && Objects.equals(asWritten.file, sourceFile)) {
      return asWritten;
    }
    Place ofCall = find(called, line);
    if (ofCall != null) {
      return ofCall;
    }
    return asWritten != null ? asWritten : new Place(sourceFile, line);
  }

  /** Returns what a stratum says of a line, null if that is in no file of the class's package. */
  private Place find(Stratum stratum, int line) {
    for (Range range : stratum.ranges) {
      Source source = stratum.files.get(range.file);
      if (range.covers(line) && source != null && source.directory.equals(directory)) {
        return new Place(source.name, range.input + (line - range.output) / range.increment);
      }
    }
    return null;
  }
}
