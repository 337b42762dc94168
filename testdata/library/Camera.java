package library;

import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;

/** Hands out frames that it imports by way of a {@link FrameSource}: it maps nothing itself. */
public class Camera implements AutoCloseable {
  private final List<FrameSource> sources = new ArrayList<>();
  private final DmaBufAttachment attachment;

  /** A camera that films into the buffer of {@code attachment}. */
  public Camera(DmaBufAttachment attachment) {
    this.attachment = attachment;
  }

  /** Films one frame; it is borrowed until the camera is closed. */
  public final SgTable film() {
    FrameSource source = FrameSource.open(attachment);
    sources.add(source);
    return source.table();
  }

  /** Films one frame for {@link #filmed}. */
  public final void shoot() {
    filmed(film());
  }

  /** Called with each frame that {@link #shoot} films. */
  protected void filmed(SgTable frame) {}

  @Override
  public void close() {
    sources.forEach(FrameSource::close);
  }
}
