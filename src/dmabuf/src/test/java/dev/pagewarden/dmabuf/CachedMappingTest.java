package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static dev.pagewarden.dmabuf.Frames.FROM_DEVICE;
import static dev.pagewarden.dmabuf.Frames.TO_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Where the exporter asks for it, the core keeps an attachment's mapping until the detach. */
class CachedMappingTest {
  private final CountingExporter exporter =
      new CountingExporter() {
        @Override
        public boolean cacheSgtMapping() {
          return true;
        }
      };
  private final DmaBuf buffer = exporter.export("cached");
  private final Device device = new Device("gpu");
  private final DmaBufAttachment attachment = buffer.attach(device);

  @Test
  void an_attachment_gets_one_table_again_and_again() {
    SgTable first = buffer.mapAttachment(attachment, TO_DEVICE);
    buffer.unmapAttachment(attachment, first, TO_DEVICE);
    SgTable second = buffer.mapAttachment(attachment, TO_DEVICE);
    assertSame(first, second);
    assertEquals(1, exporter.maps.get());
    assertEquals(0, exporter.unmaps.get());
    buffer.unmapAttachment(attachment, second, TO_DEVICE);
    buffer.detach(attachment);
    assertEquals(1, exporter.unmaps.get());
    assertEquals(0, device.iommu().mappedPages());
    buffer.close();
  }

  @Test
  void the_attachment_tells_what_is_cached() {
    assertFalse(attachment.hasCachedTable());
    assertNull(attachment.direction());
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    assertTrue(attachment.hasCachedTable());
    assertEquals(TO_DEVICE, attachment.direction());
    buffer.detach(attachment);
    assertFalse(attachment.hasCachedTable());
  }

  @Test
  void the_device_may_use_a_cached_table_after_the_unmap_but_not_after_the_detach() {
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    long address = table.firstEntry().dmaAddress();
    device.read(address, new byte[Page.SIZE]);
    buffer.detach(attachment);
    assertThrows(IommuFault.class, () -> device.read(address, new byte[1]));
  }

  @Test
  void another_direction_than_the_cached_one_is_busy() {
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    CachedDirectionException busy =
        assertThrows(
            CachedDirectionException.class, () -> buffer.mapAttachment(attachment, FROM_DEVICE));
    assertTrue(busy.getMessage().contains("buffer \"cached\""), busy.getMessage());
    assertThrows(CachedDirectionException.class, () -> buffer.mapAttachment(attachment, BOTH));
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    buffer.detach(attachment);
  }

  @Test
  void a_cached_bidirectional_mapping_serves_every_direction() {
    SgTable table = buffer.mapAttachment(attachment, BOTH);
    assertSame(table, buffer.mapAttachment(attachment, FROM_DEVICE));
    assertThrows(StillMappedException.class, () -> buffer.detach(attachment));
    buffer.unmapAttachment(attachment, table, BOTH);
    assertThrows(
        WrongDirectionException.class, () -> buffer.unmapAttachment(attachment, table, BOTH));
    buffer.unmapAttachment(attachment, table, FROM_DEVICE);
    assertThrows(
        DoubleUnmapException.class, () -> buffer.unmapAttachment(attachment, table, FROM_DEVICE));
    buffer.detach(attachment);
    assertEquals(1, exporter.unmaps.get());
  }

  @Test
  void attachments_do_not_share_cached_tables() {
    DmaBufAttachment other = buffer.attach(device);
    SgTable mine = buffer.mapAttachment(attachment, TO_DEVICE);
    SgTable others = buffer.mapAttachment(other, TO_DEVICE);
    assertNotSame(mine, others);
    assertThrows(ForeignTableException.class, () -> buffer.unmapAttachment(other, mine, TO_DEVICE));
  }

  @Test
  void an_attachment_that_was_never_mapped_detaches_without_unmap() {
    buffer.detach(attachment);
    assertEquals(0, exporter.unmaps.get());
  }

  @Test
  void without_caching_each_map_is_a_fresh_table() {
    CountingExporter plain = new CountingExporter();
    DmaBuf uncached = plain.export("plain");
    DmaBufAttachment own = uncached.attach(device);
    SgTable first = uncached.mapAttachment(own, TO_DEVICE);
    SgTable second = uncached.mapAttachment(own, FROM_DEVICE);
    assertNotSame(first, second);
    assertNull(own.direction());
    uncached.unmapAttachment(own, first, TO_DEVICE);
    uncached.unmapAttachment(own, second, FROM_DEVICE);
    assertEquals(2, plain.unmaps.get());
  }
}
