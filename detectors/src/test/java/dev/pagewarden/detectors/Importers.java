package dev.pagewarden.detectors;

/** Importers that several tests analyse; each is one source file. */
final class Importers {
  /** Maps on line 6, touches a page on line 7. */
  static final String CAMERA =
      """
      package shop;
      import lib.dma.*;
      public class Camera {
        public Page show(DmaBuf buffer) {
          DmaBufAttachment attachment = buffer.attach();
          SgTable table = buffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
          Page page = table.firstEntry().page();
          buffer.unmapAttachment(attachment, table, DmaDirection.FROM_DEVICE);
          return page;
        }
      }
      """;

  /** Uses the DMA side only. */
  static final String MENDED =
      """
      package shop;
      import lib.dma.*;
      public class Mended {
        public long show(DmaBuf buffer) {
          DmaBufAttachment attachment = buffer.attach();
          SgTable table = buffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
          long address = table.firstEntry().dmaAddress();
          buffer.unmapAttachment(attachment, table, DmaDirection.FROM_DEVICE);
          return address;
        }
      }
      """;

  private Importers() {}
}
