package dev.pagewarden.detectors.flow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;

/**
 * Finds the class files that have one of some texts in their constant pool (JVMS §4.4), without
 * parsing anything else of them: the cheapest way to learn that a class has nothing to do with
 * mappings. Most constants are passed over by their length alone.
 */
public final class PoolSearch {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int COUNT_OFFSET = 8;
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** The length that stands for all that are not shorter. */
  private static final int LONGEST = 63;

  /** Sizes of constants by tag, the tag included; 0 for tags that there are not. */
  private static final int[] SIZES = {
    0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  private final byte[][] texts;
  private final byte[][] types;
  private final long lengths;

  /** The types' last letters, each as the bit of its lowest six bits. */
  private final long lastLetters;

  private final long lettersBeforeLast;

  /**
   * Prepares a search.
   *
   * @param texts what to look for: whole constants such as names of members
   */
  public PoolSearch(Collection<String> texts) {
    this(texts, Set.of());
  }

  /**
   * Prepares a search for texts and types.
   *
   * @param texts what to look for: whole constants such as names of members
   * @param types simple names of types, at least two letters long: a constant counts that is the
   *     name of such a type, of whatever package
   */
  public PoolSearch(Collection<String> texts, Collection<String> types) {
    this.texts = bytes(texts);
    this.types = bytes(types);
    long mask = 0;
    for (byte[] text : this.texts) {
      mask |= 1L << Math.min(text.length, LONGEST);
    }
    lengths = mask;
    long last = 0;
    long beforeLast = 0;
    for (byte[] type : this.types) {
      last |= 1L << type[type.length - 1];
      beforeLast |= 1L << type[type.length - 2];
    }
    lastLetters = last;
    lettersBeforeLast = beforeLast;
  }

  private static byte[][] bytes(Collection<String> texts) {
    return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  /**
   * Answers whether a class file has any of the texts.
   *
   * @param classFile the class file
   * @return whether it has
   * @throws IllegalArgumentException if the bytes are no class file or the constant pool is broken
   */
  public boolean isIn(byte[] classFile) {
    try {
      return walk(classFile);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the constant pool is cut off", e);
    }
  }

  private boolean walk(byte[] classFile) {
    if (((u2(classFile, 0) << 16) | u2(classFile, 2)) != MAGIC) {
      throw new IllegalArgumentException("not a class file: it does not start with CAFEBABE");
    }
    int count = u2(classFile, COUNT_OFFSET);
    int offset = COUNT_OFFSET + 2;
    for (int index = 1; index < count; index++) {
      int tag = classFile[offset];
      if (tag == UTF8) {
        int length = u2(classFile, offset + 1);
        if ((lengths >>> Math.min(length, LONGEST) & 1) != 0
            && isText(classFile, offset + 3, length)) {
          return true;
        }
        offset += 3 + length;
        boolean endsAlike =
            (lastLetters >>> classFile[offset - 1]
                    & lettersBeforeLast >>> classFile[offset - 2]
                    & 1)
                != 0;
        if (endsAlike && isType(classFile, offset, length)) {
          return true;
        }
      } else {
        int size = tag >= 0 && tag < SIZES.length ? SIZES[tag] : 0;
        if (size == 0) {
          throw new IllegalArgumentException("the constant pool has an unknown tag " + tag);
        }
        offset += size;
        if (tag == LONG || tag == DOUBLE) {
          index++; // takes two entries, JVMS §4.4.5
        }
      }
    }
    if (offset > classFile.length) {
      throw new IllegalArgumentException("the constant pool is cut off");
    }
    return false;
  }

  private boolean isText(byte[] classFile, int offset, int length) {
    for (byte[] text : texts) {
      if (text.length == length
          && Arrays.equals(text, 0, length, classFile, offset, offset + length)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a constant that ends at an offset names a type. */
  private boolean isType(byte[] classFile, int end, int length) {
    for (byte[] type : types) {
      int start = end - type.length;
      if (type.length <= length
          && Arrays.equals(type, 0, type.length, classFile, start, end)
          && (type.length == length || isBoundary(classFile[start - 1]))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a type's simple name can begin behind a character. */
  private static boolean isBoundary(byte character) {
    return character == '/' || character == '$';
  }

  private static int u2(byte[] bytes, int offset) {
    return ((bytes[offset] & 0xff) << 8) | (bytes[offset + 1] & 0xff);
  }
}
