package dev.pagewarden.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Tells from the texts of a class file's constant pool whether the class can have anything to do
 * with a mapping, without parsing more of it. A text mentions a word where the word stands in it
 * between characters that cannot be part of a Java name, {@code $} included: {@code
 * (La/b/SgTable;I)V} mentions {@code SgTable}.
 */
public final class Vocabulary {
  /** The text names a member that maps. */
  public static final int MAPS = 1;

  /** The text names a table, entry, page or cursor type. */
  public static final int SUBJECTS = 2;

  private static final boolean[] NAME_BYTE = nameBytes();

  private final byte[][] words;
  private final int[] meanings;
  private final int mask;
  private final int shortest;
  private final int longest;

  /**
   * Creates a test for words.
   *
   * @param mapNames names of members that map
   * @param subjectNames simple names of table, entry, page and cursor types
   */
  public Vocabulary(Collection<String> mapNames, Collection<String> subjectNames) {
    int size = Integer.highestOneBit(8 * (mapNames.size() + subjectNames.size()) + 8);
    words = new byte[size][];
    meanings = new int[size];
    mask = size - 1;
    // Loops, since lambdas would cost the agent's start.
    for (String name : mapNames) {
      put(name, MAPS);
    }
    for (String name : subjectNames) {
      put(name, SUBJECTS);
    }
    shortest = lengths(Integer.MAX_VALUE, true);
    longest = lengths(0, false);
  }

  /**
   * Returns what a text mentions.
   *
   * @param text bytes that hold a CONSTANT_Utf8's content (modified UTF-8)
   * @param offset where the content begins
   * @param length its length in bytes
   * @return {@link #MAPS} and {@link #SUBJECTS}, or-ed; 0 if neither
   */
  public int mentions(byte[] text, int offset, int length) {
    int found = 0;
    int end = offset + length;
    int start = offset;
    while (start < end) {
      int stop = start;
      int hash = 0;
      while (stop < end && NAME_BYTE[text[stop] & 0xff]) {
        hash = 31 * hash + text[stop++];
      }
      int size = stop - start;
      if (size >= shortest && size <= longest + 1) {
        found |= meaning(text, start, stop, hash);
        if (text[start] == 'L' && (start == offset || text[start - 1] != '/')) {
          // Of a class without a package: the L of its descriptor sticks to the name.
          found |= meaning(text, start + 1, stop, hash(text, start + 1, stop));
        }
      }
      start = stop + 1;
    }
    return found;
  }

  /** As {@link #mentions(byte[], int, int)}, for a text that is already decoded. */
  public int mentions(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return mentions(bytes, 0, bytes.length);
  }

  private int meaning(byte[] text, int start, int stop, int hash) {
    for (int slot = spread(hash); words[slot] != null; slot = (slot + 1) & mask) {
      byte[] word = words[slot];
      if (Arrays.equals(word, 0, word.length, text, start, stop)) {
        return meanings[slot];
      }
    }
    return 0;
  }

  private void put(String name, int meaning) {
    byte[] word = longestPart(name).getBytes(StandardCharsets.UTF_8);
    int slot = spread(hash(word, 0, word.length));
    while (words[slot] != null && !Arrays.equals(words[slot], word)) {
      slot = (slot + 1) & mask;
    }
    words[slot] = word;
    meanings[slot] |= meaning;
  }

  /** A name with a {@code $} is never one word of a text; its longest part is. */
  private static String longestPart(String name) {
    String longest = "";
    for (String part : name.split("\\$")) {
      longest = part.length() > longest.length() ? part : longest;
    }
    return longest;
  }

  private int spread(int hash) {
    return (hash ^ hash >>> 16) & mask;
  }

  private static int hash(byte[] text, int start, int stop) {
    int hash = 0;
    for (int i = start; i < stop; i++) {
      hash = 31 * hash + text[i];
    }
    return hash;
  }

  private int lengths(int initial, boolean least) {
    int result = initial;
    for (byte[] word : words) {
      if (word != null) {
        result = least ? Math.min(result, word.length) : Math.max(result, word.length);
      }
    }
    return result;
  }

  /** Letters, digits, underscore and every byte of a character beyond ASCII. */
  private static boolean[] nameBytes() {
    boolean[] table = new boolean[256];
    for (int b = 0; b < 256; b++) {
      table[b] = b >= 0x80 || b == '_' || Character.isLetterOrDigit(b);
    }
    return table;
  }
}
