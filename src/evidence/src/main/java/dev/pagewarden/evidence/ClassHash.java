package dev.pagewarden.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells builds of a class apart. */
public final class ClassHash {
  private static final int BYTES = 16;

  private ClassHash() {}

  /**
   * Returns the hash of a class file as it is on disk, not as an agent changed it.
   *
   * @return 32 hexadecimal digits: the first half of the SHA-256
   */
  public static String of(byte[] classFile) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(classFile);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
