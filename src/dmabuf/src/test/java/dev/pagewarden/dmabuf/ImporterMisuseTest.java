package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static dev.pagewarden.dmabuf.Frames.FROM_DEVICE;
import static dev.pagewarden.dmabuf.Frames.TO_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each broken rule has an exception of its own, which names the buffer and changes nothing. */
class ImporterMisuseTest {
  private final CountingExporter exporter = new CountingExporter();
  private final DmaBuf buffer = exporter.export("plane");
  private final Device device = new Device("scanner");
  private final DmaBufAttachment attachment = buffer.attach(device);

  private static <T extends DmaBufException> void refused(
      Class<T> type, String mend, Executable action) {
    T thrown = assertThrows(type, action);
    assertSame(type, thrown.getClass());
    String message = thrown.getMessage();
    assertTrue(message.startsWith("buffer \"plane\""), message);
    assertTrue(message.contains(mend), message);
    assertTrue(message.startsWith(thrown.subject()), message);
  }

  private void finish(SgTable table) {
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    buffer.detach(attachment);
    buffer.close();
    assertEquals(exporter.maps.get(), exporter.unmaps.get());
    assertEquals(1, exporter.releases.get());
  }

  @Test
  void everything_is_refused_after_the_last_close() {
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    finish(table);
    String mend = "keep a reference with get()";
    refused(BufferClosedException.class, mend, () -> buffer.mapAttachment(attachment, TO_DEVICE));
    refused(
        BufferClosedException.class,
        mend,
        () -> buffer.unmapAttachment(attachment, table, TO_DEVICE));
    refused(BufferClosedException.class, mend, () -> buffer.attach(device));
    refused(
        BufferClosedException.class, mend, () -> buffer.attachDynamic(device, new Importer(false)));
    refused(BufferClosedException.class, mend, () -> buffer.detach(attachment));
    refused(BufferClosedException.class, mend, buffer::vmap);
    refused(BufferClosedException.class, mend, () -> buffer.vunmap(null));
    refused(BufferClosedException.class, mend, () -> buffer.mmap(new UserMapping(1)));
    refused(BufferClosedException.class, mend, () -> buffer.beginCpuAccess(BOTH));
    refused(BufferClosedException.class, mend, () -> buffer.endCpuAccess(BOTH));
    refused(BufferClosedException.class, mend, buffer::moveNotify);
    refused(BufferClosedException.class, mend, () -> buffer.sharesPages(attachment));
    refused(BufferClosedException.class, mend, buffer::get);
    refused(BufferClosedException.class, mend, buffer::close);
    assertEquals(1, exporter.releases.get());
    assertEquals("plane", buffer.name());
  }

  @Test
  void a_foreign_table_is_not_taken_back() {
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    DmaBufAttachment other = buffer.attach(device);
    SgTable others = buffer.mapAttachment(other, TO_DEVICE);
    String mend = "the very table that mapAttachment() returned";
    refused(
        ForeignTableException.class,
        mend,
        () -> buffer.unmapAttachment(attachment, others, TO_DEVICE));
    refused(
        ForeignTableException.class,
        mend,
        () -> buffer.unmapAttachment(attachment, table.cloneEntries(), TO_DEVICE));
    refused(
        ForeignTableException.class,
        mend,
        () -> buffer.unmapAttachment(attachment, null, TO_DEVICE));
    assertEquals(0, exporter.unmaps.get());
    buffer.unmapAttachment(other, others, TO_DEVICE);
    buffer.detach(other);
    finish(table);
  }

  @Test
  void a_table_is_taken_back_once() {
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    refused(
        DoubleUnmapException.class,
        "once for each map",
        () -> buffer.unmapAttachment(attachment, table, TO_DEVICE));
    assertEquals(1, exporter.unmaps.get());
  }

  @Test
  void a_table_is_taken_back_in_its_own_direction() {
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    refused(
        WrongDirectionException.class,
        "the direction of mapAttachment()",
        () -> buffer.unmapAttachment(attachment, table, FROM_DEVICE));
    assertEquals(0, exporter.unmaps.get());
    finish(table);
  }

  @Test
  void an_attachment_with_a_table_out_is_not_detached() {
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    refused(
        StillMappedException.class,
        "call unmapAttachment() for each",
        () -> buffer.detach(attachment));
    assertEquals(0, exporter.detaches.get());
    finish(table);
  }

  @Test
  void an_attachment_is_detached_once_and_not_mapped_afterwards() {
    buffer.detach(attachment);
    refused(
        NotAttachedException.class, "detach each attachment once", () -> buffer.detach(attachment));
    refused(
        NotAttachedException.class,
        "attach the device again",
        () -> buffer.mapAttachment(attachment, TO_DEVICE));
    assertEquals(1, exporter.detaches.get());
  }

  @Test
  void another_buffers_attachment_is_refused() {
    try (DmaBuf other = new SystemHeap("other").allocate(1)) {
      DmaBufAttachment foreign = other.attach(device);
      String mend = "the attachment that attach() of this buffer returned";
      refused(
          ForeignAttachmentException.class, mend, () -> buffer.mapAttachment(foreign, TO_DEVICE));
      refused(ForeignAttachmentException.class, mend, () -> buffer.detach(foreign));
      refused(ForeignAttachmentException.class, mend, () -> buffer.sharesPages(foreign));
      refused(ForeignAttachmentException.class, mend, () -> buffer.detach(null));
      other.detach(foreign);
    }
  }

  @Test
  void the_last_reference_outlives_the_attachments() {
    DmaBuf second = buffer.get();
    second.close();
    refused(AttachmentsRemainException.class, "detach() each, then close() again", buffer::close);
    assertEquals(0, exporter.releases.get());
    buffer.detach(attachment);
    buffer.close();
    assertEquals(1, exporter.releases.get());
  }

  @Test
  void attach_and_detach_take_the_reservation_lock_themselves() {
    buffer.resv().lock();
    try {
      refused(ReservationHeldException.class, "after resv().unlock()", () -> buffer.attach(device));
      refused(
          ReservationHeldException.class, "after resv().unlock()", () -> buffer.detach(attachment));
    } finally {
      buffer.resv().unlock();
    }
    buffer.detach(attachment);
  }

  @Test
  void a_static_attachment_does_not_pin() {
    buffer.resv().lock();
    refused(NotDynamicException.class, "attachDynamic()", () -> buffer.pin(attachment));
    refused(NotDynamicException.class, "attachDynamic()", () -> buffer.unpin(attachment));
    buffer.resv().unlock();
  }

  @Test
  void the_reservation_lock_is_released_by_its_holder() {
    refused(
        ReservationNotHeldException.class, "between resv().lock()", () -> buffer.resv().unlock());
  }

  @Test
  void the_device_faults_on_a_table_that_was_given_back() {
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    long address = table.firstEntry().dmaAddress();
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    IommuFault fault = assertThrows(IommuFault.class, () -> device.read(address, new byte[1]));
    assertEquals(address, fault.dmaAddress());
    assertTrue(fault.getMessage().contains("\"scanner\""), fault.getMessage());
  }
}
