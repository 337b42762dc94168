package drivers;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.DmaPageIterator;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import support.Rig;

/**
 * The core's helper walked pages and DMA addresses in lock-step, which read pages nobody asked for
 * and broke as soon as an IOMMU merged entries; the mend walks the DMA list alone (case 6; rule
 * I15).
 */
public final class PrimeLockstep {
  private PrimeLockstep() {}

  /** Builds the page directory of an imported buffer with both walkers. */
  public static void main(String[] args) {
    Device device = Rig.device("gart");
    try (DmaBuf buffer = Rig.buffer()) {
      check(device, importWith(buffer, device, PrimeLockstep::inLockstep));
      check(device, importWith(buffer, device, PrimeLockstep::dmaOnly));
    }
  }

  /** One slot of the directory: where the device finds the block, and the frame behind it. */
  private record Slot(long dmaAddress, Page frame) {}

  private interface Walker {
    List<Slot> walk(SgTable table);
  }

  private static List<byte[]> importWith(DmaBuf buffer, Device device, Walker walker) {
    DmaBufAttachment attachment = buffer.attach(device);
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    try {
      List<byte[]> blocks = new ArrayList<>();
      for (Slot slot : walker.walk(table)) {
        byte[] block = new byte[Rig.PAGE_SIZE];
        device.read(slot.dmaAddress(), block);
        blocks.add(block);
      }
      return blocks;
    } finally {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static List<Slot> inLockstep(SgTable table) {
    List<Slot> slots = new ArrayList<>();
    Iterator<Page> frames = table.pageIterator(); // expect: DMABUF_PAGE_ACCESS
    DmaPageIterator addresses = table.dmaPages();
    while (addresses.hasNext() && frames.hasNext()) {
      slots.add(new Slot(addresses.next(), frames.next()));
    }
    return slots;
  }

  private static List<Slot> dmaOnly(SgTable table) {
    List<Slot> slots = new ArrayList<>();
    DmaPageIterator addresses = table.dmaPages();
    while (addresses.hasNext()) {
      slots.add(new Slot(addresses.next(), null));
    }
    return slots;
  }

  private static void check(Device device, List<byte[]> blocks) {
    Rig.check(blocks.size() == Rig.FRAME_BYTES / Rig.PAGE_SIZE, device.name() + ": blocks lost");
    Rig.expectFrame(device.name(), blocks.get(0));
  }
}
