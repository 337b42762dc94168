package dev.pagewarden.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The options of {@code -javaagent:pagewarden-agent.jar=name=value,name=value}. */
final class AgentOptions {
  /** How pages are hidden. */
  enum Strategy {
    /** Page links are flipped while the importer holds the table. */
    XOR,
    /** The importer gets a copy that has no pages. */
    WRAP,
    /** Pages stay; accesses are recorded. */
    RECORD
  }

  private final Map<AgentOption, String> values;
  private final List<String> mistakes;

  private AgentOptions(Map<AgentOption, String> values, List<String> mistakes) {
    this.values = values;
    this.mistakes = mistakes;
  }

  static AgentOptions defaults() {
    return parse("");
  }

  /**
   * Reads the text after the jar's {@code =}. What is wrong in it is left out and told in {@link
   * #mistakes}.
   *
   * @param text options separated by commas; null or blank for none
   */
  static AgentOptions parse(String text) {
    Map<AgentOption, String> values = new EnumMap<>(AgentOption.class);
    List<String> mistakes = new ArrayList<>();
    for (String part : text == null || text.isBlank() ? new String[0] : text.split(",", -1)) {
      String mistake = read(part, values);
      if (mistake != null) {
        mistakes.add(mistake);
      }
    }
    return new AgentOptions(values, List.copyOf(mistakes));
  }

  private static String read(String part, Map<AgentOption, String> values) {
    int equals = part.indexOf('=');
    String name = (equals < 0 ? part : part.substring(0, equals)).strip();
    AgentOption option = AgentOption.named(name);
    if (option == null) {
      return unknown(name);
    }
    if (equals < 0) {
      return "option \"" + name + "\" has no value; write " + name + "=value";
    }
    String value = part.substring(equals + 1).strip();
    String mistake = option.mistakeIn(value);
    if (mistake == null && values.putIfAbsent(option, value) != null) {
      return "option \"" + name + "\" is given twice; keep one of them";
    }
    return mistake;
  }

  private static String unknown(String name) {
    AgentOption nearest = AgentOption.nearest(name);
    if (nearest != null) {
      return "option \"" + name + "\" is unknown; do you mean \"" + nearest.spelling() + "\"?";
    }
    List<String> names = new ArrayList<>();
    for (AgentOption option : AgentOption.values()) {
      names.add(option.spelling());
    }
    return "option \"" + name + "\" is unknown; the options are " + String.join(", ", names);
  }

  /** Returns what is wrong with the options, each a sentence that says how to mend it. */
  List<String> mistakes() {
    return mistakes;
  }

  boolean enabled() {
    return is(AgentOption.ENABLED);
  }

  Strategy strategy() {
    return Strategy.valueOf(value(AgentOption.STRATEGY).toUpperCase(Locale.ROOT));
  }

  /** Whether an importer's access is refused with an exception, once it is recorded. */
  boolean refusing() {
    return value(AgentOption.ON_ACCESS).equals("throw");
  }

  /** Whether the JVM stops where the agent cannot start. */
  boolean stopping() {
    return value(AgentOption.ON_ERROR).equals("stop");
  }

  Path recordDirectory() {
    return Path.of(value(AgentOption.DEST_DIR));
  }

  /** Further contract files, as in a class path; empty for none. */
  String contractFiles() {
    return value(AgentOption.CONTRACT);
  }

  List<String> includes() {
    return patterns(AgentOption.INCLUDES);
  }

  List<String> excludes() {
    return patterns(AgentOption.EXCLUDES);
  }

  int maxSites() {
    return Integer.parseInt(value(AgentOption.MAX_SITES));
  }

  /** Where transformed classes are written, or null. */
  Path dumpDirectory() {
    return pathOrNull(AgentOption.DUMP);
  }

  /** The jar that tells of tests, or null. */
  Path junitJar() {
    return pathOrNull(AgentOption.JUNIT);
  }

  boolean is(AgentOption option) {
    return value(option).equals("true");
  }

  private List<String> patterns(AgentOption option) {
    String value = value(option);
    return value.isEmpty() ? List.of() : List.of(value.split(":"));
  }

  private Path pathOrNull(AgentOption option) {
    String value = value(option);
    return value.isEmpty() ? null : Path.of(value);
  }

  private String value(AgentOption option) {
    return values.getOrDefault(option, option.byDefault());
  }
}
