package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
  private final WeakIdentityMap<String> map = new WeakIdentityMap<>();

  private record Equal(int number) {
    @Override
    public int hashCode() {
      throw new AssertionError("a key's methods are not for us to call");
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("a key's methods are not for us to call");
    }
  }

  @Test
  void keys_are_told_apart_by_identity() {
    Equal a = new Equal(1);
    Equal b = new Equal(1);
    map.put(a, "a");
    assertEquals("a", map.get(a));
    assertNull(map.get(b));
    map.put(a, "again");
    assertEquals("again", map.get(a));
    assertEquals("again", map.putIfAbsent(a, "late"));
    assertEquals("b", map.putIfAbsent(b, "b"));
    map.remove(a);
    assertNull(map.get(a));
    assertEquals("b", map.get(b));
  }

  @Test
  void keys_may_go() throws InterruptedException {
    Object key = new Object();
    WeakReference<Object> watched = new WeakReference<>(key);
    map.put(key, "value");
    key = null;
    for (int i = 0; i < 200 && watched.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(watched.get(), "the map holds its key");
    Object other = new Object();
    map.put(other, "other");
    for (int i = 0; i < 200 && map.size() != 1; i++) {
      Thread.sleep(10);
      map.put(other, "other");
    }
    assertEquals(1, map.size());
    assertTrue(map.get(other) != null);
  }
}
