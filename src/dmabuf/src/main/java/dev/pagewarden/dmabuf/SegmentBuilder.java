package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Makes the DMA segments of a table: adjacent page frames become one segment up to what the device
 * takes, as in {@code iommu_dma_map_sg} and {@code __finalise_sg}. So there can be fewer segments
 * than entries.
 */
final class SegmentBuilder {
  private final Device device;
  private final DmaDirection direction;
  private final List<DmaSegment> segments = new ArrayList<>();
  private final List<Piece> run = new ArrayList<>();

  private SegmentBuilder(Device device, DmaDirection direction) {
    this.device = device;
    this.direction = direction;
  }

  /** Maps the pages of a table for a device and returns where it sees them. */
  static List<DmaSegment> map(Device device, SgTable table, DmaDirection direction) {
    SegmentBuilder builder = new SegmentBuilder(device, direction);
    try {
      for (Iterator<Piece> walk = new PieceIterator(table); walk.hasNext(); ) {
        builder.add(walk.next());
      }
      builder.flush();
      return List.copyOf(builder.segments);
    } catch (PageFault e) {
      device.iommu().removeAll(builder.segments);
      throw e;
    }
  }

  private void add(Piece piece) {
    if (!run.isEmpty() && !follows(piece)) {
      flush();
    }
    run.add(piece);
  }

  private boolean follows(Piece piece) {
    Piece last = run.get(run.size() - 1);
    return piece.offset() == 0
        && last.offset() + last.length() == Page.SIZE
        && piece.page().pageFrameNumber() == last.page().pageFrameNumber() + 1;
  }

  /** Maps the run, in one piece or in as many as the device needs. */
  private void flush() {
    if (run.isEmpty()) {
      return;
    }
    long base = Iommu.reserve((long) run.size() * Page.SIZE);
    long start = base + run.get(0).offset();
    long length = 0;
    for (int i = 0; i < run.size(); i++) {
      Piece piece = run.get(i);
      if (length > 0 && length + piece.length() > device.maxSegmentBytes()) {
        segments.add(new DmaSegment(start, length));
        start += length;
        length = 0;
      }
      device.iommu().put(base + (long) i * Page.SIZE, piece.page().frame(), direction);
      length += piece.length();
    }
    segments.add(new DmaSegment(start, length));
    run.clear();
  }
}
