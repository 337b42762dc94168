package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import support.Rig;

/** Registries, containers of services, event buses by type, factories by name. */
public final class DesignRegistry {
  /** A container of services by their types. */
  private static final class Services {
    private final Map<Class<?>, Object> byType = new HashMap<>();

    <T> void register(Class<T> type, T service) {
      byType.put(type, service);
    }

    <T> T get(Class<T> type) {
      return type.cast(byType.get(type));
    }
  }

  private interface Importer {
    SgTable table();
  }

  private static final class Camera implements Importer {
    private final SgTable table;

    Camera(SgTable table) {
      this.table = table;
    }

    @Override
    public SgTable table() {
      return table;
    }
  }

  private record Mapped(SgTable table) {}

  private record Allocated(SgTable table) {}

  /** Tells subscribers of events of their type. */
  private static final class Events {
    private final Map<Class<?>, List<Consumer<Object>>> subscribers = new LinkedHashMap<>();

    <E> void on(Class<E> type, Consumer<? super E> subscriber) {
      subscribers
          .computeIfAbsent(type, key -> new ArrayList<>())
          .add(event -> subscriber.accept(type.cast(event)));
    }

    void fire(Object event) {
      for (Consumer<Object> each : subscribers.getOrDefault(event.getClass(), List.of())) {
        each.accept(event);
      }
    }
  }

  /** Maps on demand and keeps what it mapped. */
  private static final class Mappings {
    private final Map<DmaBufAttachment, SgTable> cache = new HashMap<>();

    SgTable of(DmaBufAttachment attachment) {
      return cache.computeIfAbsent(
          attachment, a -> a.buffer().mapAttachment(a, DmaDirection.BIDIRECTIONAL));
    }

    void dropAll() {
      cache.forEach((a, t) -> a.buffer().unmapAttachment(a, t, DmaDirection.BIDIRECTIONAL));
      cache.clear();
    }
  }

  /** Lends tables and takes them back. */
  private static final class Pool {
    private final Deque<SgTable> free = new ArrayDeque<>();

    SgTable acquire() {
      SgTable table = free.poll();
      return table == null ? Rig.ownTable() : table;
    }

    void release(SgTable table) {
      free.push(table);
    }
  }

  private DesignRegistry() {}

  /** Runs every variant on one attachment. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("design-registry"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.BIDIRECTIONAL);
      reportsServiceByType(table);
      acceptsServiceOfOtherContainer(table);
      reportsEventByType(table);
      acceptsEventOfOtherType(table);
      reportsFactoryByName(table);
      reportsPoolThatWasGivenIt(table);
      acceptsPoolOfOwn(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.BIDIRECTIONAL);
      reportsCachedMapping(attachment);
      buffer.detach(attachment);
    }
  }

  private static void reportsServiceByType(SgTable table) {
    Services services = new Services();
    services.register(Importer.class, new Camera(table));
    services.register(String.class, "camera");
    SgTable found = services.get(Importer.class).table();
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsServiceOfOtherContainer(SgTable table) {
    Services theirs = new Services();
    theirs.register(Importer.class, new Camera(table));
    Services ours = new Services();
    ours.register(Importer.class, new Camera(Rig.ownTable()));
    SgTable found = ours.get(Importer.class).table();
    Rig.check(found.firstEntry().page() != null, "a page");
    Rig.check(theirs.get(Importer.class).table() == table, "the same");
  }

  private static void reportsEventByType(SgTable table) {
    Events events = new Events();
    events.on(
        Mapped.class,
        event ->
            Rig.check(event.table().pages().length == 4, "pages")); // expect: DMABUF_PAGE_ACCESS
    events.fire(new Mapped(table));
  }

  private static void acceptsEventOfOtherType(SgTable table) {
    Events events = new Events();
    events.on(Allocated.class, event -> Rig.check(event.table().pages().length == 4, "pages"));
    events.on(Mapped.class, event -> Rig.check(event.table().nents() == 4, "entries"));
    events.fire(new Mapped(table));
    events.fire(new Allocated(Rig.ownTable()));
  }

  private static void reportsFactoryByName(SgTable table) {
    Map<String, Function<SgTable, Importer>> factories = new TreeMap<>();
    factories.put("camera", Camera::new);
    factories.put("lambda", t -> () -> t);
    for (Function<SgTable, Importer> factory : factories.values()) {
      Importer importer = factory.apply(table);
      Rig.check(
          importer.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsPoolThatWasGivenIt(SgTable table) {
    Pool pool = new Pool();
    pool.release(table);
    SgTable acquired = pool.acquire();
    Rig.check(acquired.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPoolOfOwn(SgTable table) {
    Pool pool = new Pool();
    SgTable first = pool.acquire();
    pool.release(first);
    SgTable again = pool.acquire();
    Rig.check(again == first && again != table, "the same own one");
    Rig.check(again.firstEntry().page() != null, "a page");
  }

  private static void reportsCachedMapping(DmaBufAttachment attachment) {
    Mappings mappings = new Mappings();
    Rig.check(mappings.of(attachment).nents() == 4, "four entries");
    SgTable cached = mappings.of(attachment);
    Rig.check(cached.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    mappings.dropAll();
  }
}
