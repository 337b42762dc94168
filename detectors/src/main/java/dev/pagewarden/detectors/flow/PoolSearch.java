package dev.pagewarden.detectors.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;

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

  /** Reads the last letters of a constant at once; the very last one has the highest bits. */
  private static final VarHandle LAST_LETTERS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Sizes of constants by tag, the tag included; 0 for tags that there are not. */
  private static final int[] SIZES =
      Arrays.copyOf(
          new int[] {0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3},
          1 << Byte.SIZE);

  /** By tag, which bits behind it are a length that adds to the size. */
  private static final int[] LENGTHS = new int[SIZES.length];

  /** How many entries of the pool a constant takes, by tag (JVMS §4.4.5). */
  private static final int[] ENTRIES = new int[SIZES.length];

  static {
    LENGTHS[UTF8] = 0xffff;
    Arrays.fill(ENTRIES, 1);
    ENTRIES[LONG] = 2;
    ENTRIES[DOUBLE] = 2;
  }

  private final byte[][] texts;
  private final byte[][] types;

  /** Of the last letters, as many as the shortest name has. */
  private final long endingMask;

  /** What the names end with, each as the two bits that {@link #ending} names. */
  private final long endings;

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
   * @param types simple names of types: a constant counts that is the name of such a type, of
   *     whatever package
   */
  public PoolSearch(Collection<String> texts, Collection<String> types) {
    this.texts = bytes(texts);
    this.types = bytes(types);
    endingMask = -1L << Byte.SIZE * (Long.BYTES - shortest());
    endings = endings(this.texts) | endings(this.types);
  }

  private int shortest() {
    return Stream.of(texts, types)
        .flatMap(Arrays::stream)
        .mapToInt(name -> Math.min(name.length, Long.BYTES))
        .min()
        .orElse(Long.BYTES);
  }

  private long endings(byte[][] names) {
    long endings = 0;
    for (byte[] name : names) {
      byte[] padded = new byte[Long.BYTES + name.length];
      System.arraycopy(name, 0, padded, Long.BYTES, name.length);
      long ending = ending(padded, padded.length);
      endings |= 1L << ending | 1L << (ending >>> 6);
    }
    return endings;
  }

  /** Returns a hash, of twelve bits, of the last letters before an offset. */
  private long ending(byte[] bytes, int end) {
    long letters = (long) LAST_LETTERS.get(bytes, end - Long.BYTES) & endingMask;
    return letters * 0x9E3779B97F4A7C15L >>> Long.SIZE - 12; // Fibonacci hashing
  }

  /** Returns 1 if what ends at an offset can be one of the names, else 0. */
  private long endsAlike(byte[] bytes, int end) {
    long ending = ending(bytes, end);
    return endings >>> ending & endings >>> (ending >>> 6) & 1;
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

  /**
   * Steps from constant to constant without a branch on their kinds: which comes next can't be
   * foreseen, and where a processor guesses wrong it loses more time than the step takes.
   */
  private boolean walk(byte[] classFile) {
    if (((u2(classFile, 0) << 16) | u2(classFile, 2)) != MAGIC) {
      throw new IllegalArgumentException("not a class file: it does not start with CAFEBABE");
    }
    int count = u2(classFile, COUNT_OFFSET);
    int offset = COUNT_OFFSET + 2;
    int index = 1;
    while (index < count) {
      int tag = classFile[offset] & 0xff;
      int size = SIZES[tag];
      if (size == 0) {
        throw new IllegalArgumentException("the constant pool has an unknown tag " + tag);
      }
      int length = u2(classFile, offset + 1) & LENGTHS[tag];
      offset += size + length;
      index += ENTRIES[tag];
      if ((endsAlike(classFile, offset) & LENGTHS[tag]) != 0
          && (isText(classFile, offset, length) || isType(classFile, offset, length))) {
        return true;
      }
    }
    if (offset > classFile.length) {
      throw new IllegalArgumentException("the constant pool is cut off");
    }
    return false;
  }

  /** Returns whether a constant that ends at an offset is one of the texts. */
  private boolean isText(byte[] classFile, int end, int length) {
    for (byte[] text : texts) {
      if (text.length == length && Arrays.equals(text, 0, length, classFile, end - length, end)) {
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
