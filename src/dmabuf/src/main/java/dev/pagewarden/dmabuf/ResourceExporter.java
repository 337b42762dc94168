package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;

/** Exports memory that has no pages: one segment of a range on the bus. */
final class ResourceExporter implements DmaBufOps {
  private final ByteBuffer memory;
  private final boolean isPeer;

  /**
   * An exporter of fresh memory.
   *
   * @param bytes how many
   * @param isPeer whether it is a device's own, reached on the bus by importers that agree to
   */
  ResourceExporter(long bytes, boolean isPeer) {
    int size = Math.multiplyExact(PageExporter.pagesFor(bytes), Page.SIZE);
    this.memory = ByteBuffer.allocateDirect(size);
    this.isPeer = isPeer;
  }

  DmaBuf export(String name) {
    return DmaBuf.export(this, memory.limit(), name);
  }

  @Override
  public void attach(DmaBuf buffer, DmaBufAttachment attachment) {
    if (isPeer && !attachment.peer2peer()) {
      throw new UnreachableDeviceException(
          attachment.subject(),
          "a peer's memory has no pages and cannot move to system memory",
          "attach with attachDynamic() and ImporterOps.allowPeer2Peer(), and live by DMA addresses");
    }
  }

  @Override
  public SgTable mapDmaBuf(DmaBufAttachment attachment, DmaDirection direction) {
    DmaSegment mapped = DmaApi.mapResource(attachment.device(), memory, direction);
    return SgTable.ofDma(new DmaSegment(mapped.address(), mapped.length(), isPeer));
  }

  @Override
  public void unmapDmaBuf(DmaBufAttachment attachment, SgTable table, DmaDirection direction) {
    for (Scatterlist entry : table.dmaEntries()) {
      DmaApi.unmapResource(
          attachment.device(), new DmaSegment(entry.dmaAddress(), entry.dmaLength()));
    }
    table.free();
  }

  @Override
  public ByteBuffer vmap(DmaBuf buffer) {
    return memory.duplicate();
  }

  @Override
  public void mmap(DmaBuf buffer, UserMapping mapping) {
    mapping.insertBuffer(memory.duplicate());
  }

  @Override
  public void release(DmaBuf buffer) {
    // The memory goes with this object.
  }
}
