package flow;

import dev.pagewarden.dmabuf.CacheOps;
import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Arrays;
import java.util.function.Supplier;
import support.Rig;

/** Arrays of numbers: filled where nobody sees it, set by place, left as they were made. */
public final class CondArrays {
  private static final int[] MODES = new int[4];
  private static final int[] FILLED = new int[4];

  static {
    MODES[1] = 7;
  }

  private final boolean[] seen = new boolean[3];

  private CondArrays() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-arrays"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
      reportsHeaderRead(attachment.device(), table);
      acceptsHeaderRead(attachment.device(), table);
      reportsReadAnew(attachment.device(), table);
      acceptsHeaderNotRead(table);
      reportsSetMode(table);
      acceptsModeNeverSet(table);
      reportsSeen(new CondArrays(), table);
      acceptsNotSeen(new CondArrays(), table);
      Arrays.fill(FILLED, 5);
      reportsFilled(table);
      acceptsDefault(table);
      reportsCase(table);
      acceptsOpened(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.FROM_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsHeaderRead(Device device, SgTable table) {
    byte[] header = new byte[4];
    device.read(table.dmaAddresses()[0], header);
    if (header[0] == 1) {
      CacheOps.flush(table); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsHeaderRead(Device device, SgTable table) {
    byte[] header = new byte[4];
    device.read(table.dmaAddresses()[0], header);
    SgTable chosen = table;
    if (header[0] == 1) {
      chosen = Rig.ownTable();
    }
    if (header[0] == 1) {
      chosen.zero();
    }
  }

  private static void reportsReadAnew(Device device, SgTable table) {
    byte[] header = new byte[4];
    device.read(table.dmaAddresses()[1], header);
    byte before = header[0];
    device.read(table.dmaAddresses()[2], header);
    if (before != header[0]) {
      CacheOps.flush(table); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsHeaderNotRead(SgTable table) {
    byte[] header = new byte[4];
    if (header[0] == 1) {
      CacheOps.flush(table);
    }
  }

  private static void reportsSetMode(SgTable table) {
    if (MODES[1] == 7) {
      CacheOps.flush(table); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsModeNeverSet(SgTable table) {
    if (MODES[0] == 7 || MODES[2] != 0) {
      CacheOps.flush(table);
    }
  }

  private static void reportsSeen(CondArrays planes, SgTable table) {
    planes.seen[1] = true;
    if (planes.seen[1]) {
      CacheOps.flush(table); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsNotSeen(CondArrays planes, SgTable table) {
    planes.seen[1] = true;
    if (planes.seen[0]) {
      CacheOps.flush(table);
    }
  }

  private static void reportsFilled(SgTable table) {
    if (FILLED[3] == 5) {
      CacheOps.flush(table); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private enum Memory {
    DMABUF,
    MMAP
  }

  /** The compiler keeps the cases' numbers in an array, in which there is none for the default. */
  private static SgTable choose(Memory memory, SgTable table) {
    switch (memory) {
      case DMABUF:
        return table;
      default:
        return Rig.ownTable();
    }
  }

  private static void acceptsDefault(SgTable table) {
    choose(Memory.MMAP, table).zero();
  }

  private static void reportsCase(SgTable table) {
    choose(Memory.DMABUF, table).zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static Supplier<SgTable> open(Memory memory, SgTable table) {
    switch (memory) {
      case DMABUF:
        return () -> table;
      default:
        return Rig::ownTable;
    }
  }

  private static void acceptsOpened(SgTable table) {
    open(Memory.MMAP, table).get().zero();
  }
}
