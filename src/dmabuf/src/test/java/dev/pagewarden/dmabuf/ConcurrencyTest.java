package dev.pagewarden.dmabuf;

import static dev.pagewarden.dmabuf.Frames.BOTH;
import static dev.pagewarden.dmabuf.Frames.TO_DEVICE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads use one buffer, and nothing is lost and nothing is done twice. */
@Timeout(120)
class ConcurrencyTest {
  private static final int ROUNDS = 200;
  private static final int BYTES = CountingExporter.PAGES * Page.SIZE;

  private final CountingExporter exporter = new CountingExporter();
  private final DmaBuf buffer = Frames.filled(exporter.export("shared"));
  private final byte[] picture = Frames.picture(BYTES);

  @RepeatedTest(5)
  void attach_map_unmap_detach_and_close_by_all_release_the_buffer_once() throws Exception {
    for (int i = 1; i < Crew.THREADS; i++) {
      buffer.get();
    }
    Device[] devices = new Device[Crew.THREADS];
    Crew.work(
        member -> {
          Device device = new Device("device " + member);
          devices[member] = device;
          for (int round = 0; round < ROUNDS; round++) {
            assertArrayEquals(picture, Frames.importOnce(buffer, device));
          }
          buffer.close();
        });
    int imports = Crew.THREADS * ROUNDS;
    assertEquals(imports, exporter.attaches.get());
    assertEquals(imports, exporter.maps.get());
    assertEquals(imports, exporter.unmaps.get());
    assertEquals(imports, exporter.detaches.get());
    assertEquals(1, exporter.releases.get());
    assertTrue(Arrays.stream(devices).allMatch(device -> device.iommu().mappedPages() == 0));
    assertThrows(BufferClosedException.class, buffer::close);
  }

  @Test
  void of_eight_last_closes_one_releases_and_the_others_are_refused() throws Exception {
    int buffers = 2000;
    CountingExporter[] exporters = new CountingExporter[buffers];
    DmaBuf[] all = new DmaBuf[buffers];
    for (int i = 0; i < buffers; i++) {
      exporters[i] = new CountingExporter();
      all[i] = exporters[i].export("contended");
    }
    AtomicInteger refused = new AtomicInteger();
    Crew.work(
        member -> {
          for (DmaBuf each : all) {
            try {
              each.close();
            } catch (BufferClosedException e) {
              refused.incrementAndGet();
            }
          }
        });
    assertEquals((Crew.THREADS - 1) * buffers, refused.get());
    assertTrue(Arrays.stream(exporters).allMatch(each -> each.releases.get() == 1));
  }

  @Test
  void references_are_counted_exactly() throws Exception {
    Crew.work(
        member -> {
          for (int round = 0; round < 100 * ROUNDS; round++) {
            buffer.get().close();
          }
        });
    assertEquals(0, exporter.releases.get());
    buffer.close();
    assertEquals(1, exporter.releases.get());
  }

  @RepeatedTest(20)
  void an_attach_and_the_last_close_do_not_both_succeed() throws Exception {
    Device device = new Device("late");
    AtomicReference<DmaBufAttachment> late = new AtomicReference<>();
    AtomicInteger closed = new AtomicInteger();
    Crew.work(
        member -> {
          try {
            if (member == 0) {
              buffer.close();
              closed.incrementAndGet();
            } else if (member == 1) {
              late.set(buffer.attach(device));
            }
          } catch (BufferClosedException | AttachmentsRemainException e) {
            // One of the two comes too late; which one is not for this test to say.
          }
        });
    assertEquals(1, closed.get() + (late.get() == null ? 0 : 1));
    assertEquals(closed.get(), exporter.releases.get());
    if (late.get() != null) {
      buffer.detach(late.get());
      buffer.close();
      assertEquals(1, exporter.releases.get());
    }
  }

  @RepeatedTest(20)
  void of_eight_unmaps_and_detaches_of_one_attachment_one_succeeds() throws Exception {
    DmaBufAttachment attachment = buffer.attach(new Device("contended"));
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    AtomicInteger unmapped = new AtomicInteger();
    AtomicInteger detached = new AtomicInteger();
    Crew.work(
        member -> {
          try {
            buffer.unmapAttachment(attachment, table, TO_DEVICE);
            unmapped.incrementAndGet();
          } catch (DoubleUnmapException | NotAttachedException e) {
            // Another thread was first.
          }
          try {
            buffer.detach(attachment);
            detached.incrementAndGet();
          } catch (NotAttachedException e) {
            // Another thread was first.
          }
        });
    assertEquals(1, unmapped.get());
    assertEquals(1, detached.get());
    assertEquals(1, exporter.unmaps.get());
    assertEquals(1, exporter.detaches.get());
    buffer.close();
  }

  @Test
  void a_cached_mapping_is_made_once_for_all_threads() throws Exception {
    CountingExporter caching =
        new CountingExporter() {
          @Override
          public boolean cacheSgtMapping() {
            return true;
          }
        };
    DmaBuf cached = Frames.filled(caching.export("cached"));
    Device device = new Device("gpu");
    DmaBufAttachment attachment = cached.attach(device);
    Crew.work(
        member -> {
          for (int round = 0; round < ROUNDS; round++) {
            SgTable table = cached.mapAttachment(attachment, BOTH);
            assertArrayEquals(picture, Frames.readByDma(device, table));
            cached.unmapAttachment(attachment, table, BOTH);
          }
        });
    assertEquals(1, caching.maps.get());
    cached.detach(attachment);
    assertEquals(1, caching.unmaps.get());
    cached.close();
  }

  @Test
  void references_and_cpu_mappings_are_counted_exactly() throws Exception {
    Crew.work(
        member -> {
          for (int round = 0; round < ROUNDS; round++) {
            DmaBuf own = buffer.get();
            own.beginCpuAccess(DmaDirection.FROM_DEVICE);
            ByteBuffer mapping = own.vmap();
            assertArrayEquals(picture, Frames.bytesOf(mapping));
            own.vunmap(mapping);
            own.endCpuAccess(DmaDirection.FROM_DEVICE);
            own.close();
          }
        });
    assertEquals(exporter.vmaps.get(), exporter.vunmaps.get());
    assertEquals(0, exporter.releases.get());
    buffer.close();
    assertEquals(1, exporter.releases.get());
  }

  @Test
  void dynamic_importers_never_see_a_torn_frame_while_the_buffer_moves() throws Exception {
    DmaBuf moving = Frames.filled(new MovableHeap("moving").allocate(BYTES));
    AtomicInteger moves = new AtomicInteger();
    Crew.work(
        member -> {
          if (member == 0) {
            for (int round = 0; round < ROUNDS; round++) {
              moves.addAndGet(MovableHeap.move(moving) ? 1 : 0);
            }
            return;
          }
          Device device = new Device("dynamic " + member);
          DmaBufAttachment attachment = moving.attachDynamic(device, moved -> {});
          for (int round = 0; round < ROUNDS; round++) {
            moving.resv().lock();
            try {
              SgTable table = moving.mapAttachment(attachment, BOTH);
              assertArrayEquals(picture, Frames.readByDma(device, table));
              moving.unmapAttachment(attachment, table, BOTH);
            } finally {
              moving.resv().unlock();
            }
          }
          moving.detach(attachment);
          assertEquals(0, device.iommu().mappedPages());
        });
    assertEquals(ROUNDS, moves.get());
    assertArrayEquals(picture, Frames.readByCpu(moving));
    moving.close();
  }

  @Test
  void the_release_waits_for_a_call_that_is_under_way() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountingExporter slow =
        new CountingExporter() {
          @Override
          public void beginCpuAccess(DmaBuf of, DmaDirection direction) {
            inside.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    DmaBuf busy = slow.export("busy");
    Thread cpu = new Thread(() -> busy.beginCpuAccess(BOTH));
    cpu.start();
    inside.await();
    busy.close();
    assertEquals(0, slow.releases.get());
    assertThrows(BufferClosedException.class, busy::get);
    goOn.countDown();
    cpu.join();
    assertEquals(1, slow.releases.get());
  }

  @Test
  void pages_are_allocated_and_freed_by_all_without_a_mix_up() throws Exception {
    Crew.work(
        member -> {
          for (int round = 0; round < ROUNDS; round++) {
            Page[] pages = PageAllocator.system().allocate(3).toArray(new Page[0]);
            for (Page page : pages) {
              page.map().put(0, (byte) member);
            }
            Page[] turned = {pages[2], pages[1], pages[0]};
            ByteBuffer mapping = Pages.vmap(turned);
            assertEquals(member, mapping.get(0));
            assertEquals(member, mapping.get(2 * Page.SIZE));
            PageAllocator.system().free(pages);
          }
        });
  }
}
