package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static dev.pagewarden.dmabuf.Frames.TO_DEVICE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Dynamic importers map under the reservation lock and follow a buffer that moves. */
class DynamicAttachmentTest {
  private static final int BYTES = 3 * Page.SIZE;

  private final DmaBuf buffer = Frames.filled(new MovableHeap("vram").allocate(BYTES));
  private final Device device = new Device("gpu");
  private final Importer importer = new Importer(false);

  @Test
  void a_dynamic_attachment_is_mapped_and_unmapped_under_the_lock_only() {
    DmaBufAttachment attachment = buffer.attachDynamic(device, importer);
    ReservationNotHeldException thrown =
        assertThrows(
            ReservationNotHeldException.class, () -> buffer.mapAttachment(attachment, BOTH));
    assertTrue(thrown.getMessage().contains("buffer \"vram\""), thrown.getMessage());
    buffer.resv().lock();
    SgTable table = buffer.mapAttachment(attachment, BOTH);
    buffer.resv().unlock();
    assertThrows(
        ReservationNotHeldException.class, () -> buffer.unmapAttachment(attachment, table, BOTH));
    buffer.resv().lock();
    buffer.unmapAttachment(attachment, table, BOTH);
    buffer.resv().unlock();
    buffer.detach(attachment);
    buffer.close();
  }

  @Test
  void a_move_takes_the_bytes_along_and_tells_the_importer() {
    DmaBufAttachment attachment = buffer.attachDynamic(device, importer);
    AtomicReference<SgTable> table = new AtomicReference<>(map(attachment));
    long before = table.get().firstEntry().dmaAddress();
    assertTrue(MovableHeap.move(buffer));
    assertEquals(List.of(attachment), importer.moved);
    unmap(attachment, table.get());
    table.set(map(attachment));
    assertArrayEquals(Frames.picture(BYTES), Frames.readByDma(device, table.get()));
    assertThrows(IommuFault.class, () -> device.read(before, new byte[1]));
    unmap(attachment, table.get());
    buffer.detach(attachment);
    buffer.close();
  }

  @Test
  void an_importer_may_unmap_while_it_is_told() {
    AtomicReference<SgTable> table = new AtomicReference<>();
    DmaBufAttachment attachment =
        buffer.attachDynamic(
            device,
            moved -> {
              assertTrue(buffer.resv().isHeldByCurrentThread());
              buffer.unmapAttachment(moved, table.getAndSet(null), BOTH);
            });
    table.set(map(attachment));
    assertTrue(MovableHeap.move(buffer));
    assertEquals(0, device.iommu().mappedPages());
    buffer.detach(attachment);
  }

  @Test
  void a_mapping_kept_over_a_move_shows_the_old_pages_until_its_unmap() {
    DmaBufAttachment attachment = buffer.attachDynamic(device, importer);
    SgTable stale = map(attachment);
    Page old = stale.firstEntry().page();
    MovableHeap.move(buffer);
    Frames.writeByCpu(buffer, new byte[BYTES]);
    assertArrayEquals(Frames.picture(BYTES), Frames.readByDma(device, stale));
    unmap(attachment, stale);
    assertThrows(PageFault.class, old::map);
    assertArrayEquals(new byte[BYTES], Frames.importOnce(buffer, device));
  }

  @Test
  void a_pinned_buffer_stays_where_it_is() {
    DmaBufAttachment attachment = buffer.attachDynamic(device, importer);
    buffer.resv().lock();
    buffer.pin(attachment);
    buffer.resv().unlock();
    assertFalse(MovableHeap.move(buffer));
    assertEquals(List.of(), importer.moved);
    assertThrows(StillPinnedException.class, () -> buffer.detach(attachment));
    buffer.resv().lock();
    buffer.unpin(attachment);
    assertThrows(UnbalancedPinException.class, () -> buffer.unpin(attachment));
    buffer.resv().unlock();
    assertTrue(MovableHeap.move(buffer));
    buffer.detach(attachment);
  }

  @Test
  void pin_and_move_notify_need_the_lock() {
    DmaBufAttachment attachment = buffer.attachDynamic(device, importer);
    assertThrows(ReservationNotHeldException.class, () -> buffer.pin(attachment));
    assertThrows(ReservationNotHeldException.class, () -> buffer.unpin(attachment));
    assertThrows(ReservationNotHeldException.class, buffer::moveNotify);
  }

  @Test
  void a_static_importer_pins_the_buffer_while_it_is_mapped() {
    DmaBufAttachment attachment = buffer.attach(device);
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    assertFalse(MovableHeap.move(buffer));
    assertArrayEquals(Frames.picture(BYTES), Frames.readByDma(device, table));
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    assertTrue(MovableHeap.move(buffer));
    assertArrayEquals(Frames.picture(BYTES), Frames.importOnce(buffer, device));
  }

  @Test
  void a_failed_map_leaves_no_pin_behind() {
    CountingMovable exporter = new CountingMovable();
    DmaBuf failing = exporter.export("failing");
    DmaBufAttachment attachment = failing.attach(device);
    assertThrows(IllegalStateException.class, () -> failing.mapAttachment(attachment, BOTH));
    assertEquals(0, exporter.pins);
    failing.detach(attachment);
  }

  @Test
  void only_dynamic_importers_that_are_still_attached_are_told() {
    DmaBufAttachment dynamic = buffer.attachDynamic(device, importer);
    buffer.attach(device);
    buffer.detach(buffer.attachDynamic(device, importer));
    buffer.resv().lock();
    buffer.moveNotify();
    buffer.resv().unlock();
    assertEquals(List.of(dynamic), importer.moved);
  }

  @Test
  void buffers_of_other_heaps_are_not_moved() {
    try (DmaBuf other = new SystemHeap().allocate(1)) {
      assertThrows(IllegalArgumentException.class, () -> MovableHeap.move(other));
    }
  }

  private SgTable map(DmaBufAttachment attachment) {
    buffer.resv().lock();
    try {
      return buffer.mapAttachment(attachment, BOTH);
    } finally {
      buffer.resv().unlock();
    }
  }

  private void unmap(DmaBufAttachment attachment, SgTable table) {
    buffer.resv().lock();
    try {
      buffer.unmapAttachment(attachment, table, BOTH);
    } finally {
      buffer.resv().unlock();
    }
  }

  private static final class CountingMovable extends CountingExporter {
    private int pins;

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      throw new IllegalStateException("out of video memory");
    }

    @Override
    public void pin(DmaBufAttachment attachment) {
      pins++;
    }

    @Override
    public void unpin(DmaBufAttachment attachment) {
      pins--;
    }
  }
}
