package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import support.Rig;

/** What is left in a collection after several elements were taken out of it at once. */
public final class LibRemovals {
  private LibRemovals() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-removals"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsRemoveIfContains(table);
      acceptsRemovedKeys(table);
      acceptsRemovedEntries(table);
      acceptsRemovedAndRetainedTables(table);
      reportsRemovedBySomethingUnknown(table);
      acceptsEndAfterRemoval(table);
      acceptsListDrainedInLoop(table);
      acceptsReplacedEntries(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsRemoveIfContains(SgTable table) {
    SgTable second = table;
    Set<SgTable> imported = new HashSet<>();
    imported.add(second);
    List<SgTable> all = new ArrayList<>(List.of(table, Rig.ownTable()));
    all.removeIf(imported::contains);
    for (SgTable left : all) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
    List<SgTable> more = new ArrayList<>(List.of(table, Rig.ownTable()));
    Set<SgTable> own = Set.of(more.get(1));
    more.removeIf(own::contains);
    for (SgTable left : more) {
      Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsRemovedKeys(SgTable table) {
    Map<String, SgTable> all = new HashMap<>();
    all.put("camera", table);
    all.put("gpu", table);
    all.put("own", Rig.ownTable());
    Set<String> imported = Set.of("camera", "gpu");
    Map<String, SgTable> byKeySet = new HashMap<>(all);
    byKeySet.keySet().removeIf(imported::contains);
    for (SgTable left : byKeySet.values()) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
    Map<String, SgTable> removed = new HashMap<>(all);
    removed.keySet().removeAll(imported);
    for (SgTable left : removed.values()) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
    Map<String, SgTable> retained = new HashMap<>(all);
    retained.keySet().retainAll(imported);
    for (SgTable left : retained.values()) {
      Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    Map<String, SgTable> own = new HashMap<>(all);
    own.keySet().retainAll(List.of("own"));
    for (SgTable left : own.values()) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsRemovedEntries(SgTable table) {
    Map<String, SgTable> all = new LinkedHashMap<>();
    all.put("camera", table);
    all.put("own", Rig.ownTable());
    Map<String, SgTable> byKey = new LinkedHashMap<>(all);
    byKey.entrySet().removeIf(entry -> entry.getKey().equals("camera"));
    byKey.forEach((name, left) -> Rig.check(left.firstEntry().page() != null, name));
    Map<String, SgTable> byValue = new LinkedHashMap<>(all);
    byValue.entrySet().removeIf(entry -> entry.getValue() != table);
    for (SgTable left : byValue.values()) {
      Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    Map<String, SgTable> byNone = new LinkedHashMap<>(all);
    byNone.entrySet().removeIf(entry -> entry.getKey().equals("gpu"));
    for (SgTable left : byNone.values()) {
      Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    Map<String, SgTable> values = new LinkedHashMap<>(all);
    values.values().removeIf(value -> value == table);
    for (SgTable left : values.values()) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsRemovedAndRetainedTables(SgTable table) {
    SgTable own = Rig.ownTable();
    Set<SgTable> imported = new LinkedHashSet<>();
    imported.add(table);
    imported.add(Rig.ownTable());
    List<SgTable> removed = new ArrayList<>(List.of(own, table));
    removed.removeAll(imported);
    Rig.check(removed.get(0).firstEntry().page() != null, "a page");
    List<SgTable> shifted = new ArrayList<>(List.of(own, table, own));
    shifted.removeAll(Set.of(table));
    Rig.check(shifted.get(1).firstEntry().page() != null, "a page");
    List<SgTable> first = new ArrayList<>(List.of(own, table));
    first.removeAll(Set.of(own));
    Rig.check(first.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    List<SgTable> retained = new ArrayList<>(List.of(own, table));
    retained.retainAll(imported);
    for (SgTable left : retained) {
      Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    List<SgTable> others = new ArrayList<>(List.of(own, table));
    others.retainAll(Set.of(own));
    for (SgTable left : others) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
    Set<SgTable> set = new HashSet<>(List.of(own, table));
    set.removeAll(List.of(table));
    for (SgTable left : set) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsRemovedBySomethingUnknown(SgTable table) {
    Set<String> names = new HashSet<>();
    if (System.nanoTime() == 0) {
      names.add("camera");
    }
    Map<String, SgTable> all = new HashMap<>();
    all.put("camera", table);
    all.keySet().removeIf(names::contains);
    for (SgTable left : all.values()) {
      Rig.check(left.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    List<SgTable> list = new ArrayList<>(List.of(table, Rig.ownTable()));
    list.removeIf(each -> each.hashCode() == 0 && System.nanoTime() == 0);
    Rig.check(list.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsEndAfterRemoval(SgTable table) {
    List<SgTable> stack = new ArrayList<>();
    stack.add(Rig.ownTable());
    stack.add(table);
    SgTable top = stack.remove(stack.size() - 1);
    Rig.check(top.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(stack.get(stack.size() - 1).firstEntry().page() != null, "a page");
    Deque<SgTable> deque = new ArrayDeque<>();
    deque.offerLast(Rig.ownTable());
    deque.offerFirst(table);
    deque.offerLast(Rig.ownTable());
    Rig.check(deque.peekLast().firstEntry().page() != null, "a page");
    SgTable first = deque.pollFirst();
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    while (!deque.isEmpty()) {
      Rig.check(deque.removeLast().firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsListDrainedInLoop(SgTable table) {
    List<SgTable> pending = new ArrayList<>(List.of(Rig.ownTable(), table));
    while (pending.size() > 1) {
      pending.remove(pending.size() - 1).dmaEntries();
    }
    Rig.check(pending.get(0).firstEntry().page() != null, "a page");
    List<SgTable> mixed = new ArrayList<>(List.of(table, Rig.ownTable(), table));
    for (Iterator<SgTable> it = mixed.iterator(); it.hasNext(); ) {
      if (it.next() == table) {
        it.remove();
      }
    }
    for (SgTable left : mixed) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
    Collection<SgTable> drained = new ArrayDeque<>(List.of(table));
    drained.clear();
    drained.add(Rig.ownTable());
    for (SgTable left : drained) {
      Rig.check(left.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsReplacedEntries(SgTable table) {
    Map<String, SgTable> all = new HashMap<>();
    all.put("camera", table);
    all.put("own", Rig.ownTable());
    for (Map.Entry<String, SgTable> entry : all.entrySet()) {
      if (entry.getKey().equals("camera")) {
        SgTable old = entry.setValue(Rig.ownTable());
        Rig.check(old.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
    Rig.check(all.get("camera").firstEntry().page() != null, "a page");
    Map<String, SgTable> one = new HashMap<>();
    one.put("camera", table);
    for (Map.Entry<String, SgTable> entry : one.entrySet()) {
      entry.setValue(Rig.ownTable());
    }
    Rig.check(one.get("camera").firstEntry().page() != null, "a page");
    one.entrySet().forEach(entry -> entry.setValue(table));
    Rig.check(
        one.get("camera").firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
