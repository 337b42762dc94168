package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static dev.pagewarden.dmabuf.Frames.TO_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What the core holds an exporter to. */
class ExporterRulesTest {
  private final Device device = new Device("gpu");

  private static void refused(DmaBufOps ops, String what) {
    InvalidExporterException thrown =
        assertThrows(InvalidExporterException.class, () -> DmaBuf.export(ops, 1, "new"));
    assertTrue(thrown.getMessage().startsWith("buffer \"new\""), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(what), thrown.getMessage());
  }

  @Test
  void pin_and_unpin_come_together() {
    refused(
        new CountingExporter() {
          @Override
          public void pin(DmaBufAttachment attachment) {}
        },
        "only one of pin and unpin");
    refused(
        new CountingExporter() {
          @Override
          public void unpin(DmaBufAttachment attachment) {}
        },
        "only one of pin and unpin");
  }

  @Test
  void mappings_of_a_buffer_that_moves_are_not_cached() {
    refused(
        new Pinning() {
          @Override
          public boolean cacheSgtMapping() {
            return true;
          }
        },
        "cached");
  }

  @Test
  void an_exporter_that_pins_is_dynamic_even_if_it_inherits_that() {
    assertFalse(new CountingExporter().isDynamic());
    assertTrue(new Pinning().isDynamic());
    assertTrue(new Pinning() {}.isDynamic());
    DmaBufOps byInterface =
        new PinningByInterface() {
          @Override
          public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
            return null;
          }

          @Override
          public void unmapDmaBuf(
              DmaBufAttachment attachment, SgTable table, DmaDirection direction) {}

          @Override
          public void release(DmaBuf buffer) {}
        };
    assertTrue(byInterface.isDynamic());
    DmaBuf.export(byInterface, 1, "fine").close();
  }

  @Test
  void a_buffer_has_at_least_one_byte() {
    InvalidExporterException thrown =
        assertThrows(
            InvalidExporterException.class,
            () -> DmaBuf.export(new CountingExporter(), 0, "empty"));
    assertTrue(thrown.getMessage().contains("0 bytes"), thrown.getMessage());
    assertThrows(NullPointerException.class, () -> DmaBuf.export(null, 1, "none"));
  }

  @Test
  void a_map_that_returns_nothing_is_the_exporters_fault() {
    CountingExporter exporter =
        new CountingExporter() {
          @Override
          public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
            return null;
          }
        };
    DmaBuf buffer = exporter.export("nothing");
    DmaBufAttachment attachment = buffer.attach(device);
    InvalidExporterException thrown =
        assertThrows(InvalidExporterException.class, () -> buffer.mapAttachment(attachment, BOTH));
    assertTrue(thrown.getMessage().contains("mapDmaBuf returned null"), thrown.getMessage());
    assertFalse(buffer.resv().isHeldByCurrentThread());
    buffer.detach(attachment);
    assertEquals(0, exporter.unmaps.get());
  }

  @Test
  void a_cpu_mapping_covers_the_whole_buffer() {
    CountingExporter exporter =
        new CountingExporter() {
          @Override
          public ByteBuffer vmap(DmaBuf of) {
            return ByteBuffer.allocate(10);
          }
        };
    DmaBuf buffer = exporter.export("short");
    InvalidExporterException thrown = assertThrows(InvalidExporterException.class, buffer::vmap);
    assertTrue(thrown.getMessage().contains("10 of 16384 bytes"), thrown.getMessage());
    buffer.close();
    assertEquals(1, exporter.releases.get());
  }

  @Test
  void an_exporter_that_refuses_a_device_leaves_no_attachment() {
    DmaBuf buffer =
        new CountingExporter() {
          @Override
          public void attach(DmaBuf of, DmaBufAttachment attachment) {
            throw new UnreachableDeviceException(of.toString(), "too far away", "come closer");
          }
        }.export("remote");
    assertThrows(UnreachableDeviceException.class, () -> buffer.attach(device));
    buffer.close();
  }

  @Test
  void the_exporter_is_called_with_the_lock_as_the_kernel_holds_it() {
    DmaBuf buffer = new LockChecking().export("checked");
    DmaBufAttachment attachment = buffer.attach(device);
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    buffer.beginCpuAccess(TO_DEVICE);
    buffer.vunmap(buffer.vmap());
    buffer.endCpuAccess(TO_DEVICE);
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    buffer.detach(attachment);
    buffer.close();
  }

  @Test
  void consent_is_the_exporters_word_per_attachment() {
    Device friend = new Device("friend");
    DmaBuf buffer =
        new CountingExporter() {
          @Override
          public boolean sharesPages(DmaBufAttachment attachment) {
            return attachment.device() == friend;
          }
        }.export("ours");
    assertTrue(buffer.sharesPages(buffer.attach(friend)));
    assertFalse(buffer.sharesPages(buffer.attach(device)));
  }

  @Test
  void both_sides_can_keep_something_with_an_attachment() {
    DmaBuf buffer = new CountingExporter().export("notes");
    DmaBufAttachment attachment = buffer.attach(device);
    assertNull(attachment.exporterPriv());
    attachment.exporterPriv("exporter's");
    attachment.importerPriv("importer's");
    assertEquals("exporter's", attachment.exporterPriv());
    assertEquals("importer's", attachment.importerPriv());
    assertSame(device, attachment.device());
    assertSame(buffer, attachment.buffer());
    assertNotNull(buffer.ops());
  }

  private static class Pinning extends CountingExporter {
    @Override
    public void pin(DmaBufAttachment attachment) {}

    @Override
    public void unpin(DmaBufAttachment attachment) {}
  }

  private interface PinningByInterface extends DmaBufOps {
    @Override
    default void pin(DmaBufAttachment attachment) {}

    @Override
    default void unpin(DmaBufAttachment attachment) {}
  }

  private static final class LockChecking extends CountingExporter {
    private static void expect(boolean held, DmaBuf buffer) {
      assertEquals(held, buffer.resv().isHeldByCurrentThread());
    }

    @Override
    public void attach(DmaBuf buffer, DmaBufAttachment attachment) {
      expect(false, buffer);
    }

    @Override
    public void detach(DmaBuf buffer, DmaBufAttachment attachment) {
      expect(false, buffer);
    }

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      expect(true, attachment.buffer());
      return super.mapDmaBuf(attachment, direction);
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      expect(true, attachment.buffer());
      super.unmapDmaBuf(attachment, table, direction);
    }

    @Override
    public ByteBuffer vmap(DmaBuf buffer) {
      expect(true, buffer);
      return super.vmap(buffer);
    }

    @Override
    public void vunmap(DmaBuf buffer, ByteBuffer mapping) {
      expect(true, buffer);
    }

    @Override
    public void beginCpuAccess(DmaBuf buffer, DmaDirection direction) {
      expect(false, buffer);
    }

    @Override
    public void endCpuAccess(DmaBuf buffer, DmaDirection direction) {
      expect(false, buffer);
    }

    @Override
    public void release(DmaBuf buffer) {
      expect(false, buffer);
      super.release(buffer);
    }
  }
}
