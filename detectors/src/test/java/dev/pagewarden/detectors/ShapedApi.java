package dev.pagewarden.detectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A dma-buf API of somebody else's that the built-in contract fits by its shape. */
final class ShapedApi {
  private static final String[] SOURCES = {
    """
    package lib.dma;
    public enum DmaDirection { TO_DEVICE, FROM_DEVICE }
    """,
    """
    package lib.dma;
    public final class DmaBufAttachment {}
    """,
    """
    package lib.dma;
    public final class DmaBuf {
      public DmaBufAttachment attach() { return new DmaBufAttachment(); }
      public SgTable mapAttachment(DmaBufAttachment attachment, DmaDirection direction) {
        return new SgTable();
      }
      public void unmapAttachment(
          DmaBufAttachment attachment, SgTable table, DmaDirection direction) {}
    }
    """,
    """
    package lib.dma;
    public final class SgTable {
      public Scatterlist firstEntry() { return new Scatterlist(); }
      public Page[] pages() { return new Page[0]; }
    }
    """,
    """
    package lib.dma;
    public final class Scatterlist {
      public Page page() { return new Page(); }
      public long dmaAddress() { return 0; }
    }
    """,
    """
    package lib.dma;
    public final class Page {
      public long pageFrameNumber() { return 0; }
    }
    """
  };

  private ShapedApi() {}

  /** Makes a jar of the API. */
  static Path jar(Path work) throws IOException {
    Path classes =
        Sources.compile(Files.createDirectories(work.resolve("api")), List.of(), SOURCES);
    return Sources.jar(work.resolve("api.jar"), classes);
  }
}
