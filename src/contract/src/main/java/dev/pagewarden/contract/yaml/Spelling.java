package dev.pagewarden.contract.yaml;

import java.util.Set;
import java.util.TreeSet;

/** Suggests the known word that was probably meant. */
final class Spelling {
  private Spelling() {}

  static String mend(String word, Set<String> known) {
    String best = null;
    int bestDistance = Math.min(3, word.length());
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(word, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best == null
        ? "write one of " + String.join(", ", new TreeSet<>(known))
        : "write \"" + best + "\"";
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
