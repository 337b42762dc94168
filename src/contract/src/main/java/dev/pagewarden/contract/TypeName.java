package dev.pagewarden.contract;

/**
 * A type as a contract names it. It matches from the right, by whole names: {@code SgTable} matches
 * {@code a/b/SgTable} and {@code a/Outer$SgTable}, {@code b.SgTable} only the former. So one
 * contract fits a relocated copy of a library too.
 *
 * @param dotted the name with dots
 */
record TypeName(String dotted) {
  boolean matches(String internalName) {
    int start = internalName.length() - dotted.length();
    if (start < 0 || start > 0 && !isBoundary(internalName.charAt(start - 1))) {
      return false;
    }
    for (int i = 0; i < dotted.length(); i++) {
      char wanted = dotted.charAt(i);
      char found = internalName.charAt(start + i);
      if (wanted != found && !(wanted == '.' && isBoundary(found))) {
        return false;
      }
    }
    return true;
  }

  /** The last name, the key under which a matching internal name is found. */
  String simple() {
    return simple(dotted);
  }

  static String simple(String name) {
    int end = name.length();
    while (end > 0 && !isBoundary(name.charAt(end - 1)) && name.charAt(end - 1) != '.') {
      end--;
    }
    return name.substring(end);
  }

  private static boolean isBoundary(char c) {
    return c == '/' || c == '$';
  }
}
