package library;

import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.function.Consumer;

/** A source of frames that a dependency maps for its user, who is called back or asks. */
public final class FrameSource implements AutoCloseable {
  private final DmaBufAttachment attachment;
  private final SgTable table;

  private FrameSource(DmaBufAttachment attachment) {
    this.attachment = attachment;
    this.table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
  }

  /** Maps the buffer of {@code attachment}. */
  public static FrameSource open(DmaBufAttachment attachment) {
    return new FrameSource(attachment);
  }

  /** The mapped table; it is borrowed. */
  public SgTable table() {
    return table;
  }

  /** The DMA address of the frame's first byte. */
  public long dmaAddress() {
    return table.firstEntry().dmaAddress();
  }

  /** Calls {@code consumer} with each entry. */
  public void eachEntry(Consumer<? super Scatterlist> consumer) {
    for (Scatterlist entry : table) {
      consumer.accept(entry);
    }
  }

  @Override
  public void close() {
    attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }
}
