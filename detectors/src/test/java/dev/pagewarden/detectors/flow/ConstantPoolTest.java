package dev.pagewarden.detectors.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantPoolTest {
  private static final long LONG = 0x123456789abcdefL; // takes two entries of the pool

  @Test
  void shows_every_text_of_the_pool() throws IOException {
    List<String> texts = texts(ownClassFile());
    assertTrue(texts.contains("shows_every_text_of_the_pool"), texts::toString);
    assertTrue(texts.contains("dev/pagewarden/detectors/flow/ConstantPoolTest"));
    assertEquals(0x123456789abcdefL, LONG);
  }

  @Test
  void shows_the_texts_of_every_kind_of_class() throws IOException {
    for (Class<?> type : List.of(String.class, Thread.State.class, List.class, Math.class)) {
      String name = type.getName().replace('.', '/');
      try (InputStream in = type.getResourceAsStream("/" + name + ".class")) {
        assertTrue(texts(in.readAllBytes()).contains(name), name);
      }
    }
  }

  @Test
  void stops_at_the_first_text_that_passes() throws IOException {
    int[] asked = {0};
    assertTrue(ConstantPool.anyUtf8(ownClassFile(), (bytes, offset, length) -> ++asked[0] == 3));
    assertEquals(3, asked[0]);
    assertFalse(ConstantPool.anyUtf8(ownClassFile(), (bytes, offset, length) -> false));
  }

  @Test
  void refuses_what_is_no_class_file() {
    byte[] text = "not a class file".getBytes(StandardCharsets.UTF_8);
    assertThrows(IllegalArgumentException.class, () -> texts(text));
    assertThrows(IllegalArgumentException.class, () -> texts(new byte[0]));
  }

  @Test
  void refuses_a_pool_that_is_cut_off_anywhere() throws IOException {
    byte[] whole = ownClassFile();
    for (int size = 0; size < 500; size++) {
      byte[] cut = Arrays.copyOf(whole, size);
      assertThrows(IllegalArgumentException.class, () -> texts(cut), "cut to " + size);
    }
  }

  private static List<String> texts(byte[] classFile) {
    List<String> texts = new ArrayList<>();
    ConstantPool.anyUtf8(
        classFile,
        (bytes, offset, length) -> {
          texts.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
          return false;
        });
    return texts;
  }

  private static byte[] ownClassFile() throws IOException {
    try (InputStream in = ConstantPoolTest.class.getResourceAsStream("ConstantPoolTest.class")) {
      return in.readAllBytes();
    }
  }
}
