package dev.pagewarden.detectors.flow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Small maps are what linked hash maps of the same entries are, whatever their size. */
class FewMapTest {
  @Test
  void puts_and_replacements_come_out_as_from_a_linked_hash_map() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      Map<String, Integer> expected = new LinkedHashMap<>();
      Map<String, Integer> few = FewMap.copyOf(expected);
      for (int put = 0; put < 30; put++) {
        String key = "field" + random.nextInt(20);
        Integer value = random.nextInt(5) == 0 ? null : random.nextInt(9);
        expected.put(key, value);
        few = FewMap.with(few, key, value);
        assertSame(expected, few);
        assertSame(expected, FewMap.copyOf(expected));
      }
    }
  }

  private static void assertSame(Map<String, Integer> expected, Map<String, Integer> few) {
    assertEquals(expected, few);
    assertEquals(few, expected);
    assertEquals(expected.hashCode(), few.hashCode());
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(few.keySet()));
    assertEquals(new ArrayList<>(expected.values()), new ArrayList<>(few.values()));
    List<String> visited = new ArrayList<>();
    few.forEach((key, value) -> visited.add(key + value));
    assertEquals(
        expected.entrySet().stream().map(e -> e.getKey() + e.getValue()).toList(), visited);
  }

  @Test
  void a_change_leaves_the_map_before_it_alone() {
    Map<String, Integer> before = FewMap.of("a", 1);
    Map<String, Integer> after = FewMap.with(before, "a", 2);
    assertEquals(Map.of("a", 1), before);
    assertEquals(Map.of("a", 2), after);
  }

  @Test
  void a_key_without_a_value_is_there() {
    Map<String, Integer> few = FewMap.of("a", null);
    assertTrue(few.containsKey("a"));
    assertNull(few.get("a"));
    assertFalse(few.containsKey("b"));
  }
}
