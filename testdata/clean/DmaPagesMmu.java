package clean;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.DmaPageIterator;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.Map;
import support.Rig;

/**
 * A GPU fills its page table with the iterator over DMA pages; the word page is in the name, the
 * values are addresses (case 41).
 */
public final class DmaPagesMmu {
  private DmaPagesMmu() {}

  /** Maps two imports behind each other and reads through the page table. */
  public static void main(String[] args) {
    Mmu mmu = new Mmu(Rig.device("v3d"));
    try (DmaBuf first = Rig.buffer();
        DmaBuf second = Rig.buffer(2 * Rig.PAGE_SIZE);
        Binding one = mmu.bind(first);
        Binding two = mmu.bind(second)) {
      Rig.expectFrame("mmu", mmu.read(one.firstSlot));
      Rig.expectFrame("mmu", mmu.read(two.firstSlot));
      Rig.check(two.firstSlot == 4, "mmu: the bindings overlap");
    }
  }

  private static final class Mmu {
    private final Device device;
    private final Map<Integer, Long> pageTable = new HashMap<>();

    Mmu(Device device) {
      this.device = device;
    }

    Binding bind(DmaBuf buffer) {
      Binding binding = new Binding(buffer, device, pageTable.size());
      for (DmaPageIterator pages = binding.table.dmaPages(); pages.hasNext(); ) {
        pageTable.put(pageTable.size(), pages.next());
      }
      return binding;
    }

    byte[] read(int slot) {
      byte[] block = new byte[Rig.PAGE_SIZE];
      device.read(pageTable.get(slot), block);
      return block;
    }
  }

  private static final class Binding implements AutoCloseable {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private final SgTable table;
    private final int firstSlot;

    Binding(DmaBuf buffer, Device device, int firstSlot) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
      this.table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      this.firstSlot = firstSlot;
    }

    @Override
    public void close() {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
