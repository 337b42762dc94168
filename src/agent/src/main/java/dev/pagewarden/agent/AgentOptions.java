package dev.pagewarden.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The options of {@code -javaagent:pagewarden-agent.jar=name=value,name=value}.
 *
 * @param enabled whether the agent does anything at all
 * @param strategy how pages are hidden
 * @param onAccess what happens at an access
 * @param recordDirectory where record files are written
 * @param contractFiles further contract files, as in a class path; empty for none
 * @param includes patterns of importers' binary class names
 * @param excludes patterns of classes that are no importers; they win
 * @param dumpDirectory where transformed classes are written, or null
 */
record AgentOptions(
    boolean enabled,
    Strategy strategy,
    OnAccess onAccess,
    Path recordDirectory,
    String contractFiles,
    List<String> includes,
    List<String> excludes,
    Path dumpDirectory) {

  /** How pages are hidden. */
  enum Strategy {
    /** Page links are flipped while the importer holds the table. */
    XOR,
    /** Pages stay; accesses are recorded. */
    RECORD
  }

  /** What happens at an access of an importer, once it is recorded. */
  enum OnAccess {
    /** It goes on. */
    CONTINUE,
    /** It is refused with an {@code IllegalStateException}. */
    THROW
  }

  private static final List<String> NAMES =
      List.of(
          "enabled", "strategy", "onaccess", "destdir", "contract", "includes", "excludes", "dump");

  static AgentOptions defaults() {
    return new AgentOptions(
        true,
        Strategy.XOR,
        OnAccess.CONTINUE,
        Path.of("target", "pagewarden", "records"),
        "",
        List.of("*"),
        List.of(),
        null);
  }

  /**
   * Reads the text after the jar's {@code =}.
   *
   * @param text options separated by commas; null or blank for none
   * @throws IllegalArgumentException with one line that says what is wrong and how to mend it
   */
  static AgentOptions parse(String text) {
    AgentOptions options = defaults();
    List<String> seen = new ArrayList<>();
    for (String part : text == null || text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "option \"" + part + "\" has no value; write name=value, with a name out of " + NAMES);
      }
      String name = part.substring(0, equals).strip();
      if (seen.contains(name)) {
        throw new IllegalArgumentException(
            "option \"" + name + "\" is given twice; keep one of them");
      }
      seen.add(name);
      options = options.with(name, part.substring(equals + 1).strip());
    }
    return options;
  }

  private AgentOptions with(String name, String value) {
    boolean on = enabled;
    Strategy how = strategy;
    OnAccess then = onAccess;
    Path records = recordDirectory;
    String files = contractFiles;
    List<String> in = includes;
    List<String> ex = excludes;
    Path dumps = dumpDirectory;
    switch (name) {
      case "enabled" -> on = flag(name, value);
      case "strategy" -> how = choice(name, value, Strategy.values());
      case "onaccess" -> then = choice(name, value, OnAccess.values());
      case "destdir" -> records = directory(name, value);
      case "contract" -> files = filled(name, value);
      case "includes" -> in = patterns(name, value);
      case "excludes" -> ex = patterns(name, value);
      case "dump" -> dumps = directory(name, value);
      default ->
          throw new IllegalArgumentException(
              "option \"" + name + "\" is unknown; the options are " + NAMES);
    }
    return new AgentOptions(on, how, then, records, files, in, ex, dumps);
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, value, "true or false");
    };
  }

  private static <E extends Enum<E>> E choice(String name, String value, E[] choices) {
    List<String> words = new ArrayList<>();
    for (E choice : choices) {
      String word = choice.name().toLowerCase(Locale.ROOT);
      if (word.equals(value)) {
        return choice;
      }
      words.add(word);
    }
    throw wrong(name, value, String.join(" or ", words));
  }

  private static Path directory(String name, String value) {
    try {
      return Path.of(filled(name, value));
    } catch (InvalidPathException e) {
      throw wrong(name, value, "a directory");
    }
  }

  private static List<String> patterns(String name, String value) {
    return List.of(filled(name, value).split(":"));
  }

  private static String filled(String name, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "option \"" + name + "\" is empty; give it a value or leave it out");
    }
    return value;
  }

  private static IllegalArgumentException wrong(String name, String value, String wanted) {
    return new IllegalArgumentException(
        "option \"" + name + "\" is \"" + value + "\"; write " + wanted);
  }
}
