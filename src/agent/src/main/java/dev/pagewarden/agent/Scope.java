package dev.pagewarden.agent;

import java.util.List;

/** Which classes count as importers, by the options {@code includes} and {@code excludes}. */
final class Scope {
  private final List<String> includes;
  private final List<String> excludes;

  /**
   * Creates a scope.
   *
   * @param includes patterns over binary class names, with {@code *} and {@code ?}
   * @param excludes likewise; they win
   */
  Scope(List<String> includes, List<String> excludes) {
    this.includes = List.copyOf(includes);
    this.excludes = List.copyOf(excludes);
  }

  /** Returns whether accesses of the class (binary name) are recorded. */
  boolean covers(String binaryName) {
    return matchesAny(includes, binaryName) && !matchesAny(excludes, binaryName);
  }

  private static boolean matchesAny(List<String> patterns, String name) {
    for (String pattern : patterns) {
      if (matches(pattern, 0, name, 0)) {
        return true;
      }
    }
    return false;
  }

  /** Plain code: a regular expression would load classes in the middle of class loading. */
  private static boolean matches(String pattern, int p, String name, int n) {
    for (int i = p; i < pattern.length(); i++, n++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        for (int rest = n; rest <= name.length(); rest++) {
          if (matches(pattern, i + 1, name, rest)) {
            return true;
          }
        }
        return false;
      }
      if (n >= name.length() || c != '?' && c != name.charAt(n)) {
        return false;
      }
    }
    return n == name.length();
  }
}
