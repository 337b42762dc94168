package dev.pagewarden.detectors.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolSearchTest {
  private static final long LONG = 0x123456789abcdefL; // takes two entries of the pool

  @Test
  void finds_names_of_members_types_and_strings() throws IOException {
    assertTrue(has(ownClassFile(), "finds_names_of_members_types_and_strings"));
    assertTrue(has(ownClassFile(), "dev/pagewarden/detectors/flow/PoolSearchTest"));
    assertTrue(
        has(ownClassFile(), "a string that is longer than any length that is told apart at all"));
    assertEquals(0x123456789abcdefL, LONG);
  }

  @Test
  void finds_whole_constants_only() throws IOException {
    String own = new Throwable().getStackTrace()[0].getMethodName();
    assertTrue(has(ownClassFile(), own));
    assertFalse(has(ownClassFile(), own.substring(1)));
    assertFalse(has(ownClassFile(), own.substring(0, own.length() - 1)));
    assertFalse(has(ownClassFile(), own + own));
  }

  @Test
  void finds_any_of_several_texts() throws IOException {
    PoolSearch search = new PoolSearch(Set.of("no".repeat(2), "no".repeat(50), "LONG"));
    assertTrue(search.isIn(ownClassFile()));
    assertFalse(new PoolSearch(Set.of()).isIn(ownClassFile()));
  }

  @Test
  void finds_types_of_any_package_by_their_simple_name() throws IOException {
    String own = getClass().getSimpleName();
    assertTrue(hasType(own));
    assertFalse(hasType(own.substring(1)));
    assertFalse(hasType(own.substring(0, own.length() - 1)));
    assertFalse(hasType(own + own));
  }

  private static boolean hasType(String simpleName) throws IOException {
    return new PoolSearch(Set.of(), Set.of(simpleName)).isIn(ownClassFile());
  }

  @Test
  void walks_the_pools_of_every_kind_of_class() throws IOException {
    for (Class<?> type : List.of(String.class, Thread.State.class, List.class, Math.class)) {
      String name = type.getName().replace('.', '/');
      try (InputStream in = type.getResourceAsStream("/" + name + ".class")) {
        assertTrue(has(in.readAllBytes(), name), name);
      }
    }
  }

  @Test
  void refuses_what_is_no_class_file() {
    byte[] text = "not a class file".getBytes(StandardCharsets.UTF_8);
    assertThrows(IllegalArgumentException.class, () -> has(text, "x"));
    assertThrows(IllegalArgumentException.class, () -> has(new byte[0], "x"));
  }

  @Test
  void refuses_a_pool_that_is_cut_off_anywhere() throws IOException {
    byte[] whole = ownClassFile();
    for (int size = 0; size < 500; size++) {
      byte[] cut = Arrays.copyOf(whole, size);
      assertThrows(IllegalArgumentException.class, () -> has(cut, "x"), "cut to " + size);
    }
  }

  @Test
  void refuses_a_constant_of_a_kind_that_there_is_not() throws IOException {
    for (int tag : new int[] {0, 2, 13, 14, 21, 127, 128, 255}) {
      byte[] broken = ownClassFile();
      broken[10] = (byte) tag;
      assertThrows(IllegalArgumentException.class, () -> has(broken, "x"), "tag " + tag);
    }
  }

  private static boolean has(byte[] classFile, String text) {
    return new PoolSearch(Set.of(text)).isIn(classFile);
  }

  private static byte[] ownClassFile() throws IOException {
    try (InputStream in = PoolSearchTest.class.getResourceAsStream("PoolSearchTest.class")) {
      return in.readAllBytes();
    }
  }
}
