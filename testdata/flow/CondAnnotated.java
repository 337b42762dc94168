package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import dev.pagewarden.dmabuf.SharesPages;
import support.Rig;

/** Consent by annotation on the importer's side, together with a buffer that shares its pages. */
public final class CondAnnotated {
  /** One driver's importer, which may touch its own heap's pages. */
  @SharesPages
  private static final class Trusted {
    int pages(SgTable table) {
      return table.pages().length;
    }

    int eachPage(SgTable table) {
      int[] count = new int[1];
      table.forEachPage(page -> count[0]++);
      return count[0];
    }
  }

  /** Some of its methods may, others may not. */
  private static final class Mixed {
    @SharesPages
    int allowed(SgTable table) {
      return table.pages().length;
    }

    int forbidden(SgTable table) {
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private CondAnnotated() {}

  /** Touches a buffer whose exporter agreed, and one whose exporter did not. */
  public static void main(String[] args) {
    Device device = Rig.device("cond-annotated");
    try (DmaBuf buffer = Rig.sharingBuffer(Rig.FRAME_BYTES)) {
      DmaBufAttachment attachment = buffer.attach(device);
      if (!buffer.sharesPages(attachment)) {
        throw new AssertionError("the exporter shares its pages");
      }
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsAnnotatedClass(table);
      acceptsAnnotatedMethod(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsMethodWithoutAnnotation(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsAnnotatedClass(SgTable table) {
    Rig.check(new Trusted().pages(table) == 4, "four pages");
    Rig.check(new Trusted().eachPage(table) == 4, "four pages");
  }

  private static void acceptsAnnotatedMethod(SgTable table) {
    Rig.check(new Mixed().allowed(table) == 4, "four pages");
  }

  private static void reportsMethodWithoutAnnotation(SgTable table) {
    Rig.check(new Mixed().forbidden(table) == 4, "four pages");
  }
}
