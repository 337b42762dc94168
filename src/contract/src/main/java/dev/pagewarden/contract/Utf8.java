package dev.pagewarden.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict decoding: a wrong byte is told, not replaced. */
final class Utf8 {
  private Utf8() {}

  static String decode(byte[] bytes, String name) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(name + ": not UTF-8; save the file in that encoding", e);
    }
  }
}
