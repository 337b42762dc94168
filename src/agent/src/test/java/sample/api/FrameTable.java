package sample.api;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;

/** A table that takes the bytes behind its pages along when it is written to a stream. */
public final class FrameTable extends SgTable implements Serializable {
  private static final long serialVersionUID = 1L;

  public FrameTable(List<Page> pages) {
    super(pages);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeLong(firstEntry().physicalAddress());
  }
}
