package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory without pages can be imported by whoever goes by DMA addresses. */
class PagelessMemoryTest {
  private static final int BYTES = 3 * Page.SIZE;

  private final Device device = new Device("nic");

  private static Heap heap(String name) {
    return name.equals("peer") ? new PeerMemoryExporter() : new CarveoutHeap();
  }

  @ParameterizedTest
  @ValueSource(strings = {"peer", "carveout"})
  void tables_have_a_dma_side_and_nothing_else(String name) {
    DmaBuf buffer = Frames.filled(heap(name).allocate(BYTES));
    DmaBufAttachment attachment = buffer.attachDynamic(device, new Importer(true));
    assertTrue(attachment.peer2peer());
    buffer.resv().lock();
    SgTable table = buffer.mapAttachment(attachment, BOTH);
    Scatterlist only = table.firstEntry();
    assertNull(only.page());
    assertEquals(0, only.length());
    assertEquals(0, table.origNents());
    assertEquals(0, table.pages().length);
    assertEquals(0, table.copyTo(ByteBuffer.allocate(1)));
    assertEquals(1, table.nents());
    assertEquals(BYTES, table.contiguousSize());
    assertEquals(name.equals("peer"), only.isBusAddress());
    assertArrayEquals(Frames.picture(BYTES), Frames.readByDma(device, table));
    Frames.writeByDma(device, table, new byte[BYTES]);
    assertArrayEquals(new byte[BYTES], Frames.readByCpu(buffer));
    buffer.unmapAttachment(attachment, table, BOTH);
    buffer.resv().unlock();
    buffer.detach(attachment);
    buffer.close();
    assertEquals(0, device.iommu().mappedPages());
  }

  @Test
  void a_peer_refuses_importers_that_want_pages() {
    try (DmaBuf buffer = PeerMemoryExporter.export("bar0", BYTES)) {
      UnreachableDeviceException refusal =
          assertThrows(UnreachableDeviceException.class, () -> buffer.attach(device));
      assertTrue(refusal.getMessage().contains("buffer \"bar0\""), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("allowPeer2Peer()"), refusal.getMessage());
      assertThrows(
          UnreachableDeviceException.class,
          () -> buffer.attachDynamic(device, new Importer(false)));
    }
  }

  @Test
  void a_static_importer_reaches_a_carveout() {
    try (DmaBuf buffer = Frames.filled(new CarveoutHeap().allocate(BYTES))) {
      assertArrayEquals(Frames.picture(BYTES), Frames.importOnce(buffer, device));
    }
  }

  @Test
  void a_user_mapping_shows_memory_without_pages() {
    try (DmaBuf buffer = Frames.filled(PeerMemoryExporter.export("bar0", BYTES))) {
      UserMapping user = new UserMapping(Page.SIZE);
      buffer.mmap(user);
      assertArrayEquals(Frames.picture(Page.SIZE), Frames.bytesOf(user.view()));
    }
  }
}
