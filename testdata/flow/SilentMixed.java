package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import support.Rig;

/** One generic infrastructure for both kinds: imported tables here, own ones there, never mixed. */
public final class SilentMixed {
  /** A bounded queue. */
  private static final class Ring<T> {
    private final Object[] slots;
    private int head;
    private int size;

    Ring(int capacity) {
      slots = new Object[capacity];
    }

    void put(T value) {
      slots[(head + size++) % slots.length] = value;
    }

    @SuppressWarnings("unchecked")
    T take() {
      T value = (T) slots[head];
      slots[head] = null;
      head = (head + 1) % slots.length;
      size--;
      return value;
    }
  }

  /** A cache that asks its loader. */
  private static final class Cache<K, V> {
    private final Map<K, V> values = new HashMap<>();
    private final Function<? super K, ? extends V> loader;

    Cache(Function<? super K, ? extends V> loader) {
      this.loader = loader;
    }

    V get(K key) {
      V value = values.get(key);
      if (value == null) {
        value = loader.apply(key);
        values.put(key, value);
      }
      return value;
    }
  }

  /** Tells listeners. */
  private static final class Topic<E> {
    private final List<Consumer<? super E>> listeners = new CopyOnWriteArrayList<>();

    void listen(Consumer<? super E> listener) {
      listeners.add(listener);
    }

    void publish(E event) {
      for (Consumer<? super E> listener : listeners) {
        listener.accept(event);
      }
    }
  }

  /** A node of a tree that carries anything. */
  private static final class Tree<T> {
    private final T value;
    private final List<Tree<T>> children = new ArrayList<>();

    Tree(T value) {
      this.value = value;
    }

    Tree<T> add(T child) {
      children.add(new Tree<>(child));
      return this;
    }

    void walk(Consumer<? super T> visitor) {
      visitor.accept(value);
      for (Tree<T> child : children) {
        child.walk(visitor);
      }
    }
  }

  private SilentMixed() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("silent-mixed"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsRings(table);
      acceptsCaches(table);
      acceptsTopics(table);
      acceptsTrees(table);
      acceptsOptionals(table);
      acceptsFutures(table);
      acceptsStreams(table);
      acceptsSortedMaps(table);
      acceptsIterators(table);
      acceptsSuppliers(table);
      acceptsThreadLocals(table);
      acceptsArrays(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsRings(SgTable table) {
    Ring<SgTable> theirs = new Ring<>(2);
    Ring<SgTable> ours = new Ring<>(2);
    for (int i = 0; i < 2; i++) {
      theirs.put(table);
      ours.put(Rig.ownTable());
    }
    Rig.check(theirs.take().nents() == 4, "four entries");
    SgTable own = ours.take();
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void acceptsCaches(SgTable table) {
    Cache<String, SgTable> theirs = new Cache<>(name -> table);
    Cache<String, SgTable> ours = new Cache<>(name -> Rig.ownTable());
    Rig.check(theirs.get("a") == theirs.get("a"), "cached");
    SgTable own = ours.get("a");
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static void acceptsTopics(SgTable table) {
    Topic<SgTable> theirs = new Topic<>();
    Topic<SgTable> ours = new Topic<>();
    theirs.listen(t -> Rig.check(t.dmaAddresses().length == 4, "four addresses"));
    ours.listen(t -> Rig.check(t.pages().length == 4, "four pages"));
    theirs.publish(table);
    ours.publish(Rig.ownTable());
  }

  private static void acceptsTrees(SgTable table) {
    Tree<SgTable> theirs = new Tree<>(table).add(table);
    Tree<SgTable> ours = new Tree<>(Rig.ownTable()).add(Rig.ownTable());
    int[] counts = new int[2];
    theirs.walk(t -> counts[0] += t.nents());
    ours.walk(t -> counts[1] += t.pages().length);
    Rig.check(counts[0] == counts[1], "as many");
  }

  private static void acceptsOptionals(SgTable table) {
    int entries = Optional.of(table).map(SgTable::nents).orElse(0);
    int pages = Optional.of(Rig.ownTable()).map(t -> t.pages().length).orElse(0);
    Rig.check(entries == pages, "as many");
  }

  private static void acceptsFutures(SgTable table) {
    CompletableFuture<SgTable> theirs = CompletableFuture.supplyAsync(() -> table);
    CompletableFuture<SgTable> ours = CompletableFuture.supplyAsync(() -> Rig.ownTable());
    CompletableFuture<Integer> entries = theirs.thenApply(t -> t.nents());
    CompletableFuture<Integer> pages = ours.thenApply(t -> t.pages().length);
    Rig.check(entries.thenCombine(pages, Integer::equals).join(), "as many");
  }

  private static void acceptsStreams(SgTable table) {
    Set<Integer> entries = Stream.of(table).map(SgTable::nents).collect(Collectors.toSet());
    Stream<SgTable> ours = Stream.generate(Rig::ownTable).limit(2);
    Set<Integer> pages = ours.map(t -> t.pages().length).collect(Collectors.toSet());
    Rig.check(entries.equals(pages), "as many");
  }

  private static void acceptsSortedMaps(SgTable table) {
    NavigableMap<Integer, SgTable> theirs = new TreeMap<>(Map.of(1, table));
    NavigableMap<Integer, SgTable> ours = new TreeMap<>(Map.of(1, Rig.ownTable()));
    Rig.check(theirs.firstEntry().getValue().nents() == 4, "four entries");
    SgTable own = ours.firstEntry().getValue();
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static <T> T firstOf(Iterable<T> values) {
    return values.iterator().next();
  }

  private static void acceptsIterators(SgTable table) {
    SgTable theirs = firstOf(List.of(table));
    SgTable ours = firstOf(List.of(Rig.ownTable()));
    Rig.check(theirs == table && firstOf(theirs).dmaLength() > 0, "the same");
    Rig.check(firstOf(ours).page() != null, "a page");
  }

  private static void acceptsSuppliers(SgTable table) {
    Supplier<SgTable> theirs = () -> table;
    Supplier<SgTable> ours = Rig::ownTable;
    for (Supplier<SgTable> each : List.of(theirs, ours)) {
      Rig.check(each.get().nents() == 4, "four entries");
    }
    Rig.check(ours.get().firstEntry().page() != null, "a page");
  }

  private static void acceptsThreadLocals(SgTable table) {
    ThreadLocal<SgTable> theirs = new ThreadLocal<>();
    ThreadLocal<SgTable> ours = new ThreadLocal<>();
    theirs.set(table);
    ours.set(Rig.ownTable());
    Rig.check(theirs.get() == table, "the same");
    Rig.check(ours.get().firstEntry().page() != null, "a page");
  }

  private static SgTable[] fill(SgTable[] slots, SgTable table) {
    Arrays.fill(slots, table);
    return slots;
  }

  private static void acceptsArrays(SgTable table) {
    SgTable[] theirs = fill(new SgTable[3], table);
    SgTable[] ours = fill(new SgTable[3], Rig.ownTable());
    Rig.check(theirs[2] == table, "the same");
    Rig.check(ours[1].firstEntry().page() != null, "a page");
  }
}
