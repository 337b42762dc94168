package dev.pagewarden.contract;

/** Tells Java names from other words. */
final class Names {
  private Names() {}

  static boolean isSimple(String word) {
    if (word.isEmpty() || !Character.isJavaIdentifierStart(word.codePointAt(0))) {
      return false;
    }
    return word.codePoints().allMatch(Character::isJavaIdentifierPart);
  }

  static boolean isQualified(String word) {
    for (String part : word.split("\\.", -1)) {
      if (!isSimple(part)) {
        return false;
      }
    }
    return true;
  }
}
