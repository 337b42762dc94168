package sample.api;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** All pages there are. */
public final class Memory {
  /** Where the frames' addresses begin, as high as a kernel's. */
  static final long BASE = 0xffff_8000_0000_0000L;

  private static final List<ByteBuffer> FRAMES = new ArrayList<>();

  private Memory() {}

  public static synchronized Page allocate() {
    FRAMES.add(ByteBuffer.allocate(Page.SIZE));
    return new Page(FRAMES.size() - 1);
  }

  /** A page that is always the same one. */
  public static synchronized Page shared() {
    return FRAMES.isEmpty() ? allocate() : new Page(0);
  }

  static synchronized ByteBuffer bytes(long frame) {
    if (frame < 0 || frame >= FRAMES.size()) {
      throw new Fault("frame " + frame);
    }
    return FRAMES.get((int) frame);
  }

  /** Not a member of the table, but at work for it. */
  static void copy(SgTable table, ByteBuffer into) {
    for (Scatterlist entry = table.firstEntry(); entry != null; entry = entry.next()) {
      into.put(entry.page().map().duplicate().clear());
    }
  }

  /** What a look at a wrong address ends in. */
  public static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }
}
