package dev.pagewarden.detectors.flow;

/**
 * Walks the UTF-8 constants of a class file (JVMS §4.4) without parsing anything else of it: the
 * cheapest way to learn that a class has nothing to do with dma-buf.
 */
public final class ConstantPool {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int COUNT_OFFSET = 8;

  private ConstantPool() {}

  /** A question about one UTF-8 constant, asked on the raw bytes so that no string is built. */
  @FunctionalInterface
  public interface Utf8Test {
    /**
     * Answers whether a constant is one that is looked for.
     *
     * @param classFile the class file; not to be changed
     * @param offset where the constant's bytes start, in modified UTF-8
     * @param length how many bytes it has
     * @return whether it is
     */
    boolean test(byte[] classFile, int offset, int length);
  }

  /**
   * Answers whether any UTF-8 constant of a class file passes a test.
   *
   * @param classFile the class file
   * @param test asked for one constant after the other until it answers true
   * @return whether one passed
   * @throws IllegalArgumentException if the bytes are no class file or the constant pool is broken
   */
  public static boolean anyUtf8(byte[] classFile, Utf8Test test) {
    try {
      return walk(classFile, test);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the constant pool is cut off", e);
    }
  }

  private static boolean walk(byte[] classFile, Utf8Test test) {
    if (((u2(classFile, 0) << 16) | u2(classFile, 2)) != MAGIC) {
      throw new IllegalArgumentException("not a class file: it does not start with CAFEBABE");
    }
    int count = u2(classFile, COUNT_OFFSET);
    int offset = COUNT_OFFSET + 2;
    for (int index = 1; index < count; index++) {
      int tag = classFile[offset];
      if (tag == 1) {
        int length = u2(classFile, offset + 1);
        if (offset + 3 + length > classFile.length) {
          throw new IllegalArgumentException("the constant pool is cut off");
        }
        if (test.test(classFile, offset + 3, length)) {
          return true;
        }
        offset += 3 + length;
      } else {
        offset += sizeOf(tag);
        if (tag == 5 || tag == 6) {
          index++; // a long or double takes two entries, JVMS §4.4.5
        }
      }
    }
    return false;
  }

  /** Size of a constant other than UTF-8, its tag included. */
  private static int sizeOf(int tag) {
    return switch (tag) {
      case 3, 4 -> 5; // Integer, Float
      case 5, 6 -> 9; // Long, Double
      case 7, 8, 16, 19, 20 -> 3; // Class, String, MethodType, Module, Package
      case 9, 10, 11, 12, 17, 18 -> 5; // members, NameAndType, Dynamic, InvokeDynamic
      case 15 -> 4; // MethodHandle
      default -> throw new IllegalArgumentException("the constant pool has an unknown tag " + tag);
    };
  }

  private static int u2(byte[] bytes, int offset) {
    return ((bytes[offset] & 0xff) << 8) | (bytes[offset + 1] & 0xff);
  }
}
