package support;

import dev.pagewarden.dmabuf.CachingExporter;
import dev.pagewarden.dmabuf.CarveoutHeap;
import dev.pagewarden.dmabuf.CmaHeap;
import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.MovableHeap;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.PageAllocator;
import dev.pagewarden.dmabuf.PeerMemoryExporter;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import dev.pagewarden.dmabuf.SystemHeap;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Buffers, devices and own tables for the cases.
 *
 * <p>Every buffer comes filled with {@link #frame(int)}, so that a case can compare what went
 * through its importer byte by byte.
 */
public final class Rig {
  /** Bytes in a page of the memory model. */
  public static final int PAGE_SIZE = Page.SIZE;

  /** Bytes in the frame that {@link #buffer()} holds: four pages. */
  public static final int FRAME_BYTES = 4 * PAGE_SIZE;

  private Rig() {}

  /** A page-backed buffer of {@link #FRAME_BYTES} bytes from the system heap, filled. */
  public static DmaBuf buffer() {
    return buffer(FRAME_BYTES);
  }

  /** A page-backed buffer of {@code bytes} bytes from the system heap, filled. */
  public static DmaBuf buffer(int bytes) {
    return filled(new SystemHeap().allocate(bytes));
  }

  /** A page-backed, physically contiguous buffer of {@code bytes} bytes, filled. */
  public static DmaBuf contiguousBuffer(int bytes) {
    return filled(new CmaHeap().allocate(bytes));
  }

  /** A filled buffer whose exporter consents to pages being passed to any attachment. */
  public static DmaBuf sharingBuffer(int bytes) {
    return new SharingExporter(bytes / PAGE_SIZE).export("sharing");
  }

  /** A filled buffer that {@link MovableHeap#move} moves: its importers had better be dynamic. */
  public static DmaBuf movableBuffer(int bytes) {
    return filled(new MovableHeap().allocate(bytes));
  }

  /** A filled buffer whose mappings the core keeps from the first map to the detach. */
  public static DmaBuf cachedBuffer(int bytes) {
    return filled(new CachingExporter().allocate(bytes));
  }

  /** A filled buffer in memory that every device reaches and that has no page behind it. */
  public static DmaBuf carvedOutBuffer(int bytes) {
    return filled(new CarveoutHeap().allocate(bytes));
  }

  /** A filled buffer in another device's memory: for importers that allow peer-to-peer only. */
  public static DmaBuf peerBuffer(int bytes) {
    return filled(new PeerMemoryExporter().allocate(bytes));
  }

  /** A device with an IOMMU of its own. */
  public static Device device(String name) {
    return new Device(name);
  }

  /** Freshly allocated pages, filled with {@link #frame(int)}, that nobody has exported. */
  public static Page[] ownPages(int count) {
    Page[] pages = PageAllocator.system().allocate(count).toArray(new Page[0]);
    byte[] frame = frame(count * PAGE_SIZE);
    for (int i = 0; i < count; i++) {
      pages[i].map().put(frame, i * PAGE_SIZE, PAGE_SIZE);
    }
    return pages;
  }

  /** A table over four own pages that was never exported: its CPU side is the caller's. */
  public static SgTable ownTable() {
    return ownTable(FRAME_BYTES / PAGE_SIZE);
  }

  /** A table over {@code count} own pages that was never exported. */
  public static SgTable ownTable(int count) {
    return SgTable.ofPages(ownPages(count));
  }

  /** The test picture: {@code bytes} bytes that differ from page to page. */
  public static byte[] frame(int bytes) {
    byte[] frame = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      frame[i] = (byte) (i * 31 + i / PAGE_SIZE * 7 + 1);
    }
    return frame;
  }

  /** What {@code device} sees when it reads a mapped table from its first to its last byte. */
  public static byte[] readByDma(Device device, SgTable table) {
    int total = 0;
    for (Scatterlist entry : table.dmaEntries()) {
      total += (int) entry.dmaLength();
    }
    ByteBuffer frame = ByteBuffer.allocate(total);
    for (Scatterlist entry : table.dmaEntries()) {
      byte[] part = new byte[(int) entry.dmaLength()];
      device.read(entry.dmaAddress(), part);
      frame.put(part);
    }
    return frame.array();
  }

  /**
   * Copies the next {@code count} bytes out of {@code buffer}; what a CPU reads of a mapping.
   *
   * @throws java.nio.BufferUnderflowException if fewer are left
   */
  public static byte[] bytes(ByteBuffer buffer, int count) {
    byte[] bytes = new byte[count];
    buffer.get(bytes);
    return bytes;
  }

  /**
   * Stops the run unless {@code seen} is the start of the test picture.
   *
   * @throws AssertionError naming {@code who} and the first wrong byte
   */
  public static void expectFrame(String who, byte[] seen) {
    int wrong = Arrays.mismatch(seen, frame(seen.length));
    check(wrong < 0, who + ": byte " + wrong + " of the frame is wrong");
  }

  /**
   * Stops the run unless {@code claim} holds.
   *
   * @throws AssertionError with {@code otherwise} as its message
   */
  public static void check(boolean claim, String otherwise) {
    if (!claim) {
      throw new AssertionError(otherwise);
    }
  }

  private static DmaBuf filled(DmaBuf buffer) {
    buffer.beginCpuAccess(DmaDirection.TO_DEVICE);
    ByteBuffer mapping = buffer.vmap();
    mapping.duplicate().put(frame((int) buffer.size()));
    buffer.vunmap(mapping);
    buffer.endCpuAccess(DmaDirection.TO_DEVICE);
    return buffer;
  }
}
