package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import support.Rig;

/** Maps and sets whose keys and members are objects. */
public final class LibObjectKeys {
  private LibObjectKeys() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-object-keys"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsUnderEqualKey(table);
      reportsUnderKeyOfLoop(table);
      acceptsUnderOtherObject(table);
      acceptsNotAmongImported(table);
      reportsMembers(table);
      reportsEntriesInLoops(table);
      acceptsRegisteredForOtherDevice(table);
      reportsKeptByObject(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private record Key(String name, int plane) {}

  private static final class ById {
    final int id;

    ById(int id) {
      this.id = id;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ById && ((ById) other).id == id;
    }

    @Override
    public int hashCode() {
      return id;
    }
  }

  private static boolean maybe() {
    return System.nanoTime() != 0;
  }

  private static void reportsUnderEqualKey(SgTable table) {
    Map<Key, SgTable> map = new HashMap<>();
    map.put(new Key("camera", 0), table);
    map.put(new Key("camera", 1), Rig.ownTable());
    SgTable got = map.get(new Key("camera", 0));
    Rig.check(got.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Map<ById, SgTable> byId = new ConcurrentHashMap<>();
    byId.put(new ById(1), Rig.ownTable());
    byId.put(new ById(1), table);
    Rig.check(byId.get(new ById(1)).pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Set<ById> ids = new HashSet<>(List.of(new ById(1)));
    if (ids.contains(new ById(1))) {
      Rig.check(table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
    Set<Key> keys = new LinkedHashSet<>();
    keys.add(new Key("a", 1));
    keys.removeIf(key -> key.plane() == 2);
    if (!keys.isEmpty() && keys.contains(new Key("a", 1))) {
      Rig.check(table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
    keys.removeAll(Set.of(new Key("a", 1)));
    if (keys.isEmpty()) {
      Rig.check(table.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsUnderKeyOfLoop(SgTable table) {
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      devices.add(Rig.device("d" + i));
    }
    Map<Device, SgTable> byDevice = new HashMap<>();
    for (Device device : devices) {
      byDevice.put(device, byDevice.isEmpty() ? Rig.ownTable() : table);
    }
    Rig.check(
        byDevice.get(devices.get(2)).pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Map<Device, List<SgTable>> lists = new IdentityHashMap<>();
    for (Device device : devices) {
      lists.computeIfAbsent(device, d -> new ArrayList<>()).add(table);
    }
    for (Device device : devices) {
      for (SgTable each : lists.get(device)) {
        Rig.check(each.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
      }
    }
    Map<Object, SgTable> copy = new HashMap<>();
    copy.put("x", Rig.ownTable());
    copy.putAll(byDevice);
    int pages = 0;
    for (SgTable each : copy.values()) {
      pages += each.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(pages == 16, "sixteen");
  }

  private static void acceptsUnderOtherObject(SgTable table) {
    Object owner = new Object();
    Object other = new Object();
    Map<Object, SgTable> weak = Collections.synchronizedMap(new WeakHashMap<>());
    weak.put(owner, table);
    weak.put(other, Rig.ownTable());
    Rig.check(weak.get(owner).pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(weak.get(other).pages().length == 4, "pages");
    weak.remove(owner);
    weak.values().forEach(each -> Rig.check(each.pages().length == 4, "pages"));
    Map<Thread, SgTable> perThread = new ConcurrentHashMap<>();
    perThread.put(Thread.currentThread(), table);
    SgTable mine = perThread.get(Thread.currentThread());
    Rig.check(mine.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Map<Class<?>, SgTable> byClass = new HashMap<>();
    byClass.put(owner.getClass(), table);
    Rig.check(byClass.get(Object.class).pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsNotAmongImported(SgTable table) {
    Map<SgTable, Boolean> known = new IdentityHashMap<>();
    known.put(table, true);
    SgTable own = Rig.ownTable();
    for (SgTable each : List.of(table, own)) {
      if (!known.containsKey(each)) {
        Rig.check(each.pages().length == 4, "pages");
      }
    }
    for (SgTable each : known.keySet()) {
      Rig.check(each.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
    Set<SgTable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(table);
    for (SgTable each : seen) {
      Rig.check(each.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
    Set<SgTable> others = Collections.newSetFromMap(new IdentityHashMap<>());
    others.add(own);
    others.forEach(each -> Rig.check(each.pages().length == 4, "pages"));
  }

  private static void reportsMembers(SgTable table) {
    Set<SgTable> set = new HashSet<>();
    if (maybe()) {
      set.add(table);
    } else {
      set.add(Rig.ownTable());
    }
    for (SgTable each : set) {
      Rig.check(each.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
    Set<SgTable> grown = new LinkedHashSet<>();
    for (int i = 0; i < 4; i++) {
      grown.add(i == 3 ? table : Rig.ownTable());
    }
    SgTable last = null;
    for (SgTable each : grown) {
      last = each;
    }
    Rig.check(last.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    SgTable[] array = grown.toArray(new SgTable[0]);
    Rig.check(array[3].pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    List<SgTable> list = new ArrayList<>(grown);
    Rig.check(list.get(3).pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Set<SgTable> sorted = new TreeSet<>(Comparator.comparingInt(System::identityHashCode));
    sorted.addAll(List.of(table, Rig.ownTable()));
    int pages = 0;
    for (SgTable each : sorted) {
      pages += each.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(pages == 8, "eight");
    Set<SgTable> both = new HashSet<>(set);
    both.retainAll(grown);
    both.forEach(
        each -> Rig.check(each.pages().length == 4, "pages")); // expect: DMABUF_PAGE_ACCESS
    Iterator<SgTable> it = grown.iterator();
    while (it.hasNext()) {
      if (it.next() != table) {
        it.remove();
      }
    }
    Rig.check(grown.iterator().next().pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsEntriesInLoops(SgTable table) {
    Map<String, SgTable> map = new LinkedHashMap<>();
    map.put("a", Rig.ownTable());
    if (maybe()) {
      map.put("b", Rig.ownTable());
    }
    map.put("c", Rig.ownTable());
    for (Map.Entry<String, SgTable> entry : map.entrySet()) {
      if (!entry.getKey().equals("a")) {
        entry.setValue(table);
      }
    }
    Rig.check(map.get("a").pages().length == 4, "pages");
    Rig.check(map.get("b").pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(map.get("c").pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    for (Iterator<Map.Entry<String, SgTable>> it = map.entrySet().iterator(); it.hasNext(); ) {
      if (it.next().getKey().equals("a")) {
        it.remove();
      }
    }
    Rig.check(
        map.values().iterator().next().pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Map<String, SgTable> hash =
        new HashMap<>(Map.of("x", Rig.ownTable(), "y", table, "z", Rig.ownTable()));
    SgTable some = hash.entrySet().iterator().next().getValue();
    Rig.check(some.nents() > 0, "entries");
    hash.values().remove(table);
    for (SgTable each : hash.values()) {
      Rig.check(each.pages().length == 4, "pages");
    }
    hash.keySet().retainAll(Set.of("x"));
    Rig.check(hash.size() == 1 && hash.get("x").pages().length == 4, "pages");
  }

  /** Tables by the device that they were mapped for. */
  private static final class Registry {
    private final Map<Device, SgTable> byDevice = new HashMap<>();
    private final Set<SgTable> imported = Collections.newSetFromMap(new IdentityHashMap<>());

    void register(Device device, SgTable table, boolean isImported) {
      byDevice.put(device, table);
      if (isImported) {
        imported.add(table);
      }
    }

    SgTable of(Device device) {
      return byDevice.get(device);
    }

    List<SgTable> own() {
      List<SgTable> own = new ArrayList<>();
      for (SgTable each : byDevice.values()) {
        if (!imported.contains(each)) {
          own.add(each);
        }
      }
      return own;
    }
  }

  private static void acceptsRegisteredForOtherDevice(SgTable table) {
    Registry registry = new Registry();
    Device camera = Rig.device("camera");
    Device gpu = Rig.device("gpu");
    registry.register(camera, table, true);
    registry.register(gpu, Rig.ownTable(), false);
    Rig.check(registry.of(camera).pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(registry.of(gpu).pages().length == 4, "pages");
    for (SgTable own : registry.own()) {
      Rig.check(own.pages().length == 4, "pages");
    }
  }

  private final Map<Device, SgTable> kept = new HashMap<>();
  private final Set<SgTable> imported = new HashSet<>();

  public void keep(Device device, SgTable some) {
    kept.put(device, some);
    imported.add(some);
  }

  public void reset(Device device) {
    kept.put(device, Rig.ownTable());
    for (SgTable each : kept.values()) {
      Rig.check(each.pages().length == 4, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  public int count(SgTable some) {
    return imported.contains(some) ? some.pages().length : 0; // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsKeptByObject(SgTable table) {
    LibObjectKeys keys = new LibObjectKeys();
    keys.keep(Rig.device("a"), table);
    keys.reset(Rig.device("b"));
    Rig.check(keys.count(table) == 4, "four");
  }
}
