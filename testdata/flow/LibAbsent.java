package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import support.Rig;

/** What maps and references do where nothing is there yet, and where something is. */
public final class LibAbsent {
  private LibAbsent() {}

  /** A stack without locks. */
  private static final class Stack {
    private record Link(SgTable table, Link below) {}

    private final AtomicReference<Link> top = new AtomicReference<>();

    void push(SgTable table) {
      Link below;
      do {
        below = top.get();
      } while (!top.compareAndSet(below, new Link(table, below)));
    }

    SgTable pop() {
      Link link;
      do {
        link = top.get();
      } while (!top.compareAndSet(link, link.below()));
      return link.table();
    }
  }

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-absent"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsMerged(table);
      acceptsMergeThatKeeps(table);
      acceptsComputeOfWhatIsThere(table);
      reportsStacks(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsMerged(SgTable table) {
    Map<String, SgTable> latest = new HashMap<>();
    latest.merge("in", table, (was, now) -> now);
    Rig.check(latest.get("in").pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    latest.merge("in", Rig.ownTable(), (was, now) -> now);
    Rig.check(latest.get("in").pages().length == 4, "four pages");
  }

  private static void acceptsMergeThatKeeps(SgTable table) {
    Map<String, SgTable> first = new HashMap<>();
    first.put("in", Rig.ownTable());
    first.merge("in", table, (was, now) -> was);
    Rig.check(first.get("in").pages().length == 4, "four pages");
  }

  private static void acceptsComputeOfWhatIsThere(SgTable table) {
    Map<String, SgTable> tables = new HashMap<>();
    tables.put("in", Rig.ownTable());
    tables.compute("in", (name, was) -> was == null ? table : was);
    Rig.check(tables.get("in").pages().length == 4, "four pages");
  }

  private static void reportsStacks(SgTable table) {
    Stack imported = new Stack();
    imported.push(table);
    Rig.check(imported.pop().pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Stack own = new Stack();
    own.push(Rig.ownTable());
    Rig.check(own.pop().pages().length == 4, "four pages");
  }
}
