package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Rings of descriptors, as long as hardware's, that are made once and used again and again. */
public final class HeapRings {
  private static final class Descriptor {
    SgTable table;
    boolean isImported;
    Runnable done;

    void reset() {
      table = null;
      isImported = false;
      done = null;
    }
  }

  private static final class Ring {
    private final Descriptor[] descriptors;
    private int head;
    private int tail;

    Ring(int size) {
      descriptors = new Descriptor[size];
      for (int i = 0; i < size; i++) {
        descriptors[i] = new Descriptor();
      }
    }

    Descriptor reserve() {
      Descriptor reserved = descriptors[head & descriptors.length - 1];
      reserved.reset();
      head++;
      return reserved;
    }

    void complete() {
      while (tail != head) {
        Descriptor next = descriptors[tail++ & descriptors.length - 1];
        if (!next.isImported) {
          next.table.pages();
        }
        if (next.done != null) {
          next.done.run();
        }
        next.reset();
      }
    }
  }

  private HeapRings() {}

  /** Runs every variant. */
  public static void main(String[] args) {
    DmaBuf buffer = Rig.buffer();
    SgTable table = buffer.mapAttachment(buffer.attach(Rig.device("ring")), DmaDirection.TO_DEVICE);
    acceptsFlaggedDescriptors(table);
    reportsCompletion(table);
    reportsOneOfEight(table);
    acceptsRefilledSlots(table);
  }

  private static void acceptsFlaggedDescriptors(SgTable table) {
    Ring ring = new Ring(8);
    Descriptor imported = ring.reserve();
    imported.table = table;
    imported.isImported = true;
    ring.complete();
    Descriptor own = ring.reserve();
    own.table = Rig.ownTable(1);
    ring.complete();
  }

  private static void reportsCompletion(SgTable table) {
    Ring ring = new Ring(16);
    Descriptor imported = ring.reserve();
    imported.table = table;
    imported.isImported = true;
    imported.done = () -> table.pages(); // expect: DMABUF_PAGE_ACCESS
    ring.complete();
    Descriptor own = ring.reserve();
    own.table = Rig.ownTable(1);
    own.done = () -> own.table.pages();
    ring.complete();
  }

  private static void reportsOneOfEight(SgTable table) {
    SgTable[] slots = new SgTable[8];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = i == 6 ? table : Rig.ownTable(1);
    }
    slots[5].pages();
    slots[6].pages(); // expect: DMABUF_PAGE_ACCESS
    slots[7].pages();
  }

  private static void acceptsRefilledSlots(SgTable table) {
    SgTable[] slots = new SgTable[8];
    slots[7] = table;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Rig.ownTable(1);
    }
    for (SgTable slot : slots) {
      slot.pages();
    }
  }
}
