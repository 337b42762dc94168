package dev.pagewarden.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The options of the agent: how they are written, what they are when left out, what they take. */
enum AgentOption {
  /** Whether the agent does anything at all. */
  ENABLED("enabled", "true", List.of("true", "false")),
  /** How pages are hidden. */
  STRATEGY("strategy", "xor", List.of("xor", "wrap", "record")),
  /** What happens at an access. */
  ON_ACCESS("on-access", "continue", List.of("continue", "throw")),
  /** What happens to the JVM where the agent cannot start. */
  ON_ERROR("on-error", "continue", List.of("continue", "stop")),
  /** Where record files are written. */
  DEST_DIR("destdir", "target/pagewarden/records", Takes.PATH),
  /** Further contract files, as in a class path. */
  CONTRACT("contract", "", Takes.TEXT),
  /** Patterns of importers' binary class names. */
  INCLUDES("includes", "*", Takes.PATTERNS),
  /** Patterns of classes that are no importers. */
  EXCLUDES("excludes", "", Takes.PATTERNS),
  /** How many call sites are watched at most. */
  MAX_SITES("max-sites", "100000", Takes.NUMBER),
  /** Whether tests fail in which an importer reaches for pages. */
  FAIL_TESTS("fail-tests", "false", List.of("true", "false")),
  /** The jar that tells the agent of tests, where it is not on the class path anyway. */
  JUNIT("junit", "", Takes.PATH),
  /** Whether events go to Java Flight Recorder while it records. */
  JFR("jfr", "true", List.of("true", "false")),
  /** Whether there is an MXBean once the program uses JMX. */
  JMX("jmx", "true", List.of("true", "false")),
  /** Whether a line at the end of the JVM says what was seen. */
  SUMMARY("summary", "true", List.of("true", "false")),
  /** Where transformed classes are written. */
  DUMP("dump", "", Takes.PATH);

  private enum Takes {
    WORD,
    TEXT,
    PATH,
    PATTERNS,
    NUMBER
  }

  private final String spelling;
  private final String byDefault;
  private final Takes takes;
  private final List<String> words;

  AgentOption(String spelling, String byDefault, List<String> words) {
    this(spelling, byDefault, Takes.WORD, words);
  }

  AgentOption(String spelling, String byDefault, Takes takes) {
    this(spelling, byDefault, takes, List.of());
  }

  AgentOption(String spelling, String byDefault, Takes takes, List<String> words) {
    this.spelling = spelling;
    this.byDefault = byDefault;
    this.takes = takes;
    this.words = words;
  }

  String spelling() {
    return spelling;
  }

  String byDefault() {
    return byDefault;
  }

  /** Returns the option of that name, or null. Hyphens do not count. */
  static AgentOption named(String name) {
    for (AgentOption option : values()) {
      if (plain(option.spelling).equals(plain(name))) {
        return option;
      }
    }
    return null;
  }

  /** Returns the option whose name is most like a wrong one, or null if none is alike. */
  static AgentOption nearest(String name) {
    AgentOption nearest = null;
    int distance = Math.max(2, name.length() / 3) + 1;
    for (AgentOption option : values()) {
      int each = distance(plain(name), plain(option.spelling));
      if (each < distance) {
        nearest = option;
        distance = each;
      }
    }
    return nearest;
  }

  /** Returns what is wrong with a value, as one sentence, or null if nothing is. */
  String mistakeIn(String value) {
    if (value.isEmpty()) {
      return "option \"" + spelling + "\" is empty; give it a value or leave it out";
    }
    String wanted = wanted(value);
    return wanted == null
        ? null
        : "option \"" + spelling + "\" is \"" + value + "\"; write " + wanted;
  }

  private String wanted(String value) {
    return switch (takes) {
      case WORD -> words.contains(value) ? null : String.join(" or ", words);
      case TEXT -> null;
      case NUMBER -> isPositive(value) ? null : "a whole number from 1 to " + Integer.MAX_VALUE;
      case PATTERNS ->
          value.chars().allMatch(AgentOption::isOfPattern)
              ? null
              : "class names such as a.b.*:c.D, with dots, * and ?, and colons between them";
      case PATH -> isPath(value) ? null : "a path";
    };
  }

  private static boolean isPositive(String value) {
    try {
      return Integer.parseInt(value) > 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isOfPattern(int character) {
    return Character.isJavaIdentifierPart(character) || ".-*?:".indexOf(character) >= 0;
  }

  private static boolean isPath(String value) {
    try {
      Path.of(value);
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String plain(String name) {
    return name.replace("-", "");
  }

  /** How many letters must be put in, taken out or changed to make one word of the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
