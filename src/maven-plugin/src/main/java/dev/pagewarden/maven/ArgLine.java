package dev.pagewarden.maven;

import java.util.ArrayList;
import java.util.List;

/**
 * The command-line arguments of a test JVM as one string, the form in which surefire and failsafe
 * take them. Arguments are separated by blanks; single or double quotes, which do not nest and
 * cannot be escaped, keep blanks inside an argument. What is not ours is passed on character by
 * character, since somebody else's quoting is not ours to improve.
 */
final class ArgLine {
  private final String text;

  /**
   * @param text the arguments; null counts as none
   */
  ArgLine(String text) {
    this.text = text == null ? "" : text.strip();
  }

  /**
   * Adds the agent behind the other arguments, in place of an earlier one from the same jar.
   * Behind, because an agent that comes after JaCoCo's leaves JaCoCo's class ids alone.
   *
   * @param agentJarPath path of the agent's jar, as it stands in {@code argument}
   * @param argument the whole {@code -javaagent:...} argument, unquoted
   */
  ArgLine withAgent(String agentJarPath, String argument) {
    List<String> kept = new ArrayList<>();
    String earlier = "-javaagent:" + agentJarPath;
    for (String word : words()) {
      if (!isAgent(unquoted(word), earlier)) {
        kept.add(word);
      }
    }
    kept.add(quoted(argument));
    return new ArgLine(String.join(" ", kept));
  }

  private static boolean isAgent(String argument, String agent) {
    return argument.equals(agent) || argument.startsWith(agent + "=");
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote == 0 && Character.isWhitespace(c)) {
        addUnlessEmpty(words, word);
        continue;
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
      word.append(c);
    }
    addUnlessEmpty(words, word);
    return words;
  }

  private static void addUnlessEmpty(List<String> words, StringBuilder word) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static String unquoted(String word) {
    StringBuilder plain = new StringBuilder();
    char quote = 0;
    for (char c : word.toCharArray()) {
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /**
   * The argument so that it reads as one.
   *
   * @throws IllegalArgumentException if it holds both kinds of quotes, which no quoting can keep
   */
  static String quoted(String argument) {
    boolean hasDouble = argument.indexOf('"') >= 0;
    boolean hasSingle = argument.indexOf('\'') >= 0;
    if (hasDouble && hasSingle) {
      throw new IllegalArgumentException(
          "cannot be quoted for argLine, since it holds both ' and \": " + argument);
    }
    if (hasDouble) {
      return '\'' + argument + '\'';
    }
    boolean hasBlank = argument.chars().anyMatch(Character::isWhitespace);
    return hasSingle || hasBlank ? '"' + argument + '"' : argument;
  }

  @Override
  public String toString() {
    return text;
  }
}
