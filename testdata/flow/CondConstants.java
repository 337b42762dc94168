package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import support.Rig;

/** Questions to which constants and classes are the answer, asked of one of several slots. */
public final class CondConstants {
  private enum Backing {
    KERNEL,
    USER,
    EXTERNAL
  }

  private static class Slot {
    private final Backing backing;
    private final SgTable table;

    Slot(Backing backing, SgTable table) {
      this.backing = backing;
      this.table = table;
    }

    int pages() {
      return table.pages().length;
    }
  }

  private static final class ExternalSlot extends Slot {
    ExternalSlot(SgTable table) {
      super(Backing.EXTERNAL, table);
    }

    @Override
    int pages() {
      return 4;
    }
  }

  private CondConstants() {}

  /** Asks every question of four slots, of which one holds an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-constants"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Slot first = new Slot(Backing.KERNEL, Rig.ownTable());
      Slot second = new Slot(Backing.KERNEL, Rig.ownTable());
      Slot third = new Slot(Backing.USER, Rig.ownTable());
      Slot fourth = new ExternalSlot(table);
      for (Slot slot : List.of(first, second, third, fourth)) {
        acceptsEqualConstant(slot);
        reportsOtherConstant(slot);
        acceptsConstantInSet(slot);
        acceptsErrorOfHelper(slot);
        reportsErrorOfHelper(slot);
        Rig.check(slot.pages() == 4, "four pages");
      }
      acceptsInstancesOnly(first, fourth);
      acceptsTableGivenUp(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsEqualConstant(Slot slot) {
    if (Objects.equals(slot.backing, Backing.KERNEL) || slot.backing.equals(Backing.USER)) {
      Rig.check(slot.table.pages().length == 4, "four pages");
    }
  }

  private static void reportsOtherConstant(Slot slot) {
    if (!Objects.equals(slot.backing, Backing.KERNEL)) {
      Rig.check(slot.table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsConstantInSet(Slot slot) {
    if (EnumSet.of(Backing.KERNEL, Backing.USER).contains(slot.backing)) {
      Rig.check(slot.table.pages().length == 4, "four pages");
    }
  }

  private static int check(Slot slot) {
    return slot.backing == Backing.EXTERNAL ? -13 : 0;
  }

  private static void acceptsErrorOfHelper(Slot slot) {
    if (check(slot) != 0) {
      return;
    }
    Rig.check(slot.table.pages().length == 4, "four pages");
  }

  private static void reportsErrorOfHelper(Slot slot) {
    if (check(slot) < 0) {
      Rig.check(slot.table.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsInstancesOnly(Slot own, Slot external) {
    Stream.of(own, external)
        .filter(slot -> !ExternalSlot.class.isInstance(slot))
        .forEach(slot -> Rig.check(slot.table.pages().length == 4, "four pages"));
  }

  private static void acceptsTableGivenUp(SgTable table) {
    SgTable own = Rig.ownTable();
    SgTable current = own;
    try {
      current = table;
      throw new IllegalStateException("busy");
    } catch (IllegalStateException busy) {
      current = own;
    } finally {
      Rig.check(current.pages().length == 4, "four pages");
    }
  }
}
