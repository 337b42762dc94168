package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static dev.pagewarden.dmabuf.Frames.FROM_DEVICE;
import static dev.pagewarden.dmabuf.Frames.TO_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The CPU reaches a buffer through its exporter, in brackets. */
class CpuAccessTest {
  private static final int BYTES = CountingExporter.PAGES * Page.SIZE;

  private final CountingExporter exporter = new CountingExporter();
  private final DmaBuf buffer = exporter.export("overlay");

  @Test
  void the_exporter_maps_once_for_all_users() {
    ByteBuffer first = buffer.vmap();
    ByteBuffer second = buffer.vmap();
    assertNotSame(first, second);
    assertEquals(BYTES, second.remaining());
    assertEquals(1, exporter.vmaps.get());
    first.put((byte) 5);
    assertEquals(0, second.position());
    assertEquals(5, second.get(0));
    buffer.vunmap(first);
    assertEquals(0, exporter.vunmaps.get());
    buffer.vunmap(second);
    assertEquals(1, exporter.vunmaps.get());
    buffer.vunmap(buffer.vmap());
    assertEquals(2, exporter.vmaps.get());
    buffer.close();
  }

  @Test
  void a_mapping_is_given_back_once_and_by_its_own_handle() {
    ByteBuffer mapping = buffer.vmap();
    assertThrows(UnbalancedVunmapException.class, () -> buffer.vunmap(mapping.duplicate()));
    assertThrows(UnbalancedVunmapException.class, () -> buffer.vunmap(null));
    buffer.vunmap(mapping);
    UnbalancedVunmapException thrown =
        assertThrows(UnbalancedVunmapException.class, () -> buffer.vunmap(mapping));
    assertTrue(thrown.getMessage().startsWith("buffer \"overlay\""), thrown.getMessage());
    assertEquals(1, exporter.vunmaps.get());
  }

  @Test
  void the_last_reference_outlives_the_cpu_mappings() {
    ByteBuffer mapping = buffer.vmap();
    StillVmappedException thrown = assertThrows(StillVmappedException.class, buffer::close);
    assertTrue(thrown.getMessage().contains("vunmap() each"), thrown.getMessage());
    buffer.vunmap(mapping);
    buffer.close();
    assertEquals(1, exporter.releases.get());
  }

  @Test
  void brackets_reach_the_exporter_in_order() {
    List<String> calls = new ArrayList<>();
    DmaBuf noting =
        new CountingExporter() {
          @Override
          public void beginCpuAccess(DmaBuf of, DmaDirection direction) {
            calls.add("begin " + of.name() + " " + direction);
          }

          @Override
          public void endCpuAccess(DmaBuf of, DmaDirection direction) {
            calls.add("end " + of.name() + " " + direction);
          }
        }.export("noting");
    noting.beginCpuAccess(FROM_DEVICE);
    noting.endCpuAccess(FROM_DEVICE);
    assertEquals(List.of("begin noting FROM_DEVICE", "end noting FROM_DEVICE"), calls);
  }

  @Test
  void each_end_has_a_beginning_in_its_direction() {
    UnbalancedCpuAccessException thrown =
        assertThrows(UnbalancedCpuAccessException.class, () -> buffer.endCpuAccess(BOTH));
    assertTrue(thrown.getMessage().startsWith("buffer \"overlay\""), thrown.getMessage());
    buffer.beginCpuAccess(TO_DEVICE);
    buffer.beginCpuAccess(TO_DEVICE);
    assertThrows(WrongDirectionException.class, () -> buffer.endCpuAccess(FROM_DEVICE));
    buffer.endCpuAccess(TO_DEVICE);
    buffer.endCpuAccess(TO_DEVICE);
    assertThrows(UnbalancedCpuAccessException.class, () -> buffer.endCpuAccess(TO_DEVICE));
  }

  @Test
  void an_exporter_without_cpu_access_says_so() {
    DmaBuf device = new TableOnlyExporter().export("secure");
    UnsupportedByExporterException thrown =
        assertThrows(UnsupportedByExporterException.class, device::vmap);
    assertTrue(thrown.getMessage().startsWith("buffer \"secure\""), thrown.getMessage());
    assertThrows(
        UnsupportedByExporterException.class, () -> device.mmap(new UserMapping(Page.SIZE)));
    device.close();
  }

  @Test
  void a_user_mapping_is_no_larger_than_the_buffer() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> buffer.mmap(new UserMapping(BYTES + 1)));
    assertTrue(thrown.getMessage().contains("buffer \"overlay\""), thrown.getMessage());
  }

  @Test
  void a_user_mapping_shows_the_pages_that_were_inserted() {
    UserMapping user = new UserMapping(3 * Page.SIZE);
    assertThrows(IllegalStateException.class, user::view);
    List<Page> pages = PageAllocator.system().allocate(3);
    pages.get(1).map().put(0, (byte) 4);
    user.insertPage(0, pages.get(0));
    assertEquals(Page.SIZE, user.view().remaining());
    user.insertPage(2 * Page.SIZE, pages.get(2));
    assertEquals(Page.SIZE, user.view().remaining());
    user.insertPage(Page.SIZE, pages.get(1));
    assertEquals(3 * Page.SIZE, user.view().remaining());
    assertEquals(4, user.view().get(Page.SIZE));
  }

  @Test
  void nothing_is_inserted_where_something_is_or_nothing_can_be() {
    UserMapping user = new UserMapping(2 * Page.SIZE);
    Page page = PageAllocator.system().allocate();
    user.insertPage(0, page);
    assertThrows(IllegalStateException.class, () -> user.insertPage(0, page));
    assertThrows(IllegalArgumentException.class, () -> user.insertPage(1, page));
    assertThrows(IllegalArgumentException.class, () -> user.insertPage(-Page.SIZE, page));
    assertThrows(IllegalArgumentException.class, () -> user.insertPage(2 * Page.SIZE, page));
    assertThrows(
        IllegalStateException.class, () -> user.insertBuffer(ByteBuffer.allocate(2 * Page.SIZE)));
    UserMapping other = new UserMapping(2 * Page.SIZE);
    assertThrows(IllegalArgumentException.class, () -> other.insertBuffer(ByteBuffer.allocate(1)));
    other.insertBuffer(ByteBuffer.allocate(2 * Page.SIZE));
    assertThrows(IllegalStateException.class, () -> other.insertPage(0, page));
    PageAllocator.system().free(page);
    assertThrows(PageFault.class, () -> user.insertPage(Page.SIZE, page));
    assertThrows(IllegalArgumentException.class, () -> new UserMapping(0));
  }

  /** Implements what an exporter must, and nothing else. */
  private static final class TableOnlyExporter implements DmaBufOps {
    private final Page page = PageAllocator.system().allocate();

    DmaBuf export(String name) {
      return DmaBuf.export(this, Page.SIZE, name);
    }

    @Override
    public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
      SgTable table = SgTable.ofPages(page);
      DmaApi.mapSgTable(attachment.device(), table, direction);
      return table;
    }

    @Override
    public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
      DmaApi.unmapSgTable(attachment.device(), table, direction);
    }

    @Override
    public void release(DmaBuf buffer) {
      PageAllocator.system().free(page);
    }
  }
}
