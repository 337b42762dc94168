package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static dev.pagewarden.dmabuf.Frames.FROM_DEVICE;
import static dev.pagewarden.dmabuf.Frames.TO_DEVICE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A frame goes from the CPU to a device and back, byte by byte, on every heap. */
class FrameTransferTest {
  private static final int BYTES = 5 * Page.SIZE;

  private final Device display = new Device("display");

  static List<Heap> heaps() {
    return List.of(
        new SystemHeap(),
        new CmaHeap(),
        new CachingExporter(),
        new MovableHeap(),
        new CarveoutHeap());
  }

  @ParameterizedTest
  @MethodSource("heaps")
  void a_device_reads_the_frame_that_the_cpu_wrote(Heap heap) {
    try (DmaBuf buffer = Frames.filled(heap.allocate(BYTES))) {
      assertArrayEquals(Frames.picture(BYTES), Frames.importOnce(buffer, display));
    }
    assertEquals(0, display.iommu().mappedPages());
  }

  @ParameterizedTest
  @MethodSource("heaps")
  void the_cpu_reads_the_frame_that_a_device_wrote(Heap heap) {
    try (DmaBuf buffer = heap.allocate(BYTES)) {
      DmaBufAttachment attachment = buffer.attach(display);
      SgTable table = buffer.mapAttachment(attachment, FROM_DEVICE);
      Frames.writeByDma(display, table, Frames.picture(BYTES));
      assertArrayEquals(Frames.picture(BYTES), Frames.readByCpu(buffer));
      buffer.unmapAttachment(attachment, table, FROM_DEVICE);
      buffer.detach(attachment);
    }
  }

  @ParameterizedTest
  @MethodSource("heaps")
  void a_user_mapping_shows_the_same_bytes(Heap heap) {
    try (DmaBuf buffer = Frames.filled(heap.allocate(BYTES))) {
      UserMapping user = new UserMapping(BYTES);
      buffer.mmap(user);
      assertArrayEquals(Frames.picture(BYTES), Frames.bytesOf(user.view()));
      user.view().put(0, (byte) 99);
      assertEquals(99, Frames.readByCpu(buffer)[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("heaps")
  void sizes_are_rounded_up_to_whole_pages(Heap heap) {
    try (DmaBuf buffer = heap.allocate(Page.SIZE + 1)) {
      assertEquals(2L * Page.SIZE, buffer.size());
      assertEquals(heap.name(), buffer.name());
    }
  }

  @Test
  void two_devices_see_one_buffer_at_addresses_of_their_own() {
    Device camera = new Device("camera");
    try (DmaBuf buffer = new SystemHeap().allocate(BYTES)) {
      DmaBufAttachment writing = buffer.attach(camera);
      DmaBufAttachment reading = buffer.attach(display);
      SgTable written = buffer.mapAttachment(writing, FROM_DEVICE);
      SgTable read = buffer.mapAttachment(reading, TO_DEVICE);
      assertNotEquals(written.firstEntry().dmaAddress(), read.firstEntry().dmaAddress());
      Frames.writeByDma(camera, written, Frames.picture(BYTES));
      assertArrayEquals(Frames.picture(BYTES), Frames.readByDma(display, read));
      buffer.unmapAttachment(writing, written, FROM_DEVICE);
      assertArrayEquals(Frames.picture(BYTES), Frames.readByDma(display, read));
      buffer.unmapAttachment(reading, read, TO_DEVICE);
      buffer.detach(writing);
      buffer.detach(reading);
    }
  }

  @Test
  void an_access_may_begin_and_end_in_the_middle_of_pages() {
    try (DmaBuf buffer = Frames.filled(new CmaHeap().allocate(BYTES))) {
      DmaBufAttachment attachment = buffer.attach(display);
      SgTable table = buffer.mapAttachment(attachment, BOTH);
      byte[] part = new byte[2 * Page.SIZE];
      display.read(table.firstEntry().dmaAddress() + 100, part);
      assertArrayEquals(Arrays.copyOfRange(Frames.picture(BYTES), 100, 100 + part.length), part);
      buffer.unmapAttachment(attachment, table, BOTH);
      buffer.detach(attachment);
    }
  }

  @Test
  void scattered_pages_are_a_segment_each_and_adjacent_ones_a_single_segment() {
    try (DmaBuf scattered = new SystemHeap().allocate(BYTES);
        DmaBuf adjacent = new CmaHeap().allocate(BYTES)) {
      assertEquals(List.of(5, 5), counts(scattered, display));
      assertEquals(List.of(1, 5), counts(adjacent, display));
      assertEquals(List.of(3, 5), counts(adjacent, new Device("small", 2 * Page.SIZE)));
    }
  }

  /** The DMA and the CPU count of a mapping. */
  private static List<Integer> counts(DmaBuf buffer, Device device) {
    DmaBufAttachment attachment = buffer.attach(device);
    SgTable table = buffer.mapAttachment(attachment, BOTH);
    List<Integer> counts = List.of(table.nents(), table.origNents());
    buffer.unmapAttachment(attachment, table, BOTH);
    buffer.detach(attachment);
    return counts;
  }
}
